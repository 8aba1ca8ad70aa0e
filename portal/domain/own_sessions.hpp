#pragma once

#include <vector>

#include "portal/domain/sessions.hpp"

/// Where an account is signed in, as its owner sees and ends it.
namespace portal::domain {
/// Those that live, the last seen first.
std::vector<Session> own_sessions(const Context& context, AccountId account);
/// False, and nothing happens: it is not this account's, or is over.
bool end_own_session(const Context& context, AccountId account, std::int64_t session);
/// All but `kept`.
void end_other_sessions(const Context& context, AccountId account, std::int64_t kept);
} // namespace portal::domain
