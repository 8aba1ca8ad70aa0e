#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/`: one day by clerk and desk, `?day=`; `/day.csv` is the same as a table.
void add_staff_report_routes(Router& router, const Site& site);
} // namespace portal::http
