#include <doctest/doctest.h>

#include "hardware/card/group.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::ActiveKeyKind;
using virtual_card::AuthorityOptions;
using virtual_card::DemoAuthority;
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
} // namespace

TEST_CASE("every mapping over every standardised group and with every cipher opens and proves the chip")
{
    for (const auto& way : ways()) {
        const auto parameters = way.first; // what is captured may not be a structured binding
        const auto mapping = way.second;
        // The prime groups of 2048 bits take long: two ciphers, with either length of nonce, stand for all.
        auto ciphers = ciphers_of(mapping);
        if (parameters == 1 || parameters == 2) ciphers = {Cipher::aes_128, Cipher::aes_256};
        for (const auto cipher : ciphers) {
            CAPTURE(parameters);
            CAPTURE(static_cast<int>(mapping));
            CAPTURE(static_cast<int>(cipher));
            auto description = specimen();
            description.parameters = parameters;
            description.mapping = mapping;
            description.cipher = cipher;
            description.chip_authentication = mapping != Mapping::chip_authentication;
            const auto reading = read(description, with_can());
            check_genuine(reading);
            REQUIRE(reading.access);
            CHECK(reading.access->mapping == mapping);
            CHECK(reading.access->cipher == cipher);
            CHECK(reading.access->parameters == card::standardised_group(parameters)->name());
        }
    }
}

TEST_CASE("the zone opens as the access number does: cards, passports and document numbers that run over")
{
    for (const auto format : {MrzFormat::td1, MrzFormat::td3})
        for (const std::string number : {"AA1234566", "D23145890734"}) {
            if (format == MrzFormat::td3 && number.size() > 9) continue;
            for (const bool pace : {true, false}) {
                CAPTURE(number);
                CAPTURE(pace);
                auto description = specimen();
                description.format = format;
                if (format == MrzFormat::td3) description.document_code = "P";
                description.document_number = number;
                if (number.size() > 9) description.personal_number.clear();
                description.pace = pace;
                description.bac = !pace;
                const virtual_card::VirtualDocument document{description, demo_authority()};
                const auto reading = read(description, {MrzKey{document.mrz_information()}, kToday, {}, {}});
                check_genuine(reading);
                CHECK(reading.mrz->document_number == number);
                CHECK(reading.access->secret == SecretKind::mrz);
            }
        }
}

TEST_CASE("the zone opens by every mapping, cipher and kind of group")
{
    for (const int parameters : {0, 12, 13, 18})
        for (const auto mapping : {Mapping::generic, Mapping::integrated, Mapping::chip_authentication}) {
            if (parameters == 0 && mapping == Mapping::chip_authentication) continue; // it is one of curves
            for (const auto cipher : ciphers_of(mapping)) {
                CAPTURE(parameters);
                CAPTURE(static_cast<int>(mapping));
                CAPTURE(static_cast<int>(cipher));
                auto description = specimen();
                description.parameters = parameters;
                description.mapping = mapping;
                description.cipher = cipher;
                const virtual_card::VirtualDocument document{description, demo_authority()};
                const auto reading = read(description, {MrzKey{document.mrz_information()}, kToday, {}, {}});
                check_genuine(reading);
                CHECK(reading.access->secret == SecretKind::mrz);
                CHECK(reading.access->cipher == cipher);
            }
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
    for (const auto& options :
         {AuthorityOptions{KeyKind::rsa, {}, "SHA1", "BG", 0}, AuthorityOptions{KeyKind::rsa, {}, "SHA256", "BG", 1},
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
