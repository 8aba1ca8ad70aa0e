#pragma once

#include <string>

#include "portal/http/site.hpp"

/// Where the browser proves nothing, a registration begins with a letter.
namespace portal::http {
/// Says that the letter is sent.
Response first_letter_page(Visit& visit, const std::string& email);

/// `/registration/letter`: the page behind the link, whose button begins the form.
void add_first_letter_routes(Router& router, const Site& site);
} // namespace portal::http
