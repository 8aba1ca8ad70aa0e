#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "portal/domain/context.hpp"

/// What the operator does with citizens' accounts, by `gishectl`. Each act is in the audit log.
namespace portal::domain {
/// Ends all sessions of an account, and sign-ins that wait for a code; how many sessions. Empty: no open account has
/// this username.
std::optional<std::size_t> sign_out(const Context& context, std::string_view username);
/// The same of all accounts.
std::size_t sign_out_everybody(const Context& context);
} // namespace portal::domain
