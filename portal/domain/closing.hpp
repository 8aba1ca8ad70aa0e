#pragma once

#include <variant>

#include "portal/domain/password_again.hpp"

/// An owner closes the account for good. What the law asks for stays: the username, which nobody else gets, the audit
/// log with the network addresses in it, when the account was paused and why, cases about it, the counter's records,
/// and of a verified person the hash of the personal number; for 30 days, when which letter went out. All else goes,
/// also what waits to be sent.
namespace portal::domain {
struct Closed {};
/// A paused account is not closed: whoever reads its owner's mailbox could have entered it.
using ClosingAnswer = std::variant<Closed, AccountPaused, WrongPassword, TooMany, Busy>;
/// After the password again. Sessions, links and pass end; the person may verify another account, and the address has
/// room for one more; a last letter tells of it.
ClosingAnswer close_account(const Context& context, const Account& account, const PasswordGiven& given);
} // namespace portal::domain
