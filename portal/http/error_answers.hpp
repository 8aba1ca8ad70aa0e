#pragma once

#include "portal/http/server.hpp"
#include "portal/http/site.hpp"

/// What refusals and faults look like from outside. A fault is logged here, once; nothing of it is told.
namespace portal::http {
/// A page in the visitor's language that says what to do next. Asks the database nothing. `session_cookie` tells the
/// entrance: staff pages look different.
Server::ErrorAnswer page_errors(const Site& site, std::string_view session_cookie);
/// `4 minutes`, from two hours on `3 hours`; empty for a minute and less.
std::string shown_wait(const Visit& visit, std::chrono::seconds wait);
/// Of an error that asks to come again later, beside the first field of a form that stays as it was filled in.
std::string later_words(const Visit& visit, const HttpError& later);
/// Makes the page of that form the answer.
void answer_later(Response& page, const HttpError& later);
/// RFC 9457 problem details, for programs.
Server::ErrorAnswer problem_errors();
} // namespace portal::http
