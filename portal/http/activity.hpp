#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/activity`: how the verification stands, and who looked at the data or changed them;
/// `/account/messages`: which letters went out.
void add_activity_routes(Router& router, const Site& site);
} // namespace portal::http
