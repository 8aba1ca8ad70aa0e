#include "kiosk/core/document_names.hpp"
#include "kiosk/core/evidence.hpp"
#include "kiosk/core/typed_document.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;
namespace document = hardware::document;

namespace {
constexpr contract::Date kToday = 2026y / 11 / 22;

CheckLine line_of(const ReadDocument& read, const std::string& code)
{
    for (const auto& check : read.checks)
        if (check.code == code) return check;
    FAIL("no such check: ", code);
    return {};
}

CheckLine::Result result_of(const ReadDocument& read, const std::string& code)
{
    return line_of(read, code).result;
}

bool has_line(const ReadDocument& read, const std::string& code)
{
    return std::any_of(read.checks.begin(), read.checks.end(), [&](const auto& check) { return check.code == code; });
}

/// Empty: the record does not name the check.
std::string recorded(const ReadDocument& read, const std::string& code)
{
    std::string result;
    for (const auto& check : read.evidence.checks) {
        if (check.first != code) continue;
        CHECK(result.empty()); // once
        result = check.second;
    }
    return result;
}

/// All is well but for this.
document::Reading reading_with(const document::Check& found)
{
    auto reading = SpecimenCard{}.reading();
    if (found.result == document::CheckResult::failed) reading.outcome = document::Outcome::not_genuine;
    std::erase_if(reading.checks, [&](const auto& check) { return check.id == found.id; });
    reading.checks.push_back(found);
    return reading;
}

document::Mrz foreigner()
{
    document::Mrz zone = *SpecimenCard{}.reading().mrz;
    zone.document_code = "IR";
    zone.nationality = "SRB";
    zone.personal_number = "1001001001";
    return zone;
}

/// What an account with these names gets from the document.
std::optional<contract::PersonNames> adopted(const ReadDocument& read, const contract::PersonNames& account)
{
    contract::AccountClaim claim;
    claim.names = account;
    return adoptable_names(read, contract::compare(claim, read.facts, kToday));
}

ReadDocument with_names(document::Mrz zone, const std::string& given_names, const std::string& surname)
{
    zone.given_names = given_names;
    zone.surname = surname;
    zone.names_truncated = false;
    return document_of_zone(zone, kToday);
}
} // namespace

TEST_CASE("The kind of number follows the document: a foreigner's permit holds a ЛНЧ")
{
    const ReadDocument read = document_of_zone(foreigner(), kToday);
    CHECK(read.evidence.kind == "residence_permit");
    REQUIRE(read.facts.number);
    CHECK(read.facts.number->kind == contract::PersonalNumberKind::lnch);
}

TEST_CASE("A foreigner's number that holds the birth date is an ЕГН, though it could be a ЛНЧ by its checksum")
{
    document::Mrz zone = foreigner();
    zone.personal_number = "8506151990";
    REQUIRE(zone.birth_date == 1985y / 6 / 15);
    CHECK(document_of_zone(zone, kToday).facts.number->kind == contract::PersonalNumberKind::egn);
    zone.birth_date = 1985y / 6 / 16;
    CHECK(document_of_zone(zone, kToday).facts.number->kind == contract::PersonalNumberKind::lnch);
}

TEST_CASE("A foreigner whose birth date is known in part is told by the number as far as the date goes")
{
    document::Mrz zone = foreigner();
    zone.personal_number = "8506151990"; // both checksums hold
    const auto kind = [&] { return document_of_zone(zone, kToday).facts.number->kind; };
    zone.birth_date.day.reset();
    CHECK(kind() == contract::PersonalNumberKind::egn);
    zone.birth_date.month = std::chrono::July;
    CHECK(kind() == contract::PersonalNumberKind::lnch);
    zone.birth_date = {};
    CHECK(kind() == contract::PersonalNumberKind::lnch);
    CHECK(document_of_zone(zone, kToday).evidence.birth_date == contract::BirthDate{});
}

TEST_CASE("A typed birth date may leave out what the document does not tell")
{
    TypedDocument typed;
    typed.kind = "residence_permit";
    typed.number = "AA1234566";
    typed.names = {"Айше", "", "Хюсеин"};
    typed.birth_date = "1985";
    const auto birth = [&] {
        const auto read = document_of_typed(typed, kToday);
        const auto* document = std::get_if<ReadDocument>(&read);
        return document ? contract::to_shown(document->facts.birth_date) : std::string{};
    };
    CHECK(birth() == "XX.XX.1985");
    typed.birth_date = "06.1985";
    CHECK(birth() == "XX.06.1985");
    typed.birth_date = "XX.06.1985";
    CHECK(birth() == "XX.06.1985");
    typed.birth_date = "2027";
    CHECK(birth().empty());
    typed.birth_date = "13.1985";
    CHECK(birth().empty());
}

TEST_CASE("A chip that differs from the printed zone anywhere was put into a foreign card")
{
    const auto reading = SpecimenCard{}.reading();
    const auto forged = [&](auto change) {
        auto zone = *reading.mrz;
        change(zone);
        return document_of_chip(reading, &zone, kToday).forged;
    };
    CHECK_FALSE(forged([](auto&) {}));
    CHECK(forged([](auto& zone) { zone.nationality = "SRB"; }));
    CHECK(forged([](auto& zone) { zone.sex = document::Sex::male; }));
    CHECK(forged([](auto& zone) { zone.document_code = "IR"; }));
    CHECK(forged([](auto& zone) { zone.optional_data_1 = "X"; }));
}

TEST_CASE("Another state's personal number on a chip is neither ЕГН nor ЛНЧ, whatever its checksum says")
{
    auto reading = SpecimenCard{}.reading();
    reading.mrz->issuer = reading.mrz->nationality = "SRB";
    reading.mrz->personal_number.reset();
    reading.native = document::NativeDetails{"", "", "", "1001001001"};
    CHECK_FALSE(document_of_chip(reading, nullptr, kToday).facts.number);
    reading.mrz->issuer = "BGR";
    CHECK(document_of_chip(reading, nullptr, kToday).facts.number);
}

TEST_CASE("A number with a wrong checksum is no personal number")
{
    document::Mrz zone = *SpecimenCard{}.reading().mrz;
    zone.personal_number = "8506150017";
    CHECK_FALSE(document_of_zone(zone, kToday).facts.number);
}

TEST_CASE("A card that is valid until today is valid today")
{
    document::Mrz zone = *SpecimenCard{}.reading().mrz;
    zone.expiry_date = kToday;
    CHECK(result_of(document_of_zone(zone, kToday), "validity") == CheckLine::Result::passed);
    CHECK(result_of(document_of_zone(zone, 2026y / 11 / 23), "validity") == CheckLine::Result::failed);
}

TEST_CASE("A register that was not asked is recorded as not asked")
{
    CHECK(result_of(document_of_zone(foreigner(), kToday), "document_status") == CheckLine::Result::not_possible);
}

TEST_CASE("A chip whose issuer is not in the trust folder is unproven, not forged")
{
    auto reading = SpecimenCard{}.reading();
    reading.outcome = document::Outcome::unproven;
    reading.checks.push_back({document::CheckId::signer_chain, document::CheckResult::not_possible, "unknown_issuer"});
    const ReadDocument read = document_of_chip(reading, nullptr, kToday);
    CHECK_FALSE(read.forged);
    CHECK(read.evidence.assurance == contract::Assurance::chip_unproven);
    CHECK(result_of(read, "issuer_signature") == CheckLine::Result::not_possible);
}

TEST_CASE("A revoked signer stands as the failed signature of the issuer, on the screen and in the record")
{
    const ReadDocument read =
        document_of_chip(reading_with({document::CheckId::revocation, document::CheckResult::failed, "signer_revoked"}),
                         nullptr, kToday);
    CHECK(line_of(read, "issuer_signature").result == CheckLine::Result::failed);
    CHECK(line_of(read, "issuer_signature").reason == "signer_revoked");
    CHECK_FALSE(has_line(read, "revocation"));
    CHECK(recorded(read, "issuer_signature") == "failed");
    CHECK(recorded(read, "revocation") == "failed");
}

TEST_CASE("A list of revoked signers that is not here, or out of date, is a line of its own")
{
    for (const char* reason : {"no_revocation_list", "revocation_list_outdated"}) {
        const ReadDocument read =
            document_of_chip(reading_with({document::CheckId::revocation, document::CheckResult::not_possible, reason}),
                             nullptr, kToday);
        CHECK(line_of(read, "revocation").result == CheckLine::Result::not_possible);
        CHECK(line_of(read, "revocation").reason == reason);
        CHECK(line_of(read, "issuer_signature").result == CheckLine::Result::passed);
        CHECK(recorded(read, "revocation") == "not_possible");
    }
}

TEST_CASE("A signer that is on no current list costs the screen no line, and the record says that it was looked for")
{
    const ReadDocument read = document_of_chip(SpecimenCard{}.reading(), nullptr, kToday);
    CHECK_FALSE(has_line(read, "revocation"));
    CHECK(recorded(read, "revocation") == "passed");
}

TEST_CASE("A chip that was opened in the old way though it offers the new one is reported, and is no forgery")
{
    const ReadDocument read = document_of_chip(
        reading_with({document::CheckId::access, document::CheckResult::not_possible, "downgraded_to_bac"}), nullptr,
        kToday);
    CHECK(line_of(read, "chip_access").result == CheckLine::Result::not_possible);
    CHECK(line_of(read, "chip_access").reason == "downgraded_to_bac");
    CHECK(recorded(read, "chip_access") == "not_possible");
    CHECK_FALSE(read.forged);
}

TEST_CASE("A date on the chip that no calendar has is told, and is no forgery where it was not judged as one")
{
    const ReadDocument read = document_of_chip(
        reading_with({document::CheckId::mrz, document::CheckResult::not_possible, "wrong_date_birth_date"}), nullptr,
        kToday);
    CHECK(line_of(read, "zone_check_digits").result == CheckLine::Result::not_possible);
    CHECK_FALSE(read.forged);
    CHECK_FALSE(has_line(document_of_chip(SpecimenCard{}.reading(), nullptr, kToday), "zone_check_digits"));
}

TEST_CASE("A last day that no calendar has makes no valid document")
{
    auto reading =
        reading_with({document::CheckId::document_validity, document::CheckResult::not_possible, "wrong_date"});
    reading.mrz->expiry_date.reset();
    const ReadDocument read = document_of_chip(reading, nullptr, kToday);
    CHECK(line_of(read, "validity").result == CheckLine::Result::not_possible);
    CHECK(recorded(read, "validity") == "not_possible");
}

TEST_CASE("A chip whose zone is not the printed one is told as that, once, and no check digit is blamed")
{
    const auto reading = reading_with({document::CheckId::mrz, document::CheckResult::failed, "differs_from_printed"});
    const document::Mrz printed = foreigner();
    for (const document::Mrz* zone : {static_cast<const document::Mrz*>(nullptr), &printed}) {
        const ReadDocument read = document_of_chip(reading, zone, kToday);
        CHECK_FALSE(has_line(read, "zone_check_digits"));
        CHECK(line_of(read, "zone_as_in_chip").result == CheckLine::Result::failed);
        CHECK(recorded(read, "zone_as_in_chip") == "failed");
    }
}

TEST_CASE("Names in capitals are adopted with small letters, hyphens and all letters of the alphabet")
{
    auto reading = SpecimenCard{}.reading();
    reading.native = document::NativeDetails{"", "ЩЪРБАКОВА-ЮРЧЕВА", "АНА-МАРИЯ ЯНКОВА", std::nullopt};
    const auto names = adopted(document_of_chip(reading, nullptr, kToday), {"Ана-Мария", "Янкова", "Юрчева"});
    REQUIRE(names);
    CHECK(names->given == "Ана-Мария");
    CHECK(names->fathers == "Янкова");
    CHECK(names->family == "Щърбакова-Юрчева");
}

TEST_CASE("A foreigner's second given name does not become a father's name")
{
    const ReadDocument read = with_names(foreigner(), "JOHN PAUL", "SMITH");
    CHECK(adopted(read, {"Jon", "", "Smith"}) == contract::PersonNames{"John Paul", "", "Smith"});
    CHECK(adopted(read, {"John", "Pol", "Smith"}) == contract::PersonNames{"John", "Paul", "Smith"});
    CHECK(adopted(read, {"John Paul", "", "Smyth"}) == contract::PersonNames{"John Paul", "", "Smith"});
}

TEST_CASE("A bearer with one name only has none that an account could take over")
{
    CHECK_FALSE(adopted(with_names(foreigner(), "RAJESH", ""), {"Радж", "", "Радж"}));
    CHECK_FALSE(adopted(with_names(foreigner(), "", "RAJESH"), {"Радж", "", "Радж"}));
}

TEST_CASE("Two given names are parted from the father's where the comparison parted them")
{
    const ReadDocument read = with_names(*SpecimenCard{}.reading().mrz, "ANNA MARIA IVANOVA", "PETROVA");
    CHECK(adopted(read, {"Анна Мария", "Иванова", "Димитрова"}) ==
          contract::PersonNames{"Anna Maria", "Ivanova", "Petrova"});
    CHECK(adopted(read, {"Анна", "Мария Иванова", "Димитрова"}) ==
          contract::PersonNames{"Anna", "Maria Ivanova", "Petrova"});
}

TEST_CASE("A father's name with a hyphen stays whole in the letters of the document")
{
    auto reading = SpecimenCard{}.reading();
    reading.mrz->given_names = "ANA IVANOVA PETROVA";
    reading.native = document::NativeDetails{"", "КОНСТАНТИНОВА", "АНА ИВАНОВА-ПЕТРОВА", std::nullopt};
    CHECK(adopted(document_of_chip(reading, nullptr, kToday), {"Ана", "Иванова-Петрова", "Костова"}) ==
          contract::PersonNames{"Ана", "Иванова-Петрова", "Константинова"});
}

TEST_CASE("A foreigner's names on the chip stay given names where the account has no father's name")
{
    auto reading = SpecimenCard{}.reading();
    reading.mrz = foreigner();
    reading.mrz->given_names = "ANNA MARIA";
    reading.native = document::NativeDetails{"", "ПЕТРОВИЧ", "АННА МАРИЯ", std::nullopt};
    const ReadDocument read = document_of_chip(reading, nullptr, kToday);
    CHECK(read.facts.native_names == contract::PersonNames{"АННА МАРИЯ", "", "ПЕТРОВИЧ"});
    CHECK(adopted(read, {"Анна", "", "Петрович"}) == contract::PersonNames{"Анна Мария", "", "Петрович"});
}

TEST_CASE("Names of a zone that may be cut are not adopted")
{
    document::Mrz zone = *SpecimenCard{}.reading().mrz;
    zone.names_truncated = true;
    const contract::PersonNames account{"Виктория", "Любомирова", "Петрова"};
    CHECK_FALSE(adopted(document_of_zone(zone, kToday), account));
    zone.names_truncated = false;
    CHECK(adopted(document_of_zone(zone, kToday), account));
}
