#pragma once

#include <variant>

#include "portal/domain/accounts.hpp"

/// Which notices the owner of an account wants. What protects the account is told whatever is chosen: by letter,
/// always.
namespace portal::domain {
struct NoticeChoice {
    bool reminders_by_mail{true}; ///< a pass or a document is about to expire
    bool reminders_by_text{false};
    bool visits_by_text{false}; ///< a visit to the counter, beside the letter
    bool operator==(const NoticeChoice&) const = default;
};
NoticeChoice notices_of(const Context& context, AccountId account);
struct Chosen {}; ///< as it is from now on, also where it was before
/// Closed while the account is paused: a thief would silence it.
std::variant<Chosen, AccountPaused, TooMany> choose_notices(const Context& context, AccountId account,
                                                            const NoticeChoice& choice);

struct Stores;
/// The confirmed telephone to which text messages of one kind go. Empty: none is wanted, or can be sent.
std::string phone_for(Stores& stores, const Context& context, const AccountRow& account, bool NoticeChoice::*wanted);

/// Choices of accounts.
struct NoticeStore {
    virtual ~NoticeStore() = default;
    virtual NoticeChoice of_account(AccountId account) = 0; ///< the usual one, where none was made
    virtual void put(AccountId account, const NoticeChoice& choice) = 0;
    virtual void remove(AccountId account) = 0;
};

/// The language of pages and letters.
std::variant<Chosen, TooMany> set_language(const Context& context, AccountId account, Language language);
} // namespace portal::domain
