#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/cases`: what the portal did not accept, with both sides; `/cases/{id}` looks at one, `/cases.csv` is the whole
/// table.
void add_staff_case_routes(Router& router, const Site& site);
} // namespace portal::http
