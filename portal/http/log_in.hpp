#pragma once

#include <memory>

#include "portal/http/site.hpp"

namespace portal::http {
/// `/login` (back to a page of ours with `?to=`) and `/logout`. `pages`: where a sign-in may lead to.
void add_log_in_routes(Router& router, const Site& site, const std::shared_ptr<const Router>& pages);

/// On to where the form's `to` leads, or to the form that it has held, in the session that has begun. The one
/// that this browser had ends.
Response enter(const Visit& visit, const Router& pages, const domain::LoggedIn& in);
/// To where the form's `to` leads, for who is inside already.
Response go_on(const CitizenVisit& visit, const Router& pages);
/// Of the log-in that comes back to `target`, a path of ours.
std::string log_in_address(std::string_view target);
/// Of a sign-in whose second step is no more.
std::string sign_in_over(const Visit& visit);
/// The log-in page itself, in answer to a form that came after its session's end. `held`: of `hold_form`. `why`:
/// where it is not that, and translated already.
Response ask_to_sign_in(CitizenVisit& visit, std::string_view target, const std::string& held,
                        const std::string& why = {});
} // namespace portal::http
