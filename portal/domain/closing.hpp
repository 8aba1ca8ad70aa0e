#pragma once

#include <variant>

#include "portal/domain/letter_link.hpp"
#include "portal/domain/second_factor.hpp"

/// An owner closes the account. At once nothing is done in it any more; until the end of the seventh day it can be
/// kept: by the link of the letter, by who signs in, by a new password by letter, and by an alarm. Then it is closed
/// for good. What the law asks for stays: the username, which nobody else gets, the audit log with the network
/// addresses in it, when the account was paused and why, cases about it, the counter's records, and of a verified
/// person the hash of the personal number; for 30 days, when which letter went out. All else goes, also what waits to
/// be sent.
namespace portal::domain {
/// After the day on which its owner closed it.
constexpr std::chrono::days kKeepable{7};
/// Until when this account can be kept if it is closed now. Whose address nobody confirmed is released a day after it
/// was registered, kept or not.
Instant end_of_keeping(const Context& context, const AccountRow& account);

struct ClosingBegun {};
/// A paused account is not closed: whoever reads its owner's mailbox could have entered it.
using ClosingAnswer = std::variant<ClosingBegun, AccountPaused, WrongPassword, WrongCode, TooMany, Busy>;
/// After the password again, and a code where there is a second factor. Every session ends, and what was begun goes on
/// no more; a letter brings the link that keeps the account, and „This was not me“, which keeps it as well. Where the
/// address was another one a short while ago, that one is told, too.
ClosingAnswer close_account(const Context& context, const Account& account, const OwnerProof& proof);

/// Its owner, signed in, keeps the account: it is as before. Told by a letter. An account that is not being closed
/// stays as it is.
void keep_account(const Context& context, AccountId account);

/// For the page behind the link. Changes nothing.
struct KeepView {
    std::string username;
    Instant closes{};
};
/// `token`: as it stands in the link.
std::variant<KeepView, LinkRefusal> view_keeping(const Context& context, std::string_view token);
/// The button: as `keep_account`. Empty: done.
std::optional<LinkRefusal> keep_by_link(const Context& context, std::string_view token, std::string_view network);

struct Transaction;
/// Within the transaction of an act by the link of a letter, with an audit event. False: it was not being closed.
bool stop_closing(Transaction& transaction, AccountId account, std::string_view network, Instant now);
/// Closes for good what nobody kept; how many. The person may verify another account, and the address has room for one
/// more; a last letter tells of it. A fault of one is logged, and the others are closed.
std::size_t finish_closings(const Context& context);
} // namespace portal::domain
