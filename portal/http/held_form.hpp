#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/domain/context.hpp"
#include "portal/http/exchange.hpp"

/// A form that was filled in before its session ended travels through the log-in page, sealed, and is shown again after
/// it. Nothing of it is done by that: its citizen reads it and sends it.
namespace portal::http {
struct HeldForm {
    std::string path; ///< that it was sent to
    Fields fields;
};

/// Passwords and codes: fields that never come along.
bool is_secret_field(std::string_view name);

/// What the log-in page carries along. `session`: token of the session in which the form was filled in; empty: not
/// known. Empty: nothing is left to be kept, or too much for a form.
std::string hold_form(const domain::Context& context, const HeldForm& form, std::string_view session);
/// Empty: not ours, a day old, or filled in by another account.
std::optional<HeldForm> held_form(const domain::Context& context, std::string_view held, domain::AccountId account);
} // namespace portal::http
