#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/export`: all that is kept of an account, as a file or as a page, after the password again.
void add_own_data_routes(Router& router, const Site& site);
} // namespace portal::http
