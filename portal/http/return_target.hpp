#pragma once

#include <string>
#include <string_view>

#include "portal/http/router.hpp"

namespace portal::http {
/// Where to go after sign-in: `target` if it is a plain path of our own, with or without a query of small words
/// (`/payments`, `/account/activity?page=2`), else `/account`. Never another site, whatever tricks with slashes,
/// backslashes or control characters; any other query is left out.
std::string local_target(std::string_view target);
/// The same where there is a page, else the nearest page above it: some paths only act.
std::string nearest_page(const Router& pages, std::string_view target);
} // namespace portal::http
