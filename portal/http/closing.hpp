#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// Shown to who signs in to an account that is being closed.
constexpr std::string_view kClosingPage = "/account/closing";
/// `/account/close`: what stays and what goes, and the button after the password again. While the account can still be
/// kept, `kClosingPage` and the page behind the link of the letter, `/keep-account`, have the button for that.
void add_closing_routes(Router& router, const Site& site);
} // namespace portal::http
