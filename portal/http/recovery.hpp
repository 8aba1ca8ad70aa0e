#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/forgot-username`, `/forgot-password`: a form for the address; `/reset-password`: the page behind the link of a
/// mail, whose form sets a new password.
void add_recovery_routes(Router& router, const Site& site);
} // namespace portal::http
