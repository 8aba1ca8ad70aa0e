#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portal/contract/identifiers.hpp"
#include "portal/contract/names.hpp"
#include "portal/domain/context.hpp"
#include "portal/domain/pause.hpp"
#include "portal/domain/secrets.hpp"

/// Citizens' accounts as they are kept, and what the account page shows.
namespace portal::domain {
using contract::PersonNames;

/// The counter's word that this account belongs to a person, with what the newest visit showed.
struct Verification {
    std::int64_t id{};
    KeyedHash person; ///< of the personal number
    Instant verified{};
    Instant renewed{}; ///< equals `verified` until the second visit
    std::string document_kind;
    std::optional<Date> document_expiry; ///< empty: without expiry
    std::string assurance;               ///< `chip_genuine`, …
    std::string desk;
    std::string place;
};

/// A row as it is stored.
struct AccountRow {
    AccountId id{};
    std::string username;
    PersonNames names;
    std::string email;
    std::string phone;
    Language language{};
    Instant registered{};
    std::optional<Instant> email_confirmed;
    std::optional<Instant> closed;
    std::optional<Instant> closes;        ///< its owner closed it, and can keep it until then
    std::optional<Instant> closing_begun; ///< when that was
};
/// Nothing is done in it: it is closed, or only can be kept.
bool is_shut(const AccountRow& account);
/// Nothing was done in it at that moment, or it is closed for good. An account that was kept was never shut.
bool was_shut(const AccountRow& account, Instant at);
/// A claim to a personal number, as it is stored.
struct NumberRow {
    contract::PersonalNumberKind kind{};
    Sealed number;
    KeyedHash hash;
};
/// An account with what stands beside it: one question, asked at every page of a citizen.
struct AccountProfile {
    AccountRow account;
    std::optional<NumberRow> number;
    std::optional<Verification> verification; ///< active
    std::optional<Instant> pass_expires;      ///< of a pass neither used nor replaced
    std::optional<Instant> contested;         ///< newest visit of a verification that is an open case
    std::optional<Pause> pause;               ///< the gravest one
};
/// As pages show it.
struct Account : AccountRow {
    std::string number_masked; ///< `850615****`; empty: no number given
    std::optional<Verification> verification;
    bool has_pass{};                  ///< an open counter pass
    std::optional<Instant> contested; ///< a visit newer than the verification, which a supervisor has to look at
    std::optional<Pause> pause;
};
/// Throws `Fault` where the number was protected by another key.
Account account_of(const Context& context, const AccountProfile& profile);
struct Transaction;
/// For an act that a pause closes; nobody else changes the account until the transaction ends. Empty: it is paused, or
/// shut.
std::optional<AccountRow> lock_unpaused(Transaction& transaction, AccountId id);
/// A row to be made, from a form without faults.
struct NewAccount {
    std::string username;
    PasswordHash password;
    PersonNames names;
    std::string email;
    std::string phone;
    Language language{};
    Instant now{};
};
/// What a log-in needs of an account.
struct AccountCredentials {
    AccountId id{};
    PasswordHash password;
};

/// Accounts within one transaction; usernames as `contract::parse_username` gives them. Empty: there is no such
/// account.
struct AccountStore {
    virtual ~AccountStore() = default;
    /// Empty where somebody has this username.
    virtual std::optional<AccountId> add(const NewAccount& account) = 0;
    virtual bool username_taken(std::string_view username) = 0;
    virtual std::optional<AccountRow> find(AccountId id) = 0;
    virtual std::optional<AccountProfile> profile(AccountId id) = 0;
    virtual std::optional<AccountProfile> profile_by_username(std::string_view username) = 0;
    virtual std::optional<AccountRow> find_by_username(std::string_view username) = 0;
    /// The same, and nobody else changes the account until the transaction ends.
    virtual std::optional<AccountRow> lock(AccountId id) = 0;
    /// As `lock`, and empty where the account was closed or has another password by now: checking one takes long.
    virtual std::optional<AccountRow> lock_with_password(AccountId id, const PasswordHash& checked) = 0;
    /// Open accounts of this address, letter case apart: confirmed ones first, then the oldest; at most `most`.
    virtual std::vector<AccountRow> with_email(std::string_view email, unsigned most) = 0;
    virtual std::optional<AccountCredentials> credentials(std::string_view username) = 0; ///< not of closed ones
    virtual void set_password(AccountId id, const PasswordHash& password) = 0;
    virtual void set_names(AccountId id, const PersonNames& names) = 0;
    virtual void confirm_email(AccountId id, Instant now) = 0; ///< keeps the first time
    /// Only of an account that never confirmed one.
    virtual void set_unconfirmed_email(AccountId id, std::string_view email) = 0;
    /// Deletes accounts that were registered by then and never confirmed an address, with their sessions, links, claims
    /// and passes. One with a link that can still be used stays, unless it was registered by `longest_before`. What a
    /// counter knows, or whatever else lasts, is never deleted. At most `most`; returns how many.
    virtual std::size_t release_unconfirmed(Instant before, Instant longest_before, Instant now, unsigned most) = 0;
    virtual void begin_closing(AccountId id, Instant now, Instant closes) = 0;
    virtual bool keep(AccountId id) = 0; ///< false: it was not being closed
    /// Those behind `after` that could be kept until then or earlier and are not closed yet, in order, at most `most`.
    virtual std::vector<AccountId> closing_until(Instant until, AccountId after, unsigned most) = 0;
    /// One of these; nobody else changes it until the transaction ends. Empty: it is not any more, or another has it.
    virtual std::optional<AccountRow> lock_closing(AccountId id, Instant until) = 0;
    /// Names, address, telephone and password go; the username stays.
    virtual void close(AccountId id, Instant now) = 0;
    virtual void set_language(AccountId id, Language language) = 0;
    virtual void set_email(AccountId id, std::string_view email, Instant confirmed) = 0;
    /// Locks the address for this transaction, so that the count holds; returns open accounts that confirmed it.
    /// Others do not count: a stranger's registrations use nobody's address up.
    virtual unsigned confirmed_with_email(std::string_view email) = 0;
};
} // namespace portal::domain
