#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/names`: changed at once before the verification, waiting for the counter after it.
void add_names_routes(Router& router, const Site& site);
} // namespace portal::http
