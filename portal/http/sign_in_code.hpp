#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// To the page that asks for the code, with the cookie that ties the sign-in to this browser. `target`: a page of ours.
Response ask_for_code(std::string_view token, std::string_view target);
/// `/login/code`: the second factor, after the right password.
void add_sign_in_code_routes(Router& router, const Site& site);
} // namespace portal::http
