#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/email`: another address, asked for or withdrawn; `/new-address` and `/stop-new-address`: the pages behind
/// the links of the letters, whose buttons act.
void add_new_address_routes(Router& router, const Site& site);
} // namespace portal::http
