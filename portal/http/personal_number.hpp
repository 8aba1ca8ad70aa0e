#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/number`: ЕГН or ЛНЧ, given, changed or taken back by its owner.
void add_personal_number_routes(Router& router, const Site& site);
} // namespace portal::http
