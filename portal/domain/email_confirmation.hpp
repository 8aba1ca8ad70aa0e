#pragma once

#include <variant>

#include "portal/domain/accounts.hpp"
#include "portal/domain/letter_link.hpp"

/// The address of an account, confirmed by the link in a letter to it.
namespace portal::domain {
/// For the page behind the link: whose address would be confirmed. Changes nothing.
struct ConfirmationView {
    std::string username;
    std::string email_masked;
};
/// As many accounts as may share the address have confirmed it in the meantime.
struct AddressFull {};
/// `token`: as it stands in the link.
std::variant<ConfirmationView, LinkRefusal> view_confirmation(const Context& context, std::string_view token);

/// The button. Pressing twice is refused as `used`.
std::variant<AccountId, LinkRefusal, AddressFull> confirm_email(const Context& context, std::string_view token,
                                                                std::string_view network);

/// Sends a letter again. `already` where nothing is to be confirmed. `TooMany`: this account asked too often. Whatever
/// others did with the address, the answer is the same, also where network or mailbox had their letters for the day.
enum class Resent { sent, already };
std::variant<Resent, TooMany> resend_confirmation(const Context& context, AccountId account, std::string_view network);

struct Transaction;
/// Whom a letter with a link goes to.
struct UnconfirmedAccount {
    AccountId account{};
    std::string username;
    std::string email;
    Language language{};
};
/// A new account's letter with its link, within the act's transaction. To an address that has its accounts already it
/// goes without a link, and says so. An address that got many such letters within a day gets no more of them: its owner
/// asks for one from the account page.
void send_confirmation(Transaction& transaction, const Context& context, const UnconfirmedAccount& account,
                       std::string_view network);

/// Whether as many accounts as may share the address have confirmed it. Locks the address for this transaction.
bool address_full(Transaction& transaction, const Context& context, std::string_view email);
/// Counts a letter to somebody new: false where its mailbox, or the network that asks, had enough for the day.
bool may_write_to(Transaction& transaction, const Context& context, std::string_view email, std::string_view network);

/// The address of a new account was shown to be its owner's before the account was made. False where as many accounts
/// as may share it have confirmed it.
bool confirm_known_address(Transaction& transaction, const Context& context, const UnconfirmedAccount& account);

/// Before an address was confirmed, another one takes its place: older links die, and the letter goes there. For who
/// has just registered, or gave the password. Limited and answered as `resend_confirmation`. `email`: as `parse_email`
/// gives it.
std::variant<Resent, TooMany> correct_address(const Context& context, AccountId account, const std::string& email,
                                              std::string_view network);
/// The same within an act, which commits nothing where it has to wait.
std::variant<Resent, TooMany> correct_address(Transaction& transaction, const Context& context, AccountId account,
                                              const std::string& email, std::string_view network);

/// A letter that somebody asks for, again or to an address that nobody confirmed: whether network and mailbox have had
/// their letters for the day. Counts this one.
bool may_write_again(Transaction& transaction, const Context& context, std::string_view email,
                     std::string_view network);
} // namespace portal::domain
