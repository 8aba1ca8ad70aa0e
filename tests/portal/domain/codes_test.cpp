#include "portal/domain/codes.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace portal::domain;

TEST_CASE("a random code has as many digits as asked for, and each digit comes up")
{
    CHECK(random_digits(6).size() == 6);
    const auto many = random_digits(1000);
    for (const char digit : std::string{"0123456789"})
        CHECK(std::ranges::count(many, digit) > 40); // fewer come up once in 10^10 runs
    CHECK(random_digits(1000) != many);
}

TEST_CASE("a code is read as it is written or dictated")
{
    CHECK(digits_of("123 456") == "123456");
    CHECK(digits_of("12-34.56") == "123456");
    CHECK(digits_of("код 123456") == "123456");
    CHECK(digits_of("").empty());
}
