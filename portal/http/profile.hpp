#pragma once

#include "portal/http/router.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/profile`: what the account holds, row by row, each with the way to change it.
void add_profile_routes(Router& router, const Site& site);

/// The answer to a change: the profile, which says that it is saved.
Response profile_saved();

/// `+359 88 *** ** 56`, `+44207 *** ** 58`: enough to know one's own number by. It breaks over no line.
std::string hidden_phone(const std::string& phone);
} // namespace portal::http
