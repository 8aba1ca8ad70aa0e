#include <cstdlib>

#include "portal/contract/counter_pass.hpp"
#include "portal/contract/pass_digits.hpp"
#include "portal/contract/signing.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace portal::contract;

/// Any text as a scan, and any bytes as the digits of a pass: nothing but a fault comes out, and digits have one
/// spelling.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const PassEpochKey kEpoch{1, Bytes(32, 1), generate_ed25519().open};
    const ByteView bytes{data, size};
    const std::string_view text{reinterpret_cast<const char*>(data), size};

    (void)shape_of_scan(text);
    (void)parse_pass_code(text);
    (void)open_pass(text, kEpoch);
    if (const auto read = bytes_of_digits(text); read && digits_of(*read) != text) std::abort();

    const auto digits = digits_of(bytes);
    if (bytes_of_digits(digits) != Bytes(data, data + size)) std::abort();
    if (std::holds_alternative<CounterPass>(open_pass(digits, kEpoch))) std::abort(); // nobody signed it
}
