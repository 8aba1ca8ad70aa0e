#pragma once

#include <string>
#include <variant>

#include "portal/domain/letter_link.hpp"
#include "portal/domain/mail_outbox.hpp"
#include "portal/domain/password_rules.hpp"

/// Forgotten username, forgotten password. Nobody learns whether an address is known: whatever is behind it, the answer
/// is the same after the same work, and one letter leaves to it.
namespace portal::domain {
/// The form, as typed.
struct RecoveryForm {
    std::string email;
    Language language{Language::bulgarian}; ///< of the page, and so of the letter
    std::string network;                    ///< address of the visitor
    std::string browser{};                  ///< token of its cookie; empty: it has none
};
/// "Look into your mailbox." Also where the mailbox had its letters for the day.
struct LetterSent {
    std::string email; ///< tidy
};
struct EmailWrong {};
using RecoveryAnswer = std::variant<LetterSent, EmailWrong, TooMany>;
/// The letter names all accounts of the address, or says that there is none.
RecoveryAnswer remind_username(const Context& context, const RecoveryForm& form);
/// The letter brings a link for each account that confirmed the address, good for 30 minutes, or says why there is
/// none: who confirmed nothing could be anybody. Links of earlier letters stay good: a stranger ends nobody's.
RecoveryAnswer request_reset(const Context& context, const RecoveryForm& form);

/// The sender's part of both letters: looks up whom they name, makes the links, and puts `accounts` among the
/// arguments. It takes longer where somebody is known, and so no visitor waits for it. Done anew at each try to send:
/// the links of a letter that was delayed are good, too. It goes to the address as its owner wrote it. A letter that
/// names them already stays as it is. False: it is not to leave, since nobody has this address, and many letters to
/// such went out today, or since the one account that staff meant has it no more.
bool name_accounts(const Context& context, Mail& mail);

/// Within the act's transaction: the same letter with a link for this account alone, which has confirmed its address,
/// in its own language; it says that staff started it. Nobody but its reader learns the link.
void queue_reset_letter(Transaction& transaction, const Context& context, const AccountRow& account);

/// For the page behind the link: whose password would be set. Changes nothing.
struct ResetView {
    std::string username;
};
/// `token`: as it stands in the link. `expired` also where another link set a password, an alarm was raised, or the
/// account has another address by now.
std::variant<ResetView, LinkRefusal> view_reset(const Context& context, std::string_view token);

/// The page's form.
struct ResetForm {
    std::string token;
    std::string password;
    std::string network;
    std::string browser{}; ///< token of its cookie; empty: it has none
};
/// The password is set, every session ended, no browser known any more, and the account is paused: whoever reads the
/// mailbox could have done it. A second factor stays. A letter tells it.
struct PasswordReset {
    std::string username;
};
using ResetAnswer = std::variant<PasswordReset, LinkRefusal, PasswordFault, Busy>;
/// A password that is not taken uses no link up.
ResetAnswer reset_password(const Context& context, const ResetForm& form);
} // namespace portal::domain
