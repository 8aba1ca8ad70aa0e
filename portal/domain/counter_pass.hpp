#pragma once

#include <variant>
#include <vector>

#include "portal/contract/counter_pass.hpp"
#include "portal/domain/accounts.hpp"

/// The counter pass of a citizen: QR and 16 digits, to the end of the seventh day after, replaceable.
namespace portal::domain {
/// A pass as the citizen gets it.
struct IssuedPass {
    contract::PassId id{};
    std::string code;      ///< 16 digits; `contract::grouped_pass_code` for the eye
    std::string qr_digits; ///< for a QR in numeric mode; sealed anew at each call, the pass is the same
    Instant issued{};
    Instant expires{};
};
/// Why there is no pass.
enum class PassIssueRefusal { email_unconfirmed, closed };
/// A new pass; the one before stops. So many within the window and no more.
std::variant<IssuedPass, PassIssueRefusal, TooMany> issue_pass(const Context& context, AccountId account);
/// The open pass for showing and printing again; empty: none, expired or used.
std::optional<IssuedPass> current_pass(const Context& context, AccountId account);

/// Weeks since Monday, 1 January 2024. A week's first key has its number; where kiosks are revoked, it gets more.
std::uint16_t epoch_of(Instant when);

/// A pass as it is stored.
struct PassRow {
    contract::PassId id{};
    AccountId account{};
    Sealed code;
    Instant issued{};
    Instant expires{};
    std::optional<Instant> used;
    std::optional<Instant> replaced;
};
/// A pass to be stored.
struct NewPass {
    contract::PassId id{};
    AccountId account{};
    Sealed code;
    KeyedHash code_hash;
    Instant issued{};
    Instant expires{};
};
/// Passes within one transaction. An account has at most one that is neither used nor replaced.
struct PassStore {
    virtual ~PassStore() = default;
    /// Marks the account's open pass as replaced, then adds. False where the code is taken: make another.
    virtual bool replace(const NewPass& pass) = 0;
    virtual void stop(AccountId account, Instant now) = 0;         ///< marks the open pass as replaced, by none
    virtual std::optional<PassRow> open_of(AccountId account) = 0; ///< neither used nor replaced; may be expired
    virtual std::optional<PassRow> find(const contract::PassId& id) = 0;
    virtual std::optional<PassRow> find_by_code(const KeyedHash& code) = 0;
    /// False where it was used in the meantime.
    virtual bool use(const contract::PassId& id, Instant when) = 0;
};

/// A week's key as it is stored.
struct EpochKeyRow {
    std::uint16_t number{};
    Sealed key;
    KeyId signing; ///< of the pass key that signs this week's passes
};
/// Keys of the weeks, under which passes are sealed.
struct EpochKeyStore {
    virtual ~EpochKeyStore() = default;
    /// Keeps the first where two portals make one at once; returns what stands.
    virtual EpochKeyRow put_if_absent(const EpochKeyRow& row, Instant now) = 0;
    /// Those numbers that leave `week` when divided by `weeks`, smallest first.
    virtual std::vector<EpochKeyRow> of_week(std::uint16_t week, std::uint16_t weeks) = 0;
};

struct Transaction;
/// The newest key of a week, made where there is none yet.
contract::PassEpochKey epoch_key(Transaction& transaction, const PortalKeys& keys, std::uint16_t week, Instant now);
/// The newest few, which may have sealed what is still good; the last is `epoch_key`.
std::vector<contract::PassEpochKey> epoch_keys(Transaction& transaction, const PortalKeys& keys, std::uint16_t week,
                                               Instant now);
/// New keys for what is sealed from now on: whoever had the ones before, a revoked kiosk, does not get these.
void renew_epoch_keys(Transaction& transaction, const PortalKeys& keys, Instant now);
} // namespace portal::domain
