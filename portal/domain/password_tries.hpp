#pragma once

#include <optional>
#include <string>

#include "portal/domain/context.hpp"

/// What is counted of a log-in before and after its password is looked at; the same at every entrance.
namespace portal::domain {
struct Transaction;

/// One try of one visitor at one account.
class PasswordTries {
public:
    /// `entrance` keeps the counters of citizens and staff apart. `username`: as the store knows it. `browser`: hash of
    /// its cookie's token where the account's owner signed in with it before; it has counters of its own.
    PasswordTries(const Context& context, std::string entrance, const std::string& username, std::string_view address,
                  const std::optional<Bytes>& browser = {});

    /// Before the password is looked at: many tries at once do not slip through together. Tries are counted for account
    /// and network together, so that a stranger elsewhere locks nobody out, and those that end well count, too: a hash
    /// costs the same. Where one network guesses the passwords of many accounts it has to wait, but for known browsers.
    /// Each right password makes a browser known by another token: the tries of all known ones are counted together for
    /// the account and what one subscriber may have, which no stranger can raise.
    std::optional<TooMany> begin(Transaction& transaction) const;
    /// Who asks, as the hasher has to know. Where many tries failed in the networks that one subscriber may have, they
    /// all wait behind everybody else, but for known browsers.
    Caller caller(Transaction& transaction, Caller::Rank rank) const;

    void undo(Transaction& transaction) const; ///< the try did not come to be judged
    /// Counted alike whether anybody has the username: who has to wait learns nothing of it.
    void failed(Transaction& transaction) const;
    void succeeded(Transaction& transaction) const;

private:
    const Context& context_;
    std::string entrance_;
    std::string network_;
    std::string site_;
    bool known_browser_;
    std::string account_; ///< with the network, or the browser
    std::string checked_; ///< with the network, or the site of known browsers
};

/// Who wants another password hashed; counts one. Whoever wants many, as one subscriber may, waits behind everybody
/// else: forms and links that ask for them cost little. `known`: the account whose owner's browser asks, which has a
/// count of its own; empty: another browser.
Caller with_new_password(Transaction& transaction, const Context& context, Caller caller,
                         std::optional<AccountId> known = {});
} // namespace portal::domain
