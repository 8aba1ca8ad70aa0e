#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/close`: what stays and what goes, and the button after the password again.
void add_closing_routes(Router& router, const Site& site);
} // namespace portal::http
