#include <doctest/doctest.h>

#include "hardware/card/apdu.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::Fault;

namespace {
/// Passes the first protected commands on to an original; from the one numbered `last` on, a copy answers instead.
class RelayingCard final : public Card {
public:
    RelayingCard(virtual_card::VirtualDocument& original, virtual_card::VirtualDocument& copy, unsigned last)
        : original_{original}, copy_{copy}, left_{last}
    {
        original_.reset();
        copy_.reset();
    }

    Bytes atr() const override { return original_.atr(); }
    Bytes transmit(ByteView command) override
    {
        constexpr unsigned kProtected = 0x0C;
        if (left_ > 0 && (command[0] & kProtected) == kProtected && --left_ == 0) return {0x67, 0x00};
        return left_ > 0 ? original_.answer(command) : copy_.answer(command);
    }

private:
    virtual_card::VirtualDocument& original_;
    virtual_card::VirtualDocument& copy_;
    unsigned left_;
};
} // namespace

TEST_CASE("an original that only opens the first session proves nothing for the copy that goes on")
{
    auto description = specimen();
    description.mapping = Mapping::chip_authentication;
    description.chip_authentication = false;
    auto copied = description;
    copied.faults = {virtual_card::Fault::cloned_chip};
    description.surname = "ANOTHER";
    virtual_card::VirtualDocument original{description, demo_authority()};
    virtual_card::VirtualDocument copy{copied, demo_authority()};
    unsigned refuted = 0;
    for (unsigned last = 1; last <= 8; ++last) {
        CAPTURE(last);
        RelayingCard card{original, copy, last};
        const auto reading = read_travel_document(card, trust_in(demo_authority()), with_can());
        CHECK(reading.outcome != Outcome::genuine);
        if (!reading.mrz) continue; // the change came before there was anything to prove
        CHECK(reading.outcome == Outcome::not_genuine);
        refuted += reading.outcome == Outcome::not_genuine;
    }
    CHECK(refuted >= 1);
}

TEST_CASE("a chip that announces something else in its second session is manipulated")
{
    const auto description = specimen();
    auto weaker = description;
    weaker.cipher = card::Cipher::aes_128;
    virtual_card::VirtualDocument first{description, demo_authority()};
    virtual_card::VirtualDocument second{weaker, demo_authority()};
    RelayingCard card{first, second, 3};
    const auto reading = read_travel_document(card, trust_in(demo_authority()), with_can());
    CHECK(reading.outcome == Outcome::not_genuine);
    CHECK(check_of(reading, CheckId::card_access).reason == "changed");
}

namespace {
/// Keeps EF.CardAccess back, as somebody between chip and reader may do.
class StrippingCard final : public Card {
public:
    explicit StrippingCard(Card& card) : card_{card} {}
    Bytes atr() const override { return card_.atr(); }
    Bytes transmit(ByteView command) override
    {
        const auto parsed = card::parse_command(command);
        const bool by_short_id = parsed && parsed->ins == 0xB0 && parsed->p1 == 0x9C;
        const bool by_name = parsed && parsed->ins == 0xA4 && parsed->data == Bytes{0x01, 0x1C};
        return by_short_id || by_name ? Bytes{0x6A, 0x82} : card_.transmit(command);
    }

private:
    Card& card_;
};
} // namespace

TEST_CASE("a chip whose signed list offers PACE and that opens by BAC alone is reported as downgraded")
{
    auto description = specimen();
    description.bac = true;
    virtual_card::VirtualDocument document{description, demo_authority()};
    virtual_card::InProcessCard inner{document};
    StrippingCard card{inner};
    const ReadOptions options{MrzKey{document.mrz_information()}, kToday, {}, {}};
    const auto reading = read_travel_document(card, trust_in(demo_authority()), options);
    REQUIRE(reading.access);
    CHECK(reading.access->protocol == AccessProtocol::bac);
    CHECK(reading.access->downgraded);
    CHECK(check_of(reading, CheckId::access).reason == "downgraded_to_bac");
}

namespace {
/// Reads files in long blocks and refuses a long answer to INTERNAL AUTHENTICATE, which ends the session.
class ShortSigningCard final : public Card {
public:
    explicit ShortSigningCard(Card& card) : card_{card} {}
    Bytes atr() const override { return card_.atr(); }
    Bytes transmit(ByteView command) override
    {
        const bool is_long = command.size() > 5 && command[4] == 0;
        if (command[1] != 0x88 || !is_long) return card_.transmit(command);
        ++refused;
        return {0x67, 0x00};
    }
    unsigned refused = 0;

private:
    Card& card_;
};
} // namespace

TEST_CASE("a chip that refuses a long signature is asked for a short one in a new session, and is no copy")
{
    auto description = specimen();
    description.chip_authentication = false;
    description.active_authentication = virtual_card::ActiveKeyKind::rsa;
    virtual_card::VirtualDocument document{description, demo_authority()};
    virtual_card::InProcessCard inner{document};
    ShortSigningCard card{inner};
    const auto reading = read_travel_document(card, trust_in(demo_authority()), with_can());
    CHECK(card.refused == 1);
    CHECK(reading.outcome == Outcome::genuine);
    CHECK(reading.transport.exchanges < 40); // the portrait came in long blocks all the same
}
