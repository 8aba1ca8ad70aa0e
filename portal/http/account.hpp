#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// `/account`: the task list on the way to e-payment, each task with its state and one of them the next step.
void add_account_routes(Router& router, const Site& site);
/// `ID card, chip read`.
std::string document_words(const Visit& visit, const domain::Verification& verification);
} // namespace portal::http
