#pragma once

#include <string>
#include <string_view>

#include "portal/http/exchange.hpp"

namespace portal::http {
/// 128 random bits, for one page: scripts without it do not run there.
std::string make_nonce();
/// The policy of a page whose scripts have this nonce. Source: Content Security Policy Level 3.
std::string page_policy(std::string_view nonce);
/// Puts the headers that every answer carries. What a route set itself (caching, the policy of its page) stays.
void add_security_headers(Response& response);
} // namespace portal::http
