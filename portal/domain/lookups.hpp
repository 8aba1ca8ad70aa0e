#pragma once

#include <variant>

#include "portal/contract/wire.hpp"
#include "portal/domain/kiosks.hpp"
#include "portal/domain/staff.hpp"

/// The clerk's question: whose account is this? Every one is an audit event.
namespace portal::domain {
/// Why no account is shown.
enum class LookUpRefusal { unknown_username, unknown_pass, pass_expired, pass_used, pass_replaced, bad_request };
using LookUpAnswer = std::variant<contract::AccountView, LookUpRefusal, TooMany>;
/// Exactly one of the three ways is set, else `bad_request`. Usernames exactly, never by part. Clerk and kiosk have so
/// many look-ups, found or not: who has taken one over does not read all accounts by it.
LookUpAnswer look_up(const Context& context, const Kiosk& kiosk, const StaffMember& clerk,
                     const contract::LookUpRequest& request);
} // namespace portal::domain
