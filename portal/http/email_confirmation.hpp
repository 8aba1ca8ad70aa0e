#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/confirm-email`: the page behind the link of a mail, whose button confirms; and the sending of another link.
void add_email_confirmation_routes(Router& router, const Site& site);
} // namespace portal::http
