#include "hardware/tools/secret_words.hpp"

#include <algorithm>
#include <cctype>

#include <doctest/doctest.h>

#include "hardware/document/mrz.hpp"

using namespace hardware::document;
using namespace hardware::tools;

namespace {
constexpr std::chrono::year_month_day kToday{std::chrono::year{2026} / 11 / 26};
const std::string kInformation = "L898902C<369080619406236"; // ICAO 9303-11 appendix D.2
const std::string kUpper = "I<UTOD231458907<<<<<<<<<<<<<<<"; // ICAO 9303-5 appendix B
const std::string kMiddle = "7408122F1204159UTO<<<<<<<<<<<6";
const std::string kLower = "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const std::string kPassport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"; // ICAO 9303-4 appendix B
const std::string kPassportLower = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

std::string key_of(const std::string& text)
{
    const auto answer = mrz_words(text, kToday);
    if (const auto* fault = std::get_if<std::string>(&answer)) return "refused: " + *fault;
    return std::get<MrzKey>(std::get<Opening>(answer).secret).information;
}

std::string fault_of(const std::string& text)
{
    const auto answer = mrz_words(text, kToday);
    REQUIRE(std::holds_alternative<std::string>(answer));
    return std::get<std::string>(answer);
}

/// `text` with another letter at this place.
std::string with(std::string text, std::size_t place, char letter)
{
    REQUIRE(text.at(place) != letter);
    text[place] = letter;
    return text;
}

bool says(const std::string& fault, const std::string& words)
{
    return fault.find(words) != std::string::npos;
}
} // namespace

TEST_CASE("number, birth and expiry open the chip where their check digits are right")
{
    CHECK(key_of(kInformation) == kInformation);
    CHECK(key_of("l898902c<3 6908061 9406236") == kInformation);
}

TEST_CASE("a wrong check digit of number, birth or expiry is named, and costs no try")
{
    CHECK(says(fault_of(with(kInformation, 9, '4')), "the check digit of the number is wrong"));
    CHECK(says(fault_of(with(kInformation, 16, '2')), "the check digit of the birth is wrong"));
    CHECK(says(fault_of(with(kInformation, 23, '7')), "the check digit of the expiry is wrong"));
    CHECK(says(fault_of(with(with(kInformation, 9, '4'), 23, '7')), "of the number and expiry is wrong"));
}

TEST_CASE("a whole zone is taken in lines, parted by blanks, in one, and in small letters")
{
    const std::string key = "D23145890774081221204159";
    for (const auto* between : {"", " ", "\n", "\r\n"}) {
        auto zone = kUpper;
        zone.append(between).append(kMiddle).append(between).append(kLower);
        CHECK(key_of(zone) == key);
    }
    auto small = kUpper + kMiddle + kLower;
    std::ranges::transform(small, small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(key_of(small) == key);
    const auto whole = mrz_words(kUpper + kMiddle + kLower, kToday);
    REQUIRE(std::get<Opening>(whole).printed);
    CHECK(std::get<Opening>(whole).printed->surname == "ERIKSSON");
    CHECK_FALSE(std::get<Opening>(mrz_words(kInformation, kToday)).printed);
}

TEST_CASE("what is wrong with a whole zone is told with its line")
{
    CHECK(says(fault_of(with(kUpper, 14, '8') + kMiddle + kLower), "check digit of the document number (line 1)"));
    CHECK(says(fault_of(kUpper + with(kMiddle, 6, '3') + kLower), "check digit of the birth date (line 2) is wrong"));
    CHECK(says(fault_of(kUpper + with(kMiddle, 29, '7') + kLower), "check digit of line 2 as a whole"));
    CHECK(says(fault_of(kUpper + kMiddle + with(kLower, 0, '1')), "the name (line 3) holds a letter"));
    CHECK(says(fault_of(kPassport + with(kPassportLower, 9, '7')), "check digit of the document number (line 2)"));
    CHECK(says(fault_of(with(kPassport, 5, '1') + kPassportLower), "the name (line 1) holds a letter"));
}

TEST_CASE("some lines of a zone are said to be some, and no key")
{
    CHECK(says(fault_of(kUpper), "this is one of the three lines of a card"));
    CHECK(says(fault_of(kUpper + " " + kMiddle), "this is two of the three lines of a card"));
    CHECK(says(fault_of(kPassportLower), "this is one of the two lines of a passport"));
    CHECK(says(fault_of("L898902C<"), "letters given: 9"));
    CHECK(says(fault_of(""), "letters given: 0"));
}

TEST_CASE("a letter that no zone has is told before letters are counted")
{
    CHECK(says(fault_of("Л898902C<369080619406236"), "a letter that no zone has"));
    CHECK(says(fault_of("L898902C-369080619406236"), "a letter that no zone has"));
}

TEST_CASE("a card access number has six digits")
{
    CHECK(std::get<Can>(std::get<Opening>(can_words("641903")).secret).digits == "641903");
    for (const auto* wrong : {"", "64190", "6419033", "64190a", " 641903"})
        CHECK(std::holds_alternative<std::string>(can_words(wrong)));
}
