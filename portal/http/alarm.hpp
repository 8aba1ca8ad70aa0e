#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/alarm`: the page behind „This was not me“ in letters, whose button stops payments.
void add_alarm_routes(Router& router, const Site& site);
} // namespace portal::http
