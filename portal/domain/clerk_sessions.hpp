#pragma once

#include <variant>

#include "portal/contract/wire.hpp"
#include "portal/domain/kiosks.hpp"
#include "portal/domain/staff.hpp"

/// A clerk signs in at a kiosk: password once, then a bearer token, and a certificate for the key that signs records.
namespace portal::domain {
struct BadClerkKey {}; ///< not a P-256 public key
/// `RoleNotAllowed`: name and password are right, and a supervisor's.
using ClerkSessionAnswer =
    std::variant<contract::ClerkSessionReply, WrongCredentials, RoleNotAllowed, BadClerkKey, TooMany, Busy>;
/// Throttled as every entrance of staff. The certificate lasts as many days as the policy says.
ClerkSessionAnswer open_clerk_session(const Context& context, const Kiosk& kiosk,
                                      const contract::ClerkSessionRequest& request);

/// Whose token this is at this kiosk; empty: sign in again (ended, expired, disabled, another kiosk's).
std::optional<StaffMember> clerk_of_token(const Context& context, const Kiosk& kiosk, std::string_view token);
/// A token that is unknown or ended changes nothing.
void close_clerk_session(const Context& context, std::string_view token);
} // namespace portal::domain
