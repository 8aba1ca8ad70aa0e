#include <doctest/doctest.h>

#include <algorithm>

#include "hardware/card/group.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::ActiveKeyKind;
using virtual_card::AuthorityOptions;
using virtual_card::DemoAuthority;
using virtual_card::Description;
using virtual_card::FaceRecord;
using virtual_card::KeyKind;

namespace {
/// Every combination of domain parameters and mapping that the standard has.
std::vector<std::pair<int, Mapping>> ways()
{
    std::vector<std::pair<int, Mapping>> all;
    for (const int parameters : {0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}) {
        all.emplace_back(parameters, Mapping::generic);
        if (card::standardised_group(parameters)->can_map_integrated())
            all.emplace_back(parameters, Mapping::integrated);
        if (parameters >= 8) all.emplace_back(parameters, Mapping::chip_authentication);
    }
    return all;
}

std::vector<Cipher> ciphers_of(Mapping mapping)
{
    if (mapping == Mapping::chip_authentication) return {Cipher::aes_128, Cipher::aes_192, Cipher::aes_256};
    return {Cipher::tdes, Cipher::aes_128, Cipher::aes_192, Cipher::aes_256};
}

void check_genuine(const Reading& reading)
{
    CAPTURE(reading.error_detail);
    for (const auto& check : reading.checks) {
        CAPTURE(static_cast<int>(check.id));
        CAPTURE(check.reason);
        CHECK(check.result != CheckResult::failed);
    }
    CHECK(reading.outcome == Outcome::genuine);
}

/// Cards and passports of either length of number.
std::vector<Description> zones_of_every_kind()
{
    auto card = specimen();
    auto long_card = card;
    long_card.document_number = "D23145890734";
    long_card.personal_number.clear(); // its place is taken
    auto middle = card;
    middle.format = MrzFormat::td2;
    middle.personal_number.clear();
    auto passport = card;
    passport.format = MrzFormat::td3;
    passport.document_code = "P";
    return {card, long_card, middle, passport};
}

Reading read_by(const Description& description, SecretKind secret)
{
    if (secret == SecretKind::can) return read(description, with_can());
    const virtual_card::VirtualDocument document{description, demo_authority()};
    return read(description, {MrzKey{document.mrz_information()}, kToday, {}, {}});
}
} // namespace

TEST_CASE("every mapping over every standardised group and with every cipher opens and proves the chip, by any secret")
{
    auto zones = zones_of_every_kind();
    for (const auto& way : ways()) {
        const auto parameters = way.first; // what is captured may not be a structured binding
        const auto mapping = way.second;
        for (const auto cipher : ciphers_of(mapping)) {
            std::rotate(zones.begin(), zones.begin() + 1, zones.end());
            for (const auto secret : {SecretKind::can, SecretKind::mrz}) {
                CAPTURE(parameters);
                CAPTURE(static_cast<int>(mapping));
                CAPTURE(static_cast<int>(cipher));
                CAPTURE(static_cast<int>(secret));
                auto description = secret == SecretKind::can ? specimen() : zones.front();
                description.parameters = parameters;
                description.mapping = mapping;
                description.cipher = cipher;
                description.chip_authentication = mapping != Mapping::chip_authentication;
                const auto reading = read_by(description, secret);
                check_genuine(reading);
                REQUIRE(reading.access);
                CHECK(reading.access->mapping == mapping);
                CHECK(reading.access->cipher == cipher);
                CHECK(reading.access->secret == secret);
                CHECK(reading.access->parameters == card::standardised_group(parameters)->name());
            }
        }
    }
}

TEST_CASE("a zone of every kind opens by BAC, and by PACE with every cipher over several groups")
{
    for (auto description : zones_of_every_kind()) {
        CAPTURE(static_cast<int>(description.format));
        const auto number = description.document_number;
        CAPTURE(number);
        for (const int parameters : {0, 10, 12, 18})
            for (const auto cipher : ciphers_of(Mapping::generic)) {
                CAPTURE(parameters);
                CAPTURE(static_cast<int>(cipher));
                description.parameters = parameters;
                description.cipher = cipher;
                const auto reading = read_by(description, SecretKind::mrz);
                check_genuine(reading);
                CHECK(reading.mrz->document_number == number);
            }
        description.pace = false;
        description.bac = true;
        const auto reading = read_by(description, SecretKind::mrz);
        check_genuine(reading);
        CHECK(reading.mrz->document_number == number);
        CHECK(reading.access->protocol == AccessProtocol::bac);
    }
}

TEST_CASE("a chip proves itself by any of the three ways, with any key and hash")
{
    auto description = specimen();
    description.chip_authentication = false;
    for (const auto kind : {ActiveKeyKind::rsa, ActiveKeyKind::elliptic})
        for (const std::string digest : {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"})
            for (const bool extended : {true, false}) { // without, 256 bytes of RSA come in parts
                CAPTURE(digest);
                CAPTURE(extended);
                description.active_authentication = kind;
                description.active_digest = digest;
                description.extended_length = extended;
                check_genuine(read(description, with_can()));
            }
    description = specimen();
    for (const int parameters : {0, 2, 12, 18}) {
        description.chip_parameters = parameters;
        check_genuine(read(description, with_can()));
    }
    description = specimen();
    description.mapping = Mapping::chip_authentication; // and the same key in DG14
    const auto reading = read(description, with_can());
    check_genuine(reading);
}

TEST_CASE("lists signed with every kind of key, hash and version prove a card")
{
    const auto description = specimen();
    for (const auto& options : {AuthorityOptions{KeyKind::rsa, {}, "SHA1", "BG", 0},
                                AuthorityOptions{KeyKind::rsa_pss, {}, "SHA512", "BG", 0},
                                AuthorityOptions{KeyKind::ec, "brainpoolP512r1", "SHA512", "BG", 1},
                                AuthorityOptions{KeyKind::ec_explicit, "secp384r1", "SHA384", "BG", 0},
                                AuthorityOptions{KeyKind::ec, "secp521r1", "SHA224", "BG", 0}}) {
        CAPTURE(static_cast<int>(options.kind));
        CAPTURE(options.digest);
        check_genuine(read(description, with_can(), DemoAuthority::create(options)));
    }
}

TEST_CASE("the face is read from records of both standards, in long and in short blocks")
{
    auto description = specimen();
    const auto older = read(description, with_can());
    description.face_record = FaceRecord::objects_2019;
    for (const bool extended : {true, false}) {
        description.extended_length = extended;
        const auto reading = read(description, with_can());
        check_genuine(reading);
        REQUIRE(reading.portrait);
        CHECK(reading.portrait->data == older.portrait->data);
    }
}

TEST_CASE("the issuing authority and the day of issue are read")
{
    auto description = specimen();
    description.authority = "МВР София";
    description.issue_date = std::chrono::year{2023} / 2 / 28;
    const auto reading = read(description, with_can());
    check_genuine(reading);
    REQUIRE(reading.issue);
    CHECK(reading.issue->authority == "МВР София");
    CHECK(reading.issue->date == description.issue_date);
}

TEST_CASE("what length one card took is not tried out on the next of its kind")
{
    auto description = specimen();
    description.extended_length = false;
    card::BlockMemory blocks;
    auto options = with_can();
    options.blocks = &blocks;
    const auto first = read(description, options);
    const auto second = read(description, options);
    check_genuine(second);
    CHECK(second.transport.exchanges < first.transport.exchanges);
    CHECK(second.transport.exchanges <= 105);
}
