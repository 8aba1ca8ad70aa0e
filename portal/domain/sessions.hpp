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
    bool shared{};         ///< the computer is: its browser is not remembered
};
/// A log-in that ended well.
struct LoggedIn {
    std::string token; ///< for the cookie; the database knows its hash only
    AccountId account{};
    std::string browser; ///< for the cookie by which it is known next time; empty where it is not remembered
};
/// One answer for an unknown username and a wrong password.
struct WrongCredentials {};
using LogInAnswer = std::variant<LoggedIn, WrongCredentials, TooMany, Busy>;
/// A new session at each log-in. Tries are limited: password_tries.hpp, known_browsers.hpp. A sign-in from a browser
/// that is not known is told in a letter, unless it is the first one. Outdated password hashes are renewed.
LogInAnswer log_in(const Context& context, const LogIn& form);

/// A session as its owner sees it.
struct Session {
    std::int64_t id{};
    AccountId account{};
    Instant started{};
    Instant last_seen{};
    Instant ends{}; ///< by idleness or age, whichever is first; as of now
    std::string agent;
};
/// Who sent this request.
struct Visitor {
    Session session;
    Account account;
};
/// The session of a cookie, kept alive by this request, and whose it is; empty: log in again.
std::optional<Visitor> resume_session(const Context& context, std::string_view token);
/// A token that is unknown or ended changes nothing.
void log_out(const Context& context, std::string_view token);

/// A session as it is stored.
struct SessionRow {
    std::int64_t id{};
    AccountId account{};
    Instant started{};
    Instant last_seen{};
    std::string agent;
};
/// A session with its account, by one question.
struct VisitorRow {
    SessionRow session;
    AccountProfile profile;
};
/// Citizens' sessions, found by the hash of their token.
struct SessionStore {
    virtual ~SessionStore() = default;
    virtual std::int64_t add(const Bytes& token_hash, AccountId account, std::string_view agent, Instant now) = 0;
    virtual std::optional<SessionRow> find(const Bytes& token_hash) = 0;    ///< not ended ones, of open accounts
    virtual std::optional<VisitorRow> visitor(const Bytes& token_hash) = 0; ///< likewise
    virtual void touch(std::int64_t id, Instant now) = 0;
    virtual void end(std::int64_t id, Instant now) = 0;
    /// All of an account that are open, but for the one `kept`; how many.
    virtual std::size_t end_all(AccountId account, std::optional<std::int64_t> kept, Instant now) = 0;
    virtual std::size_t forget(Instant ended_before, Instant started_before) = 0; ///< deletes; how many
};
} // namespace portal::domain
