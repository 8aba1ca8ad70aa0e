#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// What supervisors see: `/` (one day by clerk and desk, `?day=`), `/cases` and `/cases/{id}`, each also as CSV.
void add_staff_report_routes(Router& router, const Site& site);
} // namespace portal::http
