#pragma once

#include <optional>
#include <string>

namespace gishectl {
/// The SHA-256 fingerprint in `words`, as 64 capital hexadecimal digits. Colons, blanks and small letters do no harm,
/// nor does what stands before it where it is copied from openssl (`sha256 Fingerprint=`) or from our own words
/// (`SHA-256`). Empty where it is none.
std::optional<std::string> fingerprint_in(std::string words);
} // namespace gishectl
