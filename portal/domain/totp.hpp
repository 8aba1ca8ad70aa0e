#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/domain/types.hpp"

/// Codes that an authenticator app makes of a secret and the time: SHA-1, steps of 30 seconds, 6 digits, which every
/// app knows. Source: RFC 6238.
namespace portal::domain {
using TotpStep = std::int64_t; ///< steps of 30 seconds since 1970
constexpr std::size_t kTotpDigits = 6;

TotpStep totp_step(Instant when);
/// Throws `Fault` where the secret is empty.
std::string totp_code(ByteView secret, TotpStep step);
/// The step whose code this is: that of `now`, or one beside it, since clocks differ. Steps up to `last_used` are over:
/// a code counts once. Empty: none of these. Source: RFC 6238 §5.2.
std::optional<TotpStep> totp_step_of(ByteView secret, std::string_view code, Instant now, TotpStep last_used);

/// A fresh secret of 160 bits. Source: RFC 4226 §4 R6.
Bytes make_totp_secret();
/// As apps take it, in base32. Source: RFC 4648 §6.
std::string totp_secret_text(ByteView secret);
} // namespace portal::domain
