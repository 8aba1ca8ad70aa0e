#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/open-entrance`: the page behind the link of a letter, whose button lets passwords in from every browser again.
void add_closed_entrance_routes(Router& router, const Site& site);
} // namespace portal::http
