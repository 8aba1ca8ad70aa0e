#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/letter_link.hpp"

/// Browsers in which the owner of an account signed in before. Wrong passwords from elsewhere neither slow them down
/// nor shut them out: a stranger who knows a username cannot lock its owner out at home.
namespace portal::domain {
inline constexpr unsigned kKnownBrowsers = 20;

/// Found by the hash of the token in the browser's cookie; one browser may serve several accounts.
struct KnownBrowserStore {
    virtual ~KnownBrowserStore() = default;
    virtual bool known(AccountId account, const Bytes& token_hash) = 0;
    /// The oldest of the accounts whose browser it is; empty: nobody's.
    virtual std::optional<AccountId> owner(const Bytes& token_hash) = 0;
    /// The browser has another token from now on, whatever accounts know it.
    virtual void renew(const Bytes& token_hash, const Bytes& fresh) = 0;
    /// Used now: nothing was wrong since. Of an account the `kKnownBrowsers` used last stay known.
    virtual void remember(AccountId account, const Bytes& token_hash, Instant now) = 0;
    /// One more wrong password in a row; how many.
    virtual unsigned failed(AccountId account, const Bytes& token_hash) = 0;
    virtual void forget_one(AccountId account, const Bytes& token_hash) = 0;
    virtual void forget_all(AccountId account) = 0;
    virtual void forget_others(AccountId account, const Bytes& kept) = 0; ///< all but this one
    virtual std::size_t forget(Instant used_before, unsigned most) = 0;   ///< deletes; how many
};
/// Wrong passwords in a row from browsers that are not known, all networks together.
struct PasswordFailureStore {
    virtual ~PasswordFailureStore() = default;
    virtual unsigned add(AccountId account) = 0;            ///< one more; how many
    virtual bool close(AccountId account, Instant now) = 0; ///< false: it was closed already
    virtual bool closed(AccountId account) = 0;             ///< to browsers that are not known
    virtual void forget(AccountId account) = 0; ///< the right password ends the row; what is closed stays so
    virtual void open(AccountId account) = 0;
    virtual void remove(AccountId account) = 0; ///< nobody counts any more
};

/// Where a password for an account comes from.
struct PasswordPlace {
    std::optional<Bytes> browser; ///< hash of its cookie's token, where it is known
    bool closed{};                ///< the account takes none from there
};
/// `token`: of the browser's cookie.
PasswordPlace password_place(Transaction& transaction, AccountId account, std::string_view token);
/// A password that was not taken. With a wrong one too many in a row a known browser is known no more, and from all
/// others together the account takes passwords from known browsers alone, until its owner confirms by a letter. An
/// address that nobody confirmed cannot: such an account stays open. `right`: it was, at a closed place: the owner may
/// have lost the letter. Another one leaves, few a day; the visitor learns nothing.
void note_refused_password(Transaction& transaction, const Context& context, AccountId account,
                           const PasswordPlace& place, bool right);

/// For the page behind the link: whose account it is. Changes nothing.
struct ClosedEntrance {
    std::string username;
};
/// `token`: as it stands in the link.
std::variant<ClosedEntrance, LinkRefusal> view_closed_entrance(const Context& context, std::string_view token);
/// The button: passwords are taken from every browser again.
std::variant<ClosedEntrance, LinkRefusal> open_entrance(const Context& context, std::string_view token,
                                                        std::string_view network);
} // namespace portal::domain
