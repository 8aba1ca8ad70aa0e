#include "portal/contract/identifiers.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/portal/contract/vectors.hpp"

using namespace portal::contract;

namespace {
std::string fault_name(NumberFault fault)
{
    switch (fault) {
    case NumberFault::length:
        return "length";
    case NumberFault::characters:
        return "non_digit";
    case NumberFault::date:
        return "date";
    case NumberFault::checksum:
        return "checksum";
    }
    return "";
}

std::string verdict_on(PersonalNumberKind kind, const std::string& text)
{
    const auto answer = parse_personal_number(kind, text);
    if (const auto* fault = std::get_if<NumberFault>(&answer)) return fault_name(*fault);
    return "valid";
}

PersonalNumber egn(const char* digits)
{
    return std::get<PersonalNumber>(parse_personal_number(PersonalNumberKind::egn, digits));
}
} // namespace

TEST_CASE("every published valid ЕГН is accepted with its birth date and sex")
{
    for (const auto& row : vectors("bg-identifiers.json", "/egn/valid")) {
        CAPTURE(row.dump());
        const auto answer = parse_personal_number(PersonalNumberKind::egn, row["value"].get<std::string>());
        REQUIRE(std::holds_alternative<PersonalNumber>(answer));
        const auto& number = std::get<PersonalNumber>(answer);
        CHECK(to_iso(birth_date_of(number).value()) == row["birth_date"].get<std::string>());
        CHECK((sex_of(number) == Sex::female ? "F" : "M") == row["sex"].get<std::string>());
    }
}

TEST_CASE("every published invalid ЕГН is refused with its reason")
{
    for (const auto& row : vectors("bg-identifiers.json", "/egn/invalid")) {
        CAPTURE(row.dump());
        CHECK(verdict_on(PersonalNumberKind::egn, row["value"]) == row["reason"].get<std::string>());
    }
}

TEST_CASE("every published valid ЛНЧ is accepted and tells neither birth date nor sex")
{
    for (const auto& row : vectors("bg-identifiers.json", "/lnch/valid")) {
        CAPTURE(row.dump());
        const auto answer = parse_personal_number(PersonalNumberKind::lnch, row["value"].get<std::string>());
        REQUIRE(std::holds_alternative<PersonalNumber>(answer));
        CHECK_FALSE(birth_date_of(std::get<PersonalNumber>(answer)));
        CHECK_FALSE(sex_of(std::get<PersonalNumber>(answer)));
    }
}

TEST_CASE("every published invalid ЛНЧ is refused with its reason")
{
    for (const auto& row : vectors("bg-identifiers.json", "/lnch/invalid")) {
        CAPTURE(row.dump());
        CHECK(verdict_on(PersonalNumberKind::lnch, row["value"]) == row["reason"].get<std::string>());
    }
}

TEST_CASE("the check digit of every published number comes of the published weights")
{
    struct Kind {
        const char* weights;
        const char* numbers;
        int modulus;
    };
    for (const auto& kind :
         {Kind{"/meta/egn_weights", "/egn/valid", 11}, Kind{"/meta/lnch_weights", "/lnch/valid", 10}}) {
        const auto weights = vectors("bg-identifiers.json", kind.weights);
        for (const auto& row : vectors("bg-identifiers.json", kind.numbers)) {
            CAPTURE(row.dump());
            const auto digits = row["value"].get<std::string>();
            int sum = 0;
            for (std::size_t at = 0; at < weights.size(); ++at)
                sum += weights[at].get<int>() * (digits.at(at) - '0');
            CHECK(sum % kind.modulus % 10 == digits.back() - '0');
        }
    }
}

TEST_CASE("the personal number of every published zone is of its kind, and agrees with the zone's birth and sex")
{
    int judged = 0;
    for (const auto& row : vectors("mrz-td1.json", "/valid")) {
        CAPTURE(row.dump());
        const auto& expected = row["expected"];
        if (!expected["personal_number"].is_string()) continue;
        const auto kind =
            expected["personal_number_kind"] == "EGN" ? PersonalNumberKind::egn : PersonalNumberKind::lnch;
        const auto answer = parse_personal_number(kind, expected["personal_number"].get<std::string>());
        const auto* number = std::get_if<PersonalNumber>(&answer);
        REQUIRE(number);
        if (kind == PersonalNumberKind::lnch) continue;
        CHECK(expected["egn_valid"].get<bool>());
        const auto sex = expected["sex"] == "F" ? Sex::female : Sex::male;
        const bool told = expected["sex"] == "F" || expected["sex"] == "M"; // else the zone is silent
        const bool same = to_iso(birth_date_of(*number).value()) == expected["birth_date"].get<std::string>() &&
                          (!told || sex_of(*number) == sex);
        CHECK(same == expected["consistent"].get<bool>());
        ++judged;
    }
    CHECK(judged == 9);
}

TEST_CASE("blanks and hyphens that group a personal number are dropped")
{
    CHECK(verdict_on(PersonalNumberKind::egn, "684709 6301") == "valid");
    CHECK(verdict_on(PersonalNumberKind::egn, " 684709-6301\r\n") == "valid");
    CHECK(verdict_on(PersonalNumberKind::egn, "684709\u00a06301") == "valid");
}

TEST_CASE("a changed digit of an ЕГН never goes unseen as the same number")
{
    const std::string valid = "6847096301";
    for (std::size_t at = 0; at < valid.size(); ++at) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            auto changed = valid;
            changed[at] = digit;
            const auto answer = parse_personal_number(PersonalNumberKind::egn, changed);
            if (const auto* number = std::get_if<PersonalNumber>(&answer); number && changed != valid)
                CHECK_FALSE(*number == egn("6847096301"));
        }
    }
}

TEST_CASE("a masked personal number keeps its first six digits")
{
    CHECK(masked(egn("6847096301")) == "684709****");
}

TEST_CASE("a masked address keeps the first and last letter and the domain")
{
    CHECK(masked_email("viktoria@example.com") == "v***a@example.com");
    CHECK(masked_email("ab@example.com") == "a***@example.com");
    CHECK(masked_email("a@example.com") == "*@example.com");
    CHECK(masked_email("мария@пример.бг") == "м***я@пример.бг");
    CHECK(masked_email("no address") == "*");
    CHECK(masked_email("") == "*");
}

TEST_CASE("a username is trimmed and lower-cased")
{
    CHECK(std::get<std::string>(parse_username(" Viki.Konstantinova\n")) == "viki.konstantinova");
    CHECK(std::get<std::string>(parse_username("a-1")) == "a-1");
}

TEST_CASE("a username without a letter is refused: it would be a personal number or a pass code at the counter")
{
    for (const auto* text : {"8506156591", "850615-6591", "1234567890123456", "2026", "1._-"})
        CHECK(std::get<UsernameFault>(parse_username(text)) == UsernameFault::no_letter);
    CHECK(std::get<std::string>(parse_username("v8506")) == "v8506");
}

TEST_CASE("who was given a username of digits alone before they were refused is still known by it")
{
    CHECK(known_username(" 123456\n") == "123456");
    CHECK(known_username("Viki") == "viki");
    CHECK(known_username("12").empty());
    CHECK(known_username("two words").empty());
}

TEST_CASE("a username of a wrong length or with other characters is refused")
{
    CHECK(std::get<UsernameFault>(parse_username("")) == UsernameFault::length);
    CHECK(std::get<UsernameFault>(parse_username("ab")) == UsernameFault::length);
    CHECK(std::get<UsernameFault>(parse_username(std::string(33, 'a'))) == UsernameFault::length);
    CHECK(std::holds_alternative<std::string>(parse_username(std::string(32, 'a'))));
    CHECK(std::get<UsernameFault>(parse_username("вики")) == UsernameFault::characters);
    CHECK(std::get<UsernameFault>(parse_username("two words")) == UsernameFault::characters);
}
