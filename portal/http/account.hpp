#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account`: the task list on the way to e-payment, each task with its state and one of them the next step.
void add_account_routes(Router& router, const Site& site);
} // namespace portal::http
