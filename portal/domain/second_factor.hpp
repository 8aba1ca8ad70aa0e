#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "portal/domain/codes.hpp"
#include "portal/domain/owner_proof.hpp"
#include "portal/domain/pause.hpp"
#include "portal/domain/secrets.hpp"
#include "portal/domain/totp.hpp"

/// The second factor of an account: an authenticator app, and ten recovery codes for when it is lost. What changes it
/// is closed while the account is paused, wants the owner's proof, and is told by mail.
namespace portal::domain {
/// What stands for an account.
struct SecondFactorState {
    Instant enrolled{};
    unsigned codes_left{}; ///< recovery codes not used yet
};
/// Empty: none.
std::optional<SecondFactorState> second_factor_of(const Context& context, AccountId account);

/// A fresh secret, which counts once a code of it came back. Nothing is stored: `sealed` travels in the page and opens
/// for this account alone.
struct SecondFactorOffer {
    std::string secret; ///< base32
    std::string sealed;
};
SecondFactorOffer offer_second_factor(const Context& context, AccountId account);
/// The same offer again, for a page that shows what was wrong. Empty where it is not ours or too old.
std::optional<SecondFactorOffer> reopen_offer(const Context& context, AccountId account, std::string_view sealed);

/// Shown once: 12 digits each.
using RecoveryCodes = std::vector<std::string>;
struct OfferOver {};
struct SecondFactorStands {};
struct AddressUnconfirmed {}; ///< the letters about changes would reach nobody
struct NoSecondFactor {};
using SecondFactorAnswer = std::variant<RecoveryCodes, WrongCode, OfferOver, SecondFactorStands, AddressUnconfirmed,
                                        AccountPaused, WrongPassword, TooMany, Busy>;
/// `proof.code`: of the app that is being enrolled.
SecondFactorAnswer enrol_second_factor(const Context& context, const Account& account, std::string_view sealed,
                                       const OwnerProof& proof);

struct SecondFactorRemoved {};
using RemovalAnswer =
    std::variant<SecondFactorRemoved, WrongCode, NoSecondFactor, AccountPaused, WrongPassword, TooMany, Busy>;
/// With a code of the app or a recovery code.
RemovalAnswer remove_second_factor(const Context& context, const Account& account, const OwnerProof& proof);
using NewCodesAnswer =
    std::variant<RecoveryCodes, WrongCode, NoSecondFactor, AccountPaused, WrongPassword, TooMany, Busy>;
/// The older codes end.
NewCodesAnswer renew_recovery_codes(const Context& context, const Account& account, const OwnerProof& proof);

struct Transaction;
/// Whose second factor is asked.
struct CodeAsked {
    AccountId account{};
    std::string network; ///< address of the visitor
};
enum class ProvenBy { app, recovery_code };
/// Looks at a code, which counts once. Wrong ones are counted for account and network, and for the account altogether
/// until a right one comes, and after several a letter tells the owner, at most once a day: the caller commits
/// where it is wrong, and with the act where it is right.
std::variant<ProvenBy, WrongCode, NoSecondFactor, TooMany> prove_second_factor(Transaction& transaction,
                                                                               const Context& context,
                                                                               const CodeAsked& asked,
                                                                               std::string_view code);

/// The account's wrong codes of the day count no more: whoever gave them has another password to find first. Once a
/// day: who reads the mailbox sets the password as often as letters come, and gets no more tries by it.
void forgive_wrong_codes(Transaction& transaction, const Context& context, AccountId account);

/// Queues the letter about a change. `what`: `on`, `off`, `codes` (new ones), `used` (a recovery code, to sign in),
/// `lost` (taken away by the operator).
void tell_of_second_factor(Transaction& transaction, const Context& context, const AccountRow& account,
                           const std::string& what);

/// As it is stored.
struct SecondFactor {
    Sealed secret;
    Instant enrolled{};
    TotpStep last_step{}; ///< of the code used last
};
/// Second factors, at most one an account, and their recovery codes.
struct SecondFactorStore {
    virtual ~SecondFactorStore() = default;
    virtual bool add(AccountId account, const SecondFactor& factor) = 0; ///< false: one stands
    virtual std::optional<SecondFactor> find(AccountId account) = 0;
    virtual bool use_step(AccountId account, TotpStep step) = 0; ///< false: this or a later one was used
    virtual void remove(AccountId account) = 0;                  ///< with its recovery codes
    virtual void put_codes(AccountId account, const std::vector<KeyedHash>& codes) = 0; ///< in place of all older ones
    virtual bool use_code(AccountId account, const KeyedHash& code, Instant now) = 0;   ///< false: unknown or used
    virtual unsigned codes_left(AccountId account) = 0;
};
} // namespace portal::domain
