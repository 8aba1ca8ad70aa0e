#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/registration`: one question a page, the check of the answers, "look into your mailbox". The answers travel in the
/// pages, sealed; nothing is kept before the account exists.
void add_registration_routes(Router& router, const Site& site);
} // namespace portal::http
