#pragma once

#include <string>
#include <variant>

#include "portal/contract/wire.hpp"

namespace kiosk {
/// No answer came, or none that keeps the contract. `detail` is for the log.
struct Unreachable {
    std::string detail;
    bool unreadable{}; ///< the portal did answer, in words that this program does not know
};

/// What the portal said: the answer, a refusal with a stable code, or nothing.
template <class Message>
using Answer = std::variant<Message, portal::contract::Problem, Unreachable>;

/// The portal's kiosk API. Calls block for seconds at most, so they belong to a worker; an object belongs to one
/// worker.
class PortalClient {
public:
    virtual ~PortalClient() = default;
    virtual Answer<portal::contract::ClerkSessionReply> sign_in(
        const portal::contract::ClerkSessionRequest& request) = 0;
    /// The token is worth nothing any more; without an answer it ends by itself.
    virtual void sign_out(const std::string& token) = 0;
    /// `token`: of the clerk's session.
    virtual Answer<portal::contract::AccountView> look_up(const std::string& token,
                                                          const portal::contract::LookUpRequest& request) = 0;
    virtual Answer<portal::contract::RecordsReply> post_records(const portal::contract::RecordsRequest& request) = 0;
    virtual Answer<portal::contract::Changes> changes(std::uint64_t since) = 0;
};
} // namespace kiosk
