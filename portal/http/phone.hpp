#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/phone`: a telephone, confirmed by a code; changed and removed by its owner.
void add_phone_routes(Router& router, const Site& site);
} // namespace portal::http
