#pragma once

#include <string>
#include <string_view>

#include "portal/domain/letter_link.hpp"
#include "portal/http/site.hpp"

/// Pages behind the links of letters. Opened by people and by mail scanners alike: to show one changes nothing, its
/// button acts.
namespace portal::http {
/// Its address holds a token, which no other site may learn.
Response kept_from_others(Response response);
/// With the token of the link, for the form of the button.
Response link_page(CitizenVisit& visit, std::string_view name, const std::string& title, PageData data);
/// `done`: the link was used, which is no failure: whoever presses a button twice sees this page.
std::string title_of_refusal(const Visit& visit, bool done);
/// Why a link cannot be used. `name`: a template with a section for each reason, and `done`.
Response refused_link(CitizenVisit& visit, std::string_view name, const std::string& reason, bool done = false);
/// Sections `unknown`, `expired`, `used`.
Response refused_link(CitizenVisit& visit, std::string_view name, domain::LinkRefusal refusal);
} // namespace portal::http
