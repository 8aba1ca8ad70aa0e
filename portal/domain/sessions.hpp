#pragma once

#include <variant>

#include "portal/domain/accounts.hpp"

/// Entrance of citizens: log-in, sessions, log-out.
namespace portal::domain {
/// The form of a log-in, as typed.
struct LogIn {
    std::string username;
    std::string password;
    std::string network;   ///< address of the visitor
    std::string agent;     ///< browser; at most 200 bytes are kept
    std::string browser{}; ///< token of its cookie; empty: it has none
    /// Others use the computer, too: the session ends after ten minutes without activity, the browser is not
    /// remembered.
    bool shared{};
};
/// A log-in that ended well.
struct LoggedIn {
    std::string token; ///< for the cookie; the database knows its hash only
    AccountId account{};
    std::string browser; ///< for the cookie by which it is known next time; empty where it is not remembered
};
/// One answer for an unknown username and a wrong password.
struct WrongCredentials {};
/// The password was right, and no session begins before a code of the second factor: pending_sign_in.hpp.
struct CodeWanted {
    std::string token; ///< for a cookie: the code is taken from this browser alone
};
using LogInAnswer = std::variant<LoggedIn, CodeWanted, WrongCredentials, TooMany, Busy>;
/// A new session at each log-in. Tries are limited: password_tries.hpp, known_browsers.hpp. A sign-in from a browser
/// that is not known is told in a letter, unless it is the first one. Outdated password hashes are renewed.
LogInAnswer log_in(const Context& context, const LogIn& form);

/// Where a session begins, as in `LogIn`.
struct SessionPlace {
    std::string network;
    std::string agent;
    std::string browser;
    bool shared{};
};
struct Transaction;
/// A session of who has proven everything, within the act's transaction, with its audit event, and with the letter
/// about a new browser.
LoggedIn begin_session(Transaction& transaction, const Context& context, AccountId account, const SessionPlace& place);

/// A session as its owner sees it.
struct Session {
    std::int64_t id{};
    AccountId account{};
    Instant started{};
    Instant last_seen{};
    Instant ends{};    ///< by idleness or age, whichever is first; as of now
    Instant longest{}; ///< by age, whatever its owner does
    std::string agent;
    bool shared{};       ///< others use the computer, too
    std::string network; ///< address from which it was begun; empty: not known
};
/// Who sent this request.
struct Visitor {
    Session session;
    Account account;
};
/// The session of a cookie, kept alive by this request, and whose it is; empty: log in again.
std::optional<Visitor> resume_session(const Context& context, std::string_view token);
/// Whose session this was or is, also where it has ended in the last day; it gives access to nothing.
std::optional<AccountId> owner_of_session(const Context& context, std::string_view token);
/// A token that is unknown or ended changes nothing.
void log_out(const Context& context, std::string_view token);

/// A session as it is stored.
struct SessionRow {
    std::int64_t id{};
    AccountId account{};
    Instant started{};
    Instant last_seen{};
    std::string agent;
    bool shared{};
    std::string network;
};
/// As its owner sees it.
Session session_of(const SessionRow& row, const Rules& rules);
/// A session with its account, by one question.
struct VisitorRow {
    SessionRow session;
    AccountProfile profile;
};
/// Citizens' sessions, found by the hash of their token.
struct SessionStore {
    virtual ~SessionStore() = default;
    virtual std::int64_t add(const Bytes& token_hash, AccountId account, const SessionPlace& place, Instant now) = 0;
    virtual std::optional<SessionRow> find(const Bytes& token_hash) = 0;    ///< not ended ones, of open accounts
    virtual std::optional<VisitorRow> visitor(const Bytes& token_hash) = 0; ///< likewise
    virtual std::optional<AccountId> owner(const Bytes& token_hash) = 0;    ///< of ended ones, too
    virtual void touch(std::int64_t id, Instant now) = 0;
    virtual void end(std::int64_t id, Instant now) = 0;
    virtual std::vector<SessionRow> of_account(AccountId account) = 0; ///< not ended ones, the last seen first
    /// False: it is not this account's, or has ended.
    virtual bool end_of_account(AccountId account, std::int64_t id, Instant now) = 0;
    /// All of an account that are open, but for the one `kept`; how many.
    virtual std::size_t end_all(AccountId account, std::optional<std::int64_t> kept, Instant now) = 0;
    /// At most `most` of all accounts that are open and were begun by now; how many.
    virtual std::size_t end_everyones(Instant now, unsigned most) = 0;
    virtual std::size_t forget(Instant ended_before, Instant started_before, unsigned most) = 0; ///< deletes; how many
};
} // namespace portal::domain
