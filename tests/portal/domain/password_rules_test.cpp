#include "portal/domain/password_rules.hpp"

#include <filesystem>

#include <doctest/doctest.h>

#include "portal/contract/types.hpp"
#include "portal/domain/breached_passwords.hpp"

using namespace portal::domain;

namespace {
const PasswordOwner kViki{"viki", {"Виктория", "Ана", "Стоева-Иванова"}};

std::optional<PasswordFault> fault_of(std::string_view password)
{
    return fault_of_password(password, kViki, nullptr);
}

std::string times(int count, const std::string& character)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += character;
    return text;
}
} // namespace

TEST_CASE("a password has from 12 to 128 characters, of any script")
{
    for (const std::string character : {"x", "щ", "字", "\U0001F511"}) {
        CAPTURE(character);
        const auto of = [&](int length) { return times(length - 3, character) + "мир"; };
        CHECK(fault_of(of(4)) == PasswordFault::too_short);
        CHECK(fault_of(of(7)) == PasswordFault::too_short);
        CHECK(fault_of(of(11)) == PasswordFault::too_short);
        for (const int length : {12, 64, 128})
            CHECK_FALSE(fault_of(of(length)));
        CHECK(fault_of(of(129)) == PasswordFault::too_long);
    }
    CHECK(fault_of("") == PasswordFault::too_short);
    CHECK(fault_of(std::string(5000, 'x')) == PasswordFault::too_long);
}

TEST_CASE("signs that unfold to many or that nobody sees make no password long")
{
    CHECK(fault_of(times(1, "ﷺ")) == PasswordFault::too_short);       // NFKC makes 18 letters of it
    CHECK(fault_of(times(12, "\u200b")) == PasswordFault::too_short); // zero width
    CHECK(fault_of(times(12, "\u0301")) == PasswordFault::too_short); // accents on nothing
    CHECK(fault_of(times(12, " ")) == PasswordFault::too_short);
    CHECK(fault_of("кратка" + times(6, "\u200b")) == PasswordFault::too_short);
}

TEST_CASE("no composition is asked for, and blanks belong to a password")
{
    for (const auto* password :
         {"паролапарола1Щ", "zzzzyyyyxxxxw", "            xyzw", "три думи и котка", "1029384756564738"})
        CHECK_FALSE(fault_of(password));
}

TEST_CASE("what is no text is no password")
{
    CHECK(fault_of("abcdefghijk\xff") == PasswordFault::not_text);
    CHECK(fault_of(std::string{"abcdefghijkl"} + '\0') == PasswordFault::not_text);
}

TEST_CASE("a password does not hold its owner's username, in whatever case")
{
    CHECK(fault_of("хубава-ViKi-2026") == PasswordFault::contains_username);
    CHECK(fault_of("хубава-ｖｉｋｉ-2026") == PasswordFault::contains_username); // full-width letters
    CHECK_FALSE(fault_of_password("хубава-ViKi-2026", {}, nullptr));
}

TEST_CASE("a password holds no name of its owner that has at least 4 letters, in Cyrillic or in Latin letters")
{
    for (const auto* password : {"обичам виктория много", "moya VIKTORIA 1985", "стоева1234567890", "mrs Ivanova 1985"})
        CHECK(fault_of(password) == PasswordFault::contains_name);
    CHECK_FALSE(fault_of("банани и портокали")); // „ана“ has three
}

TEST_CASE("a password does not hold the city")
{
    for (const auto* password : {"обичам СОФИЯ много", "I-love-Sofia-much", "столична поща 12", "stolichna 123456"})
        CHECK(fault_of(password) == PasswordFault::contains_city);
}

TEST_CASE("a password of the same few characters is not taken")
{
    for (const auto* password :
         {"aaaaaaaaaaaaaa", "abcabcabcabcabc", "1 2 1 2 1 2 1 2", "АаАаАаАаАаАаАаА", "     d       "})
        CHECK(fault_of(password) == PasswordFault::repetitive);
    CHECK_FALSE(fault_of("вода вода дива"));
}

TEST_CASE("a password that is on the list is not taken, in the letter case in which it is there")
{
    const auto file = std::filesystem::temp_directory_path() /
                      ("gishe-breached-" + portal::contract::to_hex(portal::contract::random_bytes(8)));
    const std::shared_ptr<void> gone{nullptr, [&](void*) { std::filesystem::remove(file); }};
    BreachedPasswordsWriter writer{file};
    writer.add(sha1_of_password("correct horse battery staple"));
    CHECK(writer.finish() == 1);
    const BreachedPasswords list{file};
    CHECK(fault_of_password("correct horse battery staple", kViki, &list) == PasswordFault::breached);
    CHECK_FALSE(fault_of_password("Correct horse battery staple", kViki, &list));
    CHECK_FALSE(fault_of("correct horse battery staple"));
}
