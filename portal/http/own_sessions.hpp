#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account/sessions`: where the account is signed in, and the buttons that end it.
void add_own_session_routes(Router& router, const Site& site);
} // namespace portal::http
