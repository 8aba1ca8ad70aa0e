#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/email_confirmation.hpp"
#include "portal/domain/owner_proof.hpp"

/// Another e-mail address: it counts once its mailbox confirmed it. The one until now is told when it is asked for and
/// when it counts, each time with a link that stops it; after the change that link brings the old address back.
namespace portal::domain {
/// As typed.
struct NewAddressForm {
    std::string email;
    OwnerProof proof;
};
/// The same whatever others did with the address: nobody learns whether it is known. Where it has its accounts already,
/// its letter says so instead of bringing a link.
struct NewAddressAsked {
    std::string email;
};
/// Why it is not taken.
enum class NewAddressRefusal { wrong, same };
using NewAddressAnswer =
    std::variant<NewAddressAsked, Resent, NewAddressRefusal, AccountPaused, WrongPassword, WrongCode, TooMany, Busy>;
/// `Resent`: the account never confirmed an address, and this one took the place of the first (`correct_address`);
/// `already` where the first was confirmed at the same moment, and nothing changed.
NewAddressAnswer ask_new_address(const Context& context, const Account& account, const NewAddressForm& form);

/// An address that waits for its confirmation. Empty: none.
std::optional<std::string> waiting_address(const Context& context, AccountId account);
/// The owner thinks better of it.
void withdraw_new_address(const Context& context, AccountId account);

/// For the page behind a link. Changes nothing.
struct NewAddressView {
    std::string username;
    std::string email_masked; ///< that would count
    bool counts{};            ///< it is the account's already
    bool closing{};           ///< the account is being closed
};
/// `token`: as it stands in the link to the new address.
std::variant<NewAddressView, LinkRefusal> view_new_address(const Context& context, std::string_view token);
/// The button; refused as well where as many accounts as may share the address have confirmed it, or where this one was
/// paused meanwhile. From then on the account has the new address, and links to the old one that set a password are
/// over.
std::variant<AccountId, LinkRefusal, AddressFull, AccountPaused> confirm_new_address(const Context& context,
                                                                                     std::string_view token,
                                                                                     std::string_view network);

/// `token`: as it stands in a letter to the old address.
std::variant<NewAddressView, LinkRefusal> view_stop(const Context& context, std::string_view token);
enum class AddressStopped {
    in_time, ///< it never counted
    restored ///< the old address counts again, and what „This was not me“ does was done
};
/// The button. Undoes this change and those after it: their links to stop them are over, those before stay. What
/// counted already is an alarm: payments stop until a supervisor has looked into its case, and every session ends. The
/// old address comes back even where as many accounts as may share it have confirmed it since: it was this one's first.
std::variant<AddressStopped, LinkRefusal> stop_new_address(const Context& context, std::string_view token,
                                                           std::string_view network);

struct Transaction;
/// Within the transaction that begins to close the account: the two oldest addresses that can still be brought back
/// hear of it, each with a link that does so. It stands where the first link of its address stood: one that a later
/// address got does not end it. It is good as long as the account can be kept; closed and kept again and again, a
/// fortnight.
void tell_earlier_addresses(Transaction& transaction, const Context& context, const AccountRow& account,
                            Instant closes);
} // namespace portal::domain
