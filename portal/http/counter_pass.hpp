#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/pass`: the counter pass to show, print or replace.
void add_counter_pass_routes(Router& router, const Site& site);
} // namespace portal::http
