#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/payments`: what a verified citizen owes; before that, why it is closed and what to do.
void add_payment_routes(Router& router, const Site& site);
} // namespace portal::http
