#include <doctest/doctest.h>

#include "portal/contract/counter_pass.hpp"
#include "portal/contract/signing.hpp"

using namespace portal::contract;

namespace {
std::string pass_digits()
{
    const auto pair = generate_ed25519();
    CounterPass pass;
    pass.epoch = 3;
    pass.content = {"viki", {"Виктория", "", "Константинова"}, std::nullopt};
    return seal_pass(pass, {3, random_bytes(32), pair.open}, pair.secret);
}

const std::string kCard =
    "IDBGR6410000273<<<<<<<<<<<<<<<\r8506155F3302286BGR8506150000<0\rKONSTANTINOVA<<VIKTORIYA<LYUBO\r";
} // namespace

TEST_CASE("a pass is known by its digits, with what a scanner puts around them")
{
    const auto digits = pass_digits();
    CHECK(shape_of_scan(digits) == ScanShape::pass_qr);
    CHECK(shape_of_scan(digits + "\r") == ScanShape::pass_qr);
    CHECK(shape_of_scan("\x02" + digits + "\x03") == ScanShape::pass_qr);
}

TEST_CASE("many digits that are no pass are something else")
{
    CHECK(shape_of_scan(std::string(300, '9')) == ScanShape::other);
    CHECK(shape_of_scan(pass_digits() + "1") == ScanShape::other);
    CHECK(shape_of_scan(std::string(5000, '1')) == ScanShape::other);
}

TEST_CASE("sixteen digits are a pass code, grouped or not")
{
    CHECK(shape_of_scan("4821 0937 5560 1170") == ScanShape::pass_code);
    CHECK(shape_of_scan("4821093755601170\n") == ScanShape::pass_code);
    CHECK(shape_of_scan("4821-0937-5560-1170") == ScanShape::pass_code);
}

TEST_CASE("ten digits are a personal number and six a CAN")
{
    CHECK(shape_of_scan("6847096301") == ScanShape::personal_number);
    CHECK(shape_of_scan("123456") == ScanShape::can);
}

TEST_CASE("a zone of three formats is known with line ends and without, in capitals or not")
{
    CHECK(shape_of_scan(kCard) == ScanShape::mrz);
    std::string joined;
    std::string small;
    for (const char c : kCard) {
        if (c == '\r') continue;
        joined += c;
        small += static_cast<char>(std::tolower(c));
    }
    CHECK(shape_of_scan(joined) == ScanShape::mrz);
    CHECK(shape_of_scan(small) == ScanShape::mrz);
    const std::string passport =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    CHECK(shape_of_scan(passport) == ScanShape::mrz);
    const std::string td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\r\nD231458907UTO7408122F1204159<<<<<<<6\r\n";
    CHECK(shape_of_scan(td2) == ScanShape::mrz);
}

TEST_CASE("half a zone is not taken for one")
{
    CHECK(shape_of_scan(kCard.substr(0, 60)) == ScanShape::other);
}

TEST_CASE("Cyrillic letters tell of a wrong keyboard layout")
{
    CHECK(shape_of_scan("ИДБГР6410000273") == ScanShape::wrong_layout);
    CHECK(shape_of_scan("вики.константинова") == ScanShape::wrong_layout);
}

TEST_CASE("a zone that came through a Bulgarian keyboard layout is named so, the standard one and the phonetic one")
{
    const std::string standard = "САФЖИ6410000273РРРРРРРРРРРРРРР\r"
                                 "8506155О3302286ФЖИ8506150000Р0\r"
                                 "НДХЯШЍХШСХДЭЍРРЭСНШДИСЩЍРВЩКФД\r";
    CHECK(shape_of_scan(standard) == ScanShape::wrong_layout);
    const std::string phonetic = "ИДБГР6410000273„„„„„„„„„„„„„„„\r"
                                 "8506155Ф3302286БГР8506150000„0\r"
                                 "КОНСТАНТИНОЖА„„ЖИКТОРИЪА„ЛЪУБО\r";
    CHECK(shape_of_scan(phonetic) == ScanShape::wrong_layout);
}

TEST_CASE("the digits of a pass come through every keyboard layout, whatever ends them")
{
    const auto digits = pass_digits();
    for (const auto* end : {"\r", "\n", "\r\n", "\t", ""})
        CHECK(shape_of_scan(digits + end) == ScanShape::pass_qr);
}

TEST_CASE("a username is known by its characters")
{
    CHECK(shape_of_scan("viki.konstantinova") == ScanShape::username);
    CHECK(shape_of_scan("Viki_1\r\n") == ScanShape::username);
    CHECK(shape_of_scan("12345678") == ScanShape::other);
    CHECK(shape_of_scan("https://example.com") == ScanShape::other);
    CHECK(shape_of_scan("ab") == ScanShape::other);
    CHECK(shape_of_scan("") == ScanShape::other);
    CHECK(shape_of_scan("\xff\xff\xff\xff") == ScanShape::other);
}
