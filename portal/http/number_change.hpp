#pragma once

#include "portal/contract/identifiers.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// What somebody with a verified number wants instead. `kind` empty: no number.
struct WantedNumber {
    std::optional<contract::PersonalNumberKind> kind;
    std::string digits;
};
/// The page that says what another number does to the account, before it does it.
Response say_before_change(CitizenVisit& visit, const domain::Account& account, const WantedNumber& wanted);
/// `/account/number/change`: the button of that page.
void add_number_change_routes(Router& router, const Site& site);
} // namespace portal::http
