#pragma once

#include "portal/domain/second_factor.hpp"
#include "portal/http/router.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/second-factor`: whether it is on; turning it on and off, and new recovery codes.
void add_second_factor_routes(Router& router, const Site& site);

/// What an authenticator app scans. `issuer`: whose account, `secret` in base32.
/// Source: github.com/google/google-authenticator/wiki/Key-Uri-Format.
std::string totp_uri(std::string_view issuer, std::string_view username, std::string_view secret);
/// `ABCD EFGH …`, as people copy it.
std::string in_fours(std::string_view text);
} // namespace portal::http
