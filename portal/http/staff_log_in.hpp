#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/login` and `/logout` of the staff entrance.
void add_staff_log_in_routes(Router& router, const Site& site);
} // namespace portal::http
