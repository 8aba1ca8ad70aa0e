#include <doctest/doctest.h>

#include "hardware/card/apdu.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

/// Originals whose conversation is disturbed once: none of them is a forgery.
using namespace hardware;
using namespace hardware::document;
using virtual_card::ActiveKeyKind;
using virtual_card::Description;

namespace {
/// One card for each way in which a chip proves itself.
struct Original {
    const char* way;
    Description description;
};
std::vector<Original> originals()
{
    auto quick = specimen();
    quick.parameters = 12;
    quick.cipher = Cipher::aes_128;
    auto rsa = quick;
    rsa.chip_authentication = false;
    rsa.active_authentication = ActiveKeyKind::rsa;
    auto elliptic = rsa;
    elliptic.active_authentication = ActiveKeyKind::elliptic;
    auto mapping = quick;
    mapping.chip_authentication = false;
    mapping.mapping = Mapping::chip_authentication;
    auto tdes = quick;
    tdes.cipher = Cipher::tdes;
    return {{"chip authentication", quick},
            {"chip authentication with 3DES", tdes},
            {"active authentication, RSA", rsa},
            {"active authentication, ECDSA", elliptic},
            {"mapping", mapping}};
}

/// Gives one command another answer. `heard`: the chip got it all the same.
class DisturbedCard final : public Card {
public:
    using Disturb = std::function<Bytes(Bytes answer)>;
    DisturbedCard(Card& card, unsigned at, bool heard, Disturb disturb)
        : card_{card}, left_{at}, heard_{heard}, disturb_{std::move(disturb)}
    {
    }

    Bytes atr() const override { return card_.atr(); }
    Bytes transmit(ByteView command) override
    {
        if (--left_ != 0) return card_.transmit(command);
        return disturb_(heard_ ? card_.transmit(command) : Bytes{});
    }

private:
    Card& card_;
    unsigned left_;
    bool heard_;
    Disturb disturb_;
};

/// Cannot carry long commands, from the one numbered `first` on and for so many commands.
class WeakReader final : public Card {
public:
    WeakReader(Card& card, unsigned first, unsigned count) : card_{card}, first_{first}, end_{first + count} {}

    Bytes atr() const override { return card_.atr(); }
    Bytes transmit(ByteView command) override
    {
        ++at_;
        const bool is_long = command.size() > 5 && command[4] == 0;
        if (!is_long || at_ < first_ || at_ >= end_) return card_.transmit(command);
        ++refused_;
        throw LengthRefused{"not transacted"};
    }
    unsigned refused() const { return refused_; }

private:
    Card& card_;
    unsigned first_;
    unsigned end_;
    unsigned at_ = 0;
    unsigned refused_ = 0;
};

Reading read_disturbed(virtual_card::VirtualDocument& document, unsigned at, bool heard, DisturbedCard::Disturb disturb)
{
    virtual_card::InProcessCard inner{document};
    DisturbedCard card{inner, at, heard, std::move(disturb)};
    return read_travel_document(card, trust_in(demo_authority()), with_can());
}

unsigned commands_of(virtual_card::VirtualDocument& document)
{
    virtual_card::InProcessCard card{document};
    const auto reading = read_travel_document(card, trust_in(demo_authority()), with_can());
    REQUIRE(reading.outcome == Outcome::genuine);
    return reading.transport.exchanges;
}
} // namespace

TEST_CASE("one bare status word makes no forgery of an original, and none of it that was opened is lost")
{
    constexpr unsigned kInClear = 6; // EF.CardAccess and PACE, where a status word may well be the chip's own
    for (const auto& original : originals()) {
        virtual_card::VirtualDocument document{original.description, demo_authority()};
        const auto commands = commands_of(document);
        for (const auto* status : {"6700", "6982", "6A82", "6F00", "6C40", "6988"}) {
            for (unsigned at = 1; at <= commands; ++at) {
                const auto reading =
                    read_disturbed(document, at, at % 2 == 0, [&](const Bytes&) { return from_hex(status); });
                CAPTURE(original.way);
                CAPTURE(status);
                CAPTURE(at);
                CAPTURE(reading.error_detail);
                CHECK(reading.outcome == (reading.access ? Outcome::genuine : Outcome::unreadable));
                if (at > kInClear) CHECK(reading.access);
            }
        }
    }
}

TEST_CASE("a reader that fails to carry one long command makes no forgery of an original")
{
    for (const auto& original : originals()) {
        virtual_card::VirtualDocument document{original.description, demo_authority()};
        const auto commands = commands_of(document);
        for (unsigned at = 1; at <= commands; ++at) {
            virtual_card::InProcessCard inner{document};
            WeakReader reader{inner, at, 1};
            const auto reading = read_travel_document(reader, trust_in(demo_authority()), with_can());
            CAPTURE(original.way);
            CAPTURE(at);
            CAPTURE(reading.error_detail);
            CHECK(reading.outcome == Outcome::genuine);
            if (reader.refused() > 0) CHECK(reading.transport.exchanges >= commands);
        }
    }
}

TEST_CASE("a reader that carries no long command at all reads in short ones")
{
    for (const auto& original : originals()) {
        CAPTURE(original.way);
        virtual_card::VirtualDocument document{original.description, demo_authority()};
        virtual_card::InProcessCard inner{document};
        WeakReader reader{inner, 1, 100};
        CHECK(read_travel_document(reader, trust_in(demo_authority()), with_can()).outcome == Outcome::genuine);
        CHECK(reader.refused() > 0);
        CHECK(reader.refused() <= 2); // it is not tried out again with every file
    }
}

TEST_CASE("a wrong checksum under the keys of chip authentication is not asked for again: it is a copy")
{
    virtual_card::VirtualDocument document{originals().front().description, demo_authority()};
    const auto commands = commands_of(document);
    unsigned copies = 0;
    for (unsigned at = 1; at <= commands; ++at) {
        bool altered = false;
        const auto reading = read_disturbed(document, at, true, [&](Bytes answer) {
            altered = answer.size() > 12;
            if (altered) answer[answer.size() - 3] ^= 1; // the last byte of the checksum
            return answer;
        });
        CAPTURE(at);
        CHECK((reading.outcome == Outcome::genuine) == !altered);
        if (reading.outcome == Outcome::not_genuine) {
            ++copies;
            CHECK(check_of(reading, CheckId::chip).reason == "chip_has_not_the_key");
        }
    }
    CHECK(copies == 1); // the first answer under them
}

TEST_CASE("a copy that breaks its proof off is asked once more, and then found out")
{
    for (const auto& original : originals()) {
        CAPTURE(original.way);
        auto description = original.description;
        if (description.mapping == Mapping::chip_authentication) continue; // proves itself while it opens
        virtual_card::VirtualDocument document{description, demo_authority()};
        const auto commands = commands_of(document);
        description.faults = {virtual_card::Fault::breaks_off};
        const auto reading = read(description, with_can());
        CHECK(reading.outcome == Outcome::not_genuine);
        CHECK(reading.transport.exchanges > commands + 12); // opened twice more
    }
}
