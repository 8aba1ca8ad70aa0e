#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/password`: "Password change".
void add_password_change_routes(Router& router, const Site& site);
} // namespace portal::http
