#include <cstdint>
#include <cstdlib>

#include "kiosk/net/enrolment.hpp"

/// Any text that a technician pastes: a code whose two halves make the text again, or none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto code = kiosk::net::parse_enrolment_code(text);
    if (!code) return 0;
    constexpr std::size_t kFingerprintDigits = 64;
    if (code->code.empty() || code->ca_fingerprint.size() != kFingerprintDigits) std::abort();
    if (code->code + '.' + code->ca_fingerprint != text) std::abort();
    return 0;
}
