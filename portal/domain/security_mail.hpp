#pragma once

#include <map>
#include <string>

#include "portal/domain/accounts.hpp"
#include "portal/domain/mail_outbox.hpp"

/// Letters that tell an owner what happened to the account. Each carries a link „This was not me“, good for 30 days.
namespace portal::domain {
struct Transaction;
/// Within the act's transaction. To the address that `account` holds: after a change of the address hand over the row
/// from before it. Whose an address is that nobody confirmed is not known: nothing leaves to it. Of what can be
/// repeated at will, such as sign-ins in new browsers, changes of the password and taking the data along, few letters
/// of a kind leave a day; the activity lists them all. The letter's arguments are `username`, `time` (RFC 3339; now,
/// unless `arguments` has another), `alarm` (token: the page `alarm`) and `arguments`; its template takes in
/// `mail-not-me`.
void queue_security_mail(Transaction& transaction, const Context& context, MailKind kind, const AccountRow& account,
                         std::map<std::string, std::string> arguments = {});
} // namespace portal::domain
