#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "portal/domain/context.hpp"

/// A paused account: its owner signs in and sees, but payments, obligations, documents, and changes of e-mail, phone,
/// second factor and signatures stay closed, and so do names, personal number and notices: a thief would prepare a
/// visit and silence its letters. An account may be paused for several reasons at once; each ends by its own ways out.
namespace portal::domain {
enum class PauseReason {
    reset_by_mail,      ///< the password was set anew by a link in a mail: whoever reads the mailbox could have done it
    second_factor_lost, ///< the operator took it away: whoever asked for it has to be seen at the counter
    alarm,              ///< "this was not me": a supervisor decides
};
/// What ended a pause.
enum class PauseEnd { counter, second_factor, signature, time, supervisor };

/// The gravest reason for which an account is paused: an alarm ends by a supervisor alone, what follows a lost factor
/// at the counter, a password set anew in the most ways.
struct Pause {
    PauseReason reason{};
    Instant begun{};
};

/// The act is closed while the account is paused.
struct AccountPaused {};

/// Pauses of accounts, each reason open at most once.
struct PauseStore {
    virtual ~PauseStore() = default;
    virtual bool begin(AccountId account, PauseReason reason, Instant now) = 0; ///< false: it was open already
    /// An open one counts from `now`: what happened before it ends it no more.
    virtual void renew(AccountId account, PauseReason reason, Instant now) = 0;
    /// What began after `when` goes on. False: none ended.
    virtual bool end(AccountId account, PauseReason reason, PauseEnd by, Instant when) = 0;
    /// Accounts that have been paused for this reason since then or longer; at most `most`.
    virtual std::vector<AccountId> begun_by(PauseReason reason, Instant then, unsigned most) = 0;
    virtual std::optional<Pause> of_account(AccountId account) = 0;                       ///< the gravest open one
    virtual std::optional<Instant> open_since(AccountId account, PauseReason reason) = 0; ///< empty: not open
};

struct Stores;
struct Transaction;
/// Within the act's transaction, with its audit event. A pause that is open already stays as it is.
void begin_pause(Transaction& transaction, AccountId account, PauseReason reason, Instant now);
/// Likewise. An act of `when` that arrives late ends nothing that began after it: false, and no event.
bool end_pause(Transaction& transaction, AccountId account, PauseReason reason, PauseEnd by, Instant when);
/// What a letter says of the ways out of this pause besides the counter: `app`, a code of the app that stands;
/// `expires`, the day on which time ends it.
std::map<std::string, std::string> ways_out(Stores& stores, const Context& context, AccountId account,
                                            const Pause& pause);
/// Likewise, for a page.
std::map<std::string, std::string> ways_out(const Context& context, AccountId account, const Pause& pause);
/// Whether an app stood before a password was set anew by mail: who reads the mailbox alone has none.
bool app_stood_before(Stores& stores, AccountId account, Instant reset);
/// Ends at most `most` pauses of passwords set anew that are as old as the operator's rules allow; how many.
std::size_t end_pauses_by_time(Transaction& transaction, const Context& context, unsigned most);
} // namespace portal::domain
