#include "portal/contract/birth_date.hpp"

#include <doctest/doctest.h>

using namespace portal::contract;
using namespace std::chrono_literals;

namespace {
BirthDate born(std::optional<std::chrono::year> year, std::optional<std::chrono::month> month = {},
               std::optional<std::chrono::day> day = {})
{
    BirthDate date;
    date.year = year;
    date.month = month;
    date.day = day;
    return date;
}
} // namespace

TEST_CASE("a birth date is written as far as it is known and read back")
{
    const std::pair<BirthDate, const char*> all[]{{BirthDate{1985y / 6 / 15}, "1985-06-15"},
                                                  {born(1985y, std::chrono::June), "1985-06-XX"},
                                                  {born(1985y), "1985-XX-XX"},
                                                  {born({}, std::chrono::June, 15d), "XXXX-06-15"},
                                                  {BirthDate{}, "XXXX-XX-XX"}};
    for (const auto& [date, text] : all) {
        const std::string written{text}; // what CAPTURE takes with every compiler
        CAPTURE(written);
        CHECK(to_iso(date) == written);
        CHECK(birth_date_from_iso(written) == date);
    }
}

TEST_CASE("what no calendar has or is written otherwise is no birth date")
{
    for (const auto* wrong : {"", "1985", "1985-06", "1985-02-30", "1985-13-XX", "XXXX-02-30", "1985-X6-15",
                              "1985-00-00", "198X-06-15", "1985/06/15", "1985-06-155"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(birth_date_from_iso(wrong), Malformed);
    }
}

TEST_CASE("a birth date fits every day that its known parts do not exclude")
{
    CHECK(born(1985y).fits(1985y / 6 / 15));
    CHECK_FALSE(born(1985y).fits(1986y / 6 / 15));
    CHECK_FALSE(born(1985y, std::chrono::June).fits(1985y / 7 / 15));
    CHECK(born({}, {}, 15d).fits(1985y / 7 / 15));
    CHECK(BirthDate{}.fits(1985y / 7 / 15));
}

TEST_CASE("what is unknown of a birth date is shown as documents print it")
{
    CHECK(to_shown(BirthDate{1985y / 6 / 15}) == "15.06.1985");
    CHECK(to_shown(born(1985y, std::chrono::June)) == "XX.06.1985");
    CHECK(to_shown(BirthDate{}).empty());
}
