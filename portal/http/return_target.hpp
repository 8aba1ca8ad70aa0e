#pragma once

#include <string>
#include <string_view>

namespace portal::http {
/// Where to go after sign-in: `target` if it is a plain path of our own (`/payments`), else `/account`. Never another
/// site, whatever tricks with slashes, backslashes or control characters.
std::string local_target(std::string_view target);
} // namespace portal::http
