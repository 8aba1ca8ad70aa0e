#include <cstdint>
#include <cstdlib>

#include "kiosk/net/enrolment.hpp"
#include "tests/fuzz/fuzzer.hpp"

/// Any text that a technician pastes: a code whose two halves make the text again, or none.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto code = kiosk::net::parse_enrolment_code(text);
    if (!code) return;
    constexpr std::size_t kFingerprintDigits = 64;
    if (code->code.empty() || code->ca_fingerprint.size() != kFingerprintDigits) std::abort();
    if (code->code + '.' + code->ca_fingerprint != text) std::abort();
}
