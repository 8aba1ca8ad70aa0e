#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/second_factor.hpp"
#include "portal/domain/sessions.hpp"

/// Between the right password and the session: the code of the second factor is asked, from the same browser, within
/// ten minutes and few tries.
namespace portal::domain {
/// Whether this browser's sign-in still waits for a code. `token`: of its cookie.
bool code_wanted(const Context& context, std::string_view token);

/// The code as typed: of the app, or a recovery code.
struct CodeForm {
    std::string token; ///< of the cookie
    std::string code;
    std::string network;   ///< address of the visitor
    std::string agent;     ///< browser
    std::string browser{}; ///< token of its cookie by which it is known; empty: it has none
};
/// The sign-in is too old, had too many wrong codes, or the password changed since: it begins again with the password.
struct SignInOver {};
using CodeAnswer = std::variant<LoggedIn, WrongCode, SignInOver, TooMany>;
/// A right code of an app that was enrolled before a password was set anew by mail ends that pause.
CodeAnswer give_code(const Context& context, const CodeForm& form);

/// Within the transaction of the log-in, after the right password.
CodeWanted want_code(Transaction& transaction, const Context& context, AccountId account, const PasswordHash& password,
                     bool shared);

/// As it is stored. `password`: SHA-256 of the stored password that it was given for.
struct PendingSignIn {
    AccountId account{};
    Bytes password;
    Instant begun{};
    unsigned tries{};
    bool shared{}; ///< others use the computer, too
};
/// Sign-ins that wait, found by the hash of their token.
struct PendingSignInStore {
    virtual ~PendingSignInStore() = default;
    virtual void add(const Bytes& token_hash, AccountId account, const Bytes& password, bool shared, Instant now) = 0;
    /// `tries` with this one. Nobody else takes it until the transaction ends.
    virtual std::optional<PendingSignIn> count_try(const Bytes& token_hash) = 0;
    virtual std::optional<PendingSignIn> find(const Bytes& token_hash) = 0;
    virtual void remove(const Bytes& token_hash) = 0;
    virtual void remove_of(AccountId account) = 0;
    virtual std::size_t forget(Instant begun_before, unsigned most) = 0; ///< deletes; how many
};
} // namespace portal::domain
