#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "portal/domain/accounts.hpp"

/// Links in letters: one purpose, one use, one life. A link shows a page; the act is that page's button.
namespace portal::domain {
struct Stores;
struct Transaction;

/// What the link in a letter is for.
enum class LinkPurpose {
    confirm_address, ///< of a new account
    reset_password,
    new_address,      ///< a changed address, before it counts
    stop_new_address, ///< the same, at the address until now
    alarm,            ///< "this was not me"
    open_entrance,    ///< passwords from browsers that are not known, after many wrong ones
    keep_account,     ///< that its owner closed, as long as it can be kept
};
/// A link as it is stored.
struct EmailToken {
    AccountId account{};
    std::string email;
    Instant expires{};
    std::optional<Instant> used;
    bool superseded{};
    std::int64_t number{}; ///< grows with each link that is made
};
/// The first link of an address that can still be used.
struct OldLink {
    std::int64_t number{};
    std::string email;
    Instant made{};
};
/// Why a link does nothing.
enum class LinkRefusal {
    unknown,
    expired, ///< also: a newer letter or another act replaced it
    used,
};

/// A link to be made. `email`: where its letter goes.
struct NewLink {
    LinkPurpose purpose{};
    AccountId account{};
    std::string email;
    std::chrono::seconds life{};
};
/// Within the act's transaction; returns the token that stands in the link. It replaces the account's older ones of
/// this purpose.
std::string make_link(Transaction& transaction, const NewLink& link, Instant now);
/// Likewise, but the older ones stay good.
std::string make_link_beside(Transaction& transaction, const NewLink& link, Instant now);

/// A link that can be used, and its account, which is open.
struct OpenLink {
    EmailToken link;
    AccountRow account;
};
using LinkAnswer = std::variant<OpenLink, LinkRefusal>;
/// Changes nothing. `token_hash`: of the token as it stands in the link.
LinkAnswer find_link(Stores& stores, LinkPurpose purpose, const Bytes& token_hash, Instant now);
/// Likewise, and nobody else changes the account until the transaction ends.
LinkAnswer lock_link(Transaction& transaction, LinkPurpose purpose, const Bytes& token_hash, Instant now);

/// What the button of a link did, in the audit log: whoever read the mailbox, in this network. `network`: address of
/// the visitor.
void note_act_by_link(Transaction& transaction, const char* kind, AccountId account, std::string_view network,
                      Instant now);

/// Links of letters, found by the hash of their token.
struct EmailTokenStore {
    virtual ~EmailTokenStore() = default;
    /// Supersedes the account's older tokens of this purpose.
    virtual void add(LinkPurpose purpose, AccountId account, std::string_view email, const Bytes& token_hash,
                     Instant now, Instant expires) = 0;
    /// Leaves the older ones as they are.
    virtual void add_beside(LinkPurpose purpose, AccountId account, std::string_view email, const Bytes& token_hash,
                            Instant now, Instant expires) = 0;
    /// The address of the account's link of this purpose that can be used. Empty: there is none.
    virtual std::optional<std::string> open_address(LinkPurpose purpose, AccountId account, Instant now) = 0;
    /// Of each address the first link of this purpose that can be used, the oldest first.
    virtual std::vector<OldLink> oldest(LinkPurpose purpose, AccountId account, Instant now) = 0;
    /// Another token for it, under its number.
    virtual void add_as_old(AccountId account, const OldLink& link, const Bytes& token_hash, Instant expires) = 0;
    virtual std::optional<EmailToken> find(LinkPurpose purpose, const Bytes& token_hash) = 0;
    /// None of this purpose can be used any more.
    virtual void supersede(LinkPurpose purpose, AccountId account, Instant now) = 0;
    /// None of this purpose that has this number or a greater one.
    virtual void supersede_since(LinkPurpose purpose, AccountId account, std::int64_t number, Instant now) = 0;
    /// False where somebody used it in the meantime.
    virtual bool use(const Bytes& token_hash, Instant now) = 0;
    virtual void remove(AccountId account) = 0; ///< all of an account
    /// Deletes at most `most` of what was used or expired by then; how many.
    virtual std::size_t forget(Instant over_before, unsigned most) = 0;
};
} // namespace portal::domain
