#pragma once

#include "portal/http/router.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/profile`: what the account holds, row by row, each with the way to change it.
void add_profile_routes(Router& router, const Site& site);

/// `+35988 8 *** ** 56`: enough to know one's own number by.
std::string hidden_phone(const std::string& phone);
} // namespace portal::http
