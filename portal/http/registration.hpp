#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/registration`: answers, check of the answers with the password, "look into your mailbox". The answers travel in
/// the form; nothing is kept before the account exists.
void add_registration_routes(Router& router, const Site& site);
} // namespace portal::http
