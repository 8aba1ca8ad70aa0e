#pragma once

#include "portal/http/site.hpp"

namespace portal::http {
/// Pages that only tell: home, procedure, help, contact, privacy, terms, accessibility.
void add_information_routes(Router& router, const Site& site);
} // namespace portal::http
