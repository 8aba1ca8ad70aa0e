#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/notices` and `/account/language`: how the portal writes to an account's owner.
void add_notice_routes(Router& router, const Site& site);
} // namespace portal::http
