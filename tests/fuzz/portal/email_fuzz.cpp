#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "portal/contract/identifiers.hpp"
#include "portal/domain/types.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace portal;

namespace {
constexpr std::size_t kLongest = 254;

void require(bool holds)
{
    if (!holds) std::abort();
}
} // namespace

/// Any text as an e-mail address: what is taken can stand in a letter's header, and is taken again unchanged.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    (void)contract::masked_email(text);
    (void)domain::parse_phone(text);
    const auto address = domain::parse_email(text);
    if (!address) return;
    require(address->size() <= kLongest);
    require(std::ranges::none_of(*address, [](char c) { return c == '\r' || c == '\n' || c == '\0' || c == ' '; }));
    require(std::ranges::count(*address, '@') == 1);
    require(domain::parse_email(*address) == address);
}
