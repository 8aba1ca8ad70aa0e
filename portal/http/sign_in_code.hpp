#pragma once

#include <memory>

#include "portal/http/site.hpp"

namespace portal::http {
/// To the page that asks for the code, with the cookie that ties the sign-in to this browser. `target`: a page of ours;
/// `held`: of `hold_form`.
Response ask_for_code(CitizenVisit& visit, std::string_view token, std::string_view target, const std::string& held);
/// `/login/code`: the second factor, after the right password. `pages`: where a sign-in may lead to.
void add_sign_in_code_routes(Router& router, const Site& site, const std::shared_ptr<const Router>& pages);
} // namespace portal::http
