#pragma once

#include "portal/http/server.hpp"
#include "portal/http/site.hpp"

/// What refusals and faults look like from outside. A fault is logged here, once; nothing of it is told.
namespace portal::http {
/// A page in the visitor's language that says what to do next. Asks the database nothing. `session_cookie` tells the
/// entrance: staff pages look different.
Server::ErrorAnswer page_errors(const Site& site, std::string_view session_cookie);
/// RFC 9457 problem details, for programs.
Server::ErrorAnswer problem_errors();
} // namespace portal::http
