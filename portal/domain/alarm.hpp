#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/letter_link.hpp"

/// „This was not me“: whoever reads a letter about the account can stop what a thief would do with it.
namespace portal::domain {
/// For the page behind the link: whose account it is. Changes nothing.
struct AlarmView {
    std::string username;
    bool raised{};  ///< e-payment is stopped by an alarm already; another one ends sessions and password of since then
    bool closing{}; ///< the account is being closed, which the alarm stops
};
/// `token`: as it stands in the link.
std::variant<AlarmView, LinkRefusal> view_alarm(const Context& context, std::string_view token);

/// The button. Payments stop until a supervisor has looked into the case that it opens, every session ends, no browser
/// is known any more, the password is taken no more (only one set anew by mail lets its owner in), and what a thief may
/// have begun (a new password, a new address, the closing of the account) can be finished no more. Letters to where the
/// link came from and to the account's address tell it.
std::variant<AlarmView, LinkRefusal> raise_alarm(const Context& context, std::string_view token,
                                                 std::string_view network);

/// The same from inside the account. False: nobody confirmed its address, and no letter could let its owner in again.
bool raise_own_alarm(const Context& context, AccountId account, std::string_view network);

/// By which link somebody told that an act was not theirs.
struct AlarmLink {
    std::string told_from;    ///< the address whose letter had it: the letters of the alarm go there, too
    std::string_view network; ///< address of the visitor
    std::map<std::string, std::string> arguments; ///< that the letters bring beside their own
};
/// What the button does, for an act that is an alarm as well: within the act's transaction, with its audit event.
/// `account`: as it was before the act.
void stop_everything(Transaction& transaction, const Context& context, const AccountRow& account,
                     const AlarmLink& link);

/// Why an alarm does not end.
enum class AlarmStays {
    unknown,     ///< no open case about an alarm has this number
    no_reason,   ///< the supervisor's reason is missing
    long_reason, ///< it has more than 500 code points
};
/// A supervisor has looked into the case: it is closed, and the pause of the alarm ends. The reason goes into the audit
/// log; a letter tells the owner, also where another pause keeps e-payment closed. Empty: done.
std::optional<AlarmStays> end_alarm(const Context& context, StaffId supervisor, std::int64_t case_id,
                                    std::string_view reason);
} // namespace portal::domain
