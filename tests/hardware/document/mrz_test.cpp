#include "hardware/document/mrz.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace hardware::document;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {
constexpr std::chrono::year_month_day kToday = 2026y / 11 / 22;

json vectors(const std::string& name)
{
    std::ifstream file{GISHE_TEST_DATA "/vectors/" + name};
    REQUIRE(file);
    return json::parse(file);
}

std::string text_of(const json& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += line.get<std::string>() + "\n";
    return text;
}

Mrz read(std::string_view text)
{
    const auto answer = parse_mrz(text, kToday);
    const auto* mrz = std::get_if<Mrz>(&answer);
    REQUIRE(mrz);
    return *mrz;
}

MrzRefusal refusal(std::string_view text)
{
    const auto answer = parse_mrz(text, kToday);
    const auto* refused = std::get_if<MrzRefusal>(&answer);
    REQUIRE(refused);
    return *refused;
}

/// The same zone with another character at `place`, counted without line ends; check digits are not mended.
std::string with(std::string zone, std::size_t place, char character)
{
    zone.at(place) = character;
    return zone;
}

/// The digit over the whole zone that should stand there, and the one that does.
std::pair<char, char> composite_of(const json& lines)
{
    const auto line = [&](std::size_t at) { return lines.at(at).get<std::string>(); };
    const auto second = line(1);
    if (lines.size() == 3)
        return {check_digit(line(0).substr(5) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18, 11)),
                second.back()};
    const std::size_t rest = second.size() - 22;
    return {check_digit(second.substr(0, 10) + second.substr(13, 7) + second.substr(21, rest)), second.back()};
}

const std::string kCard = "IDBGRAA10000023<<<<<<<<<<<<<<<"
                          "7202294M3406175BGR7202299966<2"
                          "HRISTOV<<YORDAN<TSVETANOV<<<<<";
const std::string kPassport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
                              "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

/// A card like `kCard` with these dates and check digits that agree.
std::string card_with_dates(const std::string& birth, const std::string& expiry)
{
    std::string upper = "IDBGRAA10000023<<<<<<<<<<<<<<<";
    std::string middle = birth + check_digit(birth) + "M" + expiry + check_digit(expiry) + "BGR7202299966<";
    middle += check_digit(upper.substr(5) + middle.substr(0, 7) + middle.substr(8, 7) + middle.substr(18, 11));
    return upper + middle + "HRISTOV<<YORDAN<TSVETANOV<<<<<";
}
} // namespace

TEST_CASE("MRZ check digit agrees with the worked example in ICAO 9303-11 appendix D")
{
    CHECK(check_digit("L898902C<") == '3');
    CHECK(check_digit("") == '0');
    CHECK_THROWS_AS(check_digit("l8"), std::invalid_argument);
}

TEST_CASE("every valid specimen is read field by field")
{
    const auto all = vectors("mrz-td1.json")["valid"];
    REQUIRE(all.size() == 12);
    for (const auto& one : all) {
        CAPTURE(one["id"].get<std::string>());
        const auto& expected = one["expected"];
        CHECK(one["as_of"] == to_iso(kToday));
        const auto mrz = read(text_of(one["lines"]));
        CHECK(mrz_information(mrz) == mrz_information(mrz.document_number, expected["birth_mrz"].get<std::string>(),
                                                      expected["expiry_mrz"].get<std::string>()));
        const auto [right, printed] = composite_of(one["lines"]);
        CHECK(right == printed);
        CHECK(mrz.format == (one["format"] == "TD1" ? MrzFormat::td1 : MrzFormat::td3));
        CHECK(mrz.document_code == expected["document_code"].get<std::string>());
        CHECK(mrz.issuer == expected["issuer"].get<std::string>());
        CHECK(mrz.document_number == expected["document_number"].get<std::string>());
        CHECK(mrz.nationality == expected["nationality"].get<std::string>());
        CHECK(to_iso(mrz.birth_date) == expected["birth_date"].get<std::string>());
        CHECK(mrz.expiry_date.has_value() == expected["expiry_date"].is_string());
        if (mrz.expiry_date) CHECK(to_iso(*mrz.expiry_date) == expected["expiry_date"].get<std::string>());
        const Sex sex = expected["sex"] == "F" ? Sex::female : expected["sex"] == "M" ? Sex::male : Sex::unspecified;
        CHECK(mrz.sex == sex);
        CHECK(mrz.surname == expected["surname"].get<std::string>());
        std::string given;
        for (const auto& name : expected["given"])
            given += (given.empty() ? "" : " ") + name.get<std::string>();
        CHECK(mrz.given_names == given);
        CHECK(mrz.names_truncated == expected["name_truncated"].get<bool>());
        CHECK(mrz.personal_number.has_value() == expected["personal_number"].is_string());
        if (mrz.personal_number) CHECK(*mrz.personal_number == expected["personal_number"].get<std::string>());
    }
}

TEST_CASE("every specimen with one fault is refused for that fault")
{
    const auto all = vectors("mrz-td1.json")["invalid"];
    REQUIRE(all.size() == 8);
    for (const auto& one : all) {
        CAPTURE(one["id"].get<std::string>());
        const auto refused = refusal(text_of(one["lines"]));
        const auto expected = one["fails"][0].get<std::string>();
        if (expected == "charset_or_sex") {
            CHECK(refused.fault == MrzFault::wrong_character);
            CHECK(refused.field == "sex");
        } else {
            CHECK(refused.fault == MrzFault::wrong_check_digit);
            CHECK(refused.field == expected);
        }
        const auto& fails = one["fails"];
        const auto [right, printed] = composite_of(one["lines"]);
        CHECK((right != printed) == (std::find(fails.begin(), fails.end(), "composite") != fails.end()));
        if (fails.size() == 2) CHECK(fails[1] == "composite");
    }
}

TEST_CASE("a zone is read however the scanner ends its lines")
{
    const auto inputs = vectors("mrz-td1.json")["raw_scanner_input"];
    REQUIRE(inputs["accept"].size() == 8);
    const auto all = vectors("mrz-td1.json")["valid"];
    const auto same = std::find_if(all.begin(), all.end(), [&](const json& one) { return one["id"] == inputs["of"]; });
    REQUIRE(same != all.end());
    const auto number = (*same)["expected"]["personal_number"].get<std::string>();
    for (const auto& input : inputs["accept"]) {
        CAPTURE(input.dump());
        CHECK(read(input.get<std::string>()).personal_number == number);
    }
}

TEST_CASE("a text with lines missing, short or long is no zone")
{
    const auto inputs = vectors("mrz-td1.json")["raw_scanner_input"];
    REQUIRE(inputs["reject"].size() == 4);
    for (const auto& input : inputs["reject"]) {
        CAPTURE(input.dump());
        CHECK(refusal(input.get<std::string>()).fault == MrzFault::wrong_shape);
    }
}

TEST_CASE("the specimens of ICAO 9303 are judged as printed, also where the standard prints a wrong composite")
{
    const auto all = vectors("emrtd_mrz.json")["vectors"];
    REQUIRE(all.size() >= 4);
    for (const auto& one : all) {
        CAPTURE(one["name"].get<std::string>());
        const auto text = text_of(one["lines"]);
        if (!one["valid"].get<bool>()) {
            CHECK(refusal(text).field == "composite");
            const auto [right, printed] = composite_of(one["lines"]);
            CHECK(std::string{right} == one["composite_computed"].get<std::string>());
            CHECK(std::string{printed} == one["composite_printed"].get<std::string>());
            continue;
        }
        const auto mrz = read(text);
        CHECK(mrz.document_number == one["document_number"].get<std::string>());
        if (one.contains("bac_input")) CHECK(mrz_information(mrz) == one["bac_input"].get<std::string>());
    }
}

TEST_CASE("the key of the chip is made from number, birth and expiry as ICAO 9303-11 appendix D.2 shows")
{
    CHECK(mrz_information("L898902C", "690806", "940623") == "L898902C<369080619406236");
    CHECK(mrz_information("D23145890734", "340712", "950712") == "D23145890734934071279507122");
    CHECK_THROWS_AS(mrz_information("L898902C", "6908", "940623"), std::invalid_argument);
    CHECK_THROWS_AS(mrz_information("", "690806", "940623"), std::invalid_argument);
}

TEST_CASE("a document without expiry opens its chip with fillers in place of the date")
{
    const auto mrz = read(card_with_dates("410524", "<<<<<<"));
    CHECK_FALSE(mrz.expiry_date);
    CHECK(mrz_information(mrz) == "AA1000002341052"
                                  "46<<<<<<0");
}

TEST_CASE("a long document number runs into the optional data of TD1, as in ICAO 9303-11 appendix D.2")
{
    const auto mrz = read("I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<");
    CHECK(mrz.document_number == "D23145890734");
    CHECK(mrz.optional_data_1.empty());
    CHECK(mrz_information(mrz) == "D23145890734934071279507122");
}

TEST_CASE("a long document number runs into the optional data of TD2, as in ICAO 9303-11 appendix D.2")
{
    const auto mrz = read("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8");
    CHECK(mrz.format == MrzFormat::td2);
    CHECK(mrz.document_number == "D23145890734");
    CHECK(mrz.surname == "STEVENSON");
    CHECK(mrz.given_names == "PETER JOHN");
}

TEST_CASE("a long document number with a wrong check digit is refused")
{
    const auto refused =
        refusal("I<UTOD23145890<7348<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<");
    CHECK(refused.fault == MrzFault::wrong_check_digit);
    CHECK(refused.field == "document_number");
}

TEST_CASE("a filler does not stand for a check digit where the number is short")
{
    CHECK(refusal(with(kCard, 14, '<')).field == "document_number");
}

TEST_CASE("a birth is never read into the future")
{
    CHECK(to_iso(read(card_with_dates("261122", "340617")).birth_date) == "2026-11-22");
    CHECK(to_iso(read(card_with_dates("261123", "340617")).birth_date) == "1926-11-23");
    CHECK(to_iso(read(card_with_dates("720229", "340617")).birth_date) == "1972-02-29");
    CHECK(to_iso(read(card_with_dates("040229", "340617")).birth_date) == "2004-02-29");
}

TEST_CASE("a birth date is read as far as the issuing state knows it, by fillers or by zeros")
{
    const auto birth = [](const std::string& field) {
        return to_iso(read(card_with_dates(field, "340617")).birth_date);
    };
    CHECK(birth("85<<<<") == "1985");
    CHECK(birth("8506<<") == "1985-06");
    CHECK(birth("850000") == "1985");
    CHECK(birth("850600") == "1985-06");
    CHECK(birth("26<<<<") == "2026");
    CHECK(birth("27<<<<") == "1927");
    CHECK(birth("2612<<") == "1926-12");
    for (const auto* nothing : {"<<<<<<", "000000", "<<0615"})
        CHECK(birth(nothing).empty());
    CHECK(read(card_with_dates("85<<15", "340617")).birth_date.day == std::chrono::day{15});
    CHECK(read(card_with_dates("<<0615", "340617")).birth_date.month == std::chrono::June);
}

TEST_CASE("half a year, half a month and what no calendar has are no birth date")
{
    for (const auto* wrong : {"8<<<<<", "85<1<<", "85<<1<", "<50615"})
        CHECK(refusal(card_with_dates(wrong, "340617")).fault == MrzFault::wrong_character);
    for (const auto* wrong : {"8513<<", "850032", "<<0231", "850230"})
        CHECK(refusal(card_with_dates(wrong, "340617")).fault == MrzFault::wrong_date);
}

TEST_CASE("the chip opens with the birth date as it is printed")
{
    CHECK(mrz_information(read(card_with_dates("85<<<<", "340617"))).substr(10, 7) == "85<<<<1");
    CHECK(mrz_information(read(card_with_dates("850000", "340617"))).substr(10, 7) == "8500001");
}

TEST_CASE("a bearer without a surname is read")
{
    auto card = kCard.substr(0, 60) + "<<RAJESH<KUMAR";
    card.resize(90, '<');
    const auto mrz = read(card);
    CHECK(mrz.surname.empty());
    CHECK(mrz.given_names == "RAJESH KUMAR");
    CHECK_FALSE(mrz.names_truncated);
    for (const auto* nobody : {"<", "<<<RAJESH", "<RAJESH"}) {
        auto other = kCard.substr(0, 60) + nobody;
        other.resize(90, '<');
        CHECK(refusal(other).field == "name");
    }
}

TEST_CASE("a signed zone tells its fields and what is wrong with them")
{
    const auto told = [](const std::string& text) {
        const auto answer = parse_signed_mrz(text, kToday);
        const auto* flawed = std::get_if<FlawedMrz>(&answer);
        REQUIRE(flawed);
        return *flawed;
    };
    const auto digit = told(with(kCard, 14, '9'));
    CHECK(digit.mrz.document_number == "AA1000002");
    REQUIRE(digit.flaw);
    CHECK(digit.flaw->field == "document_number");
    const auto birth = told(card_with_dates("850230", "340617"));
    CHECK(birth.mrz.birth_date == BirthDate{});
    CHECK(birth.mrz.surname == "HRISTOV");
    REQUIRE(birth.flaw);
    CHECK(birth.flaw->fault == MrzFault::wrong_date);
    const auto expiry = told(card_with_dates("850615", "341301"));
    CHECK_FALSE(expiry.expiry_exists);
    CHECK_FALSE(expiry.mrz.expiry_date);
    CHECK_FALSE(told(kCard).flaw);
    CHECK(told(card_with_dates("850615", "<<<<<<")).expiry_exists);
}

TEST_CASE("an expiry is read in the half century around today")
{
    CHECK(read(card_with_dates("720229", "940623")).expiry_date == 1994y / 6 / 23);
    CHECK(read(card_with_dates("720229", "361122")).expiry_date == 2036y / 11 / 22);
    CHECK(read(card_with_dates("720229", "751231")).expiry_date == 2075y / 12 / 31);
    CHECK(read(card_with_dates("720229", "760101")).expiry_date == 1976y / 1 / 1);
}

TEST_CASE("a day that no calendar has is refused though its check digits agree")
{
    CHECK(refusal(card_with_dates("720230", "340617")).fault == MrzFault::wrong_date);
    CHECK(refusal(card_with_dates("730229", "340617")).field == "birth_date");
    CHECK(refusal(card_with_dates("720229", "341301")).field == "expiry_date");
}

TEST_CASE("each single wrong character under a check digit is noticed")
{
    // Places whose value a check digit covers; letters and digits that differ by ten share a value by design.
    for (const std::size_t place : {5U, 6U, 7U, 13U, 30U, 35U, 38U, 43U, 48U, 57U}) {
        CAPTURE(place);
        const char other = kCard[place] == '7' ? '4' : '7';
        CHECK(std::holds_alternative<MrzRefusal>(parse_mrz(with(kCard, place, other), kToday)));
    }
}

TEST_CASE("letters and digits are not taken for one another outside the number")
{
    CHECK(refusal(with(kCard, 60, '0')).field == "name");
    CHECK(refusal(with(kCard, 30, 'O')).field == "birth_date");
    CHECK(refusal(with(kCard, 2, '8')).field == "issuer");
    CHECK(refusal(with(kCard, 0, '1')).field == "document_code");
}

TEST_CASE("a visa is not a travel document")
{
    CHECK(refusal(with(kPassport, 0, 'V')).field == "document_code");
}

TEST_CASE("ten digits on another state's document are not a Bulgarian personal number")
{
    const auto card = with(with(with(kCard, 2, 'C'), 3, 'Z'), 4, 'E');
    const auto mrz = read(card);
    CHECK(mrz.optional_data_2 == "7202299966");
    CHECK_FALSE(mrz.personal_number);
}

TEST_CASE("Cyrillic and control characters are no zone")
{
    std::string cyrillic;
    for (int i = 0; i < 45; ++i)
        cyrillic += "Ж";
    REQUIRE(cyrillic.size() == 90);
    CHECK(refusal(cyrillic).fault == MrzFault::wrong_character);
    CHECK(refusal(with(kCard, 70, '\0')).fault == MrzFault::wrong_character);
    CHECK(refusal(std::string(100'000, '<')).fault == MrzFault::wrong_shape);
    CHECK(refusal(std::string(90, '<')).fault == MrzFault::wrong_character);
}
