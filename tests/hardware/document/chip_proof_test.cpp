#include <doctest/doctest.h>

#include <array>
#include <set>

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::ActiveKeyKind;
using virtual_card::ChipKeyInfo;
using virtual_card::Description;
using virtual_card::Fault;

namespace {
constexpr std::array kKeyInfos{ChipKeyInfo::single, ChipKeyInfo::number_at_cipher, ChipKeyInfo::number_at_key,
                               ChipKeyInfo::key_alone};

enum class Manners { good, bad };

/// Refuses chip authentication with some ciphers; without manners it ends the session.
class RefusingDocument final : public virtual_card::VirtualDocument {
public:
    RefusingDocument(Description description, std::set<Cipher> refused, Manners manners = Manners::good)
        : VirtualDocument{std::move(description), demo_authority()}, refused_{std::move(refused)}, manners_{manners}
    {
    }
    unsigned refusals() const { return refusals_; }

protected:
    card::Response execute(const card::Command& command) override
    {
        const bool for_tdes = command.ins == 0x22 && command.p1 == 0x41 && command.p2 == 0xA6;
        const bool for_aes = command.ins == 0x22 && command.p1 == 0x41 && command.p2 == 0xA4;
        if (!for_tdes && !for_aes) return VirtualDocument::execute(command);
        const auto cipher =
            for_tdes ? Cipher::tdes : static_cast<Cipher>(card::find(command.data, 0x80)->value.back() - 1);
        if (!refused_.contains(cipher)) return VirtualDocument::execute(command);
        ++refusals_;
        if (manners_ == Manners::bad) throw Error{"session ended"};
        return {{}, 0x6A80};
    }

private:
    std::set<Cipher> refused_;
    Manners manners_;
    unsigned refusals_ = 0;
};

Reading read(virtual_card::VirtualDocument& document)
{
    virtual_card::InProcessCard card{document};
    return read_travel_document(card, trust_in(demo_authority()), with_can());
}
} // namespace

TEST_CASE("a key of chip authentication is joined to its cipher however DG14 does it, and a copy is told from it")
{
    for (const auto info : kKeyInfos) {
        for (const int parameters : {2, 12}) {
            CAPTURE(static_cast<int>(info));
            CAPTURE(parameters);
            auto description = specimen();
            description.chip_key_info = info;
            description.chip_parameters = parameters;
            CHECK(read(description, with_can()).outcome == Outcome::genuine);
            description.faults = {Fault::cloned_chip};
            const auto copy = read(description, with_can());
            CHECK(copy.outcome == Outcome::not_genuine);
            CHECK(check_of(copy, CheckId::chip).reason == "chip_has_not_the_key");
        }
    }
}

TEST_CASE("a chip that signs over a curve and does not tell its hash proves itself by any that is allowed")
{
    for (const auto* digest : {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"}) {
        CAPTURE(digest);
        auto description = specimen();
        description.chip_authentication = false;
        description.active_authentication = ActiveKeyKind::elliptic;
        description.active_digest = digest;
        description.tells_active_digest = false;
        CHECK(read(description, with_can()).outcome == Outcome::genuine);
        description.faults = {Fault::stale_signature};
        CHECK(check_of(read(description, with_can()), CheckId::chip).reason == "chip_has_not_the_key");
    }
}

TEST_CASE("a chip that refuses one of its offers proves itself by the next")
{
    for (const auto manners : {Manners::good, Manners::bad}) {
        auto description = specimen();
        description.cipher = Cipher::aes_128;
        description.more_chip_ciphers = {Cipher::aes_256, Cipher::aes_192, Cipher::tdes};
        RefusingDocument document{description, {Cipher::aes_256, Cipher::aes_192}, manners};
        CHECK(read(document).outcome == Outcome::genuine);
        CHECK(document.refusals() == (manners == Manners::good ? 2 : 4));
    }
}

TEST_CASE("a chip that refuses chip authentication proves itself by active authentication")
{
    for (const auto manners : {Manners::good, Manners::bad}) {
        auto description = specimen();
        description.active_authentication = ActiveKeyKind::elliptic;
        RefusingDocument document{description, {Cipher::aes_256}, manners};
        const auto reading = read(document);
        CHECK(reading.outcome == Outcome::genuine);
        CHECK(document.refusals() == (manners == Manners::good ? 1 : 2));

        description.faults = {Fault::cloned_chip};
        RefusingDocument copy{description, {Cipher::aes_256}, manners};
        CHECK(check_of(read(copy), CheckId::chip).reason == "chip_has_not_the_key");
    }
}

TEST_CASE("a key of EF.CardSecurity makes up for no signature with the key of DG15")
{
    auto description = specimen();
    description.mapping = Mapping::chip_authentication;
    description.chip_authentication = false;
    description.active_authentication = ActiveKeyKind::elliptic;
    virtual_card::VirtualDocument original{description, demo_authority()};
    CHECK(read(original).outcome == Outcome::genuine);

    description.faults = {Fault::stale_signature};
    virtual_card::VirtualDocument copy{description, demo_authority()};
    CHECK(check_of(read(copy), CheckId::chip).reason == "chip_has_not_the_key");
}

TEST_CASE("a chip that refuses all that is signed of it is a copy")
{
    for (const auto manners : {Manners::good, Manners::bad}) {
        auto description = specimen();
        description.more_chip_ciphers = {Cipher::tdes};
        RefusingDocument document{description, {Cipher::aes_256, Cipher::tdes}, manners};
        const auto reading = read(document);
        CHECK(reading.outcome == Outcome::not_genuine);
        CHECK(check_of(reading, CheckId::chip).reason == "chip_authentication_refused");
    }
}

TEST_CASE("a chip that does not speak what was only inferred is unproven")
{
    auto description = specimen();
    description.chip_key_info = ChipKeyInfo::key_alone;
    RefusingDocument document{description, {Cipher::tdes}};
    const auto reading = read(document);
    CHECK(reading.outcome == Outcome::unproven);
    CHECK(check_of(reading, CheckId::chip).reason == "chip_authentication_refused");
}
