#pragma once

#include "portal/domain/registration.hpp"
#include "portal/http/site.hpp"

/// What comes after a registration.
namespace portal::http {
/// "Look into your mailbox", with a way to correct the address.
Response sent_page(Visit& visit, const domain::Registered& registered);
/// This form made an account already, from other answers.
Response finished_page(Visit& visit);

/// `/registration/address`: the letter goes to another address.
void add_sent_routes(Router& router, const Site& site);
} // namespace portal::http
