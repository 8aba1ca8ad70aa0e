#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/login` (back to a page of ours with `?to=`) and `/logout`.
void add_log_in_routes(Router& router, const Site& site);
} // namespace portal::http
