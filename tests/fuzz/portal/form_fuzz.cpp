#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "portal/http/form.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace portal::http;

namespace {
void require(bool holds)
{
    if (!holds) std::abort();
}
} // namespace

/// Any bytes as the body of a form: no field grows out of nothing, and what was trimmed stays trimmed.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto fields = parse_urlencoded(text);
    std::size_t bytes = 0;
    for (const auto& [name, value] : fields.all()) {
        bytes += name.size() + value.size();
        require(fields.has(name));
        const auto core = trimmed(value);
        require(trimmed(core) == core);
        if (!is_utf8(value)) continue; // what is left out may join halves of a letter then
        const auto digits = digits_as_written(value);
        require(digits_as_written(digits) == digits);
        require(is_utf8(core) && is_utf8(digits));
    }
    require(bytes <= size);
    require(fields.all().size() <= static_cast<std::size_t>(std::ranges::count(text, '&')) + 1);
}
