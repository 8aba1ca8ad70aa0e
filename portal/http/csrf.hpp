#pragma once

#include <string>
#include <string_view>

#include "portal/http/exchange.hpp"

/// Every form carries a token that only our own page could have put there.
namespace portal::http {
/// Cookie of a visitor who is not signed in, so that sign-in and registration are guarded too.
constexpr std::string_view kVisitCookie = "__Host-visit";

/// `secret` is the value of the session's or the visit's cookie; the token tells nothing about it. 64 hex digits.
std::string csrf_token(std::string_view secret);

/// What the browser says of who sent the form. Source: Fetch Metadata Request Headers, `Sec-Fetch-Site`.
bool sent_by_other_site(const Request& request);
/// Whether the form's token fits; an empty secret fits none.
bool has_token_of(const Request& request, std::string_view secret);
/// 256 random bits for a visit's cookie, 64 hex digits.
std::string make_visit();
} // namespace portal::http
