#include "portal/domain/codes.hpp"

#include <algorithm>

#include "portal/domain/types.hpp"

namespace portal::domain {
namespace {
/// A byte of the last, incomplete round of ten is thrown away.
char random_digit()
{
    constexpr unsigned kFair = 250;
    for (;;)
        if (const unsigned byte = contract::random_bytes(1)[0]; byte < kFair) return static_cast<char>('0' + byte % 10);
}
} // namespace

std::string random_digits(std::size_t count)
{
    std::string digits(count, '0');
    std::ranges::generate(digits, random_digit);
    return digits;
}

std::string digits_of(std::string_view text)
{
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}
} // namespace portal::domain
