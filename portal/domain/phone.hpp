#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/codes.hpp"
#include "portal/domain/owner_proof.hpp"
#include "portal/domain/secrets.hpp"

/// The telephone of an account: another one counts once a code that was sent to it came back. The one until now is
/// told.
namespace portal::domain {
/// As pages show it.
struct Phone {
    std::string number; ///< `+359888123456`; empty: none
    std::optional<Instant> confirmed;
    std::string waiting; ///< a number that a code was sent to; empty: none
};
Phone phone_of(const Context& context, AccountId account);

/// As typed.
struct PhoneForm {
    std::string phone;
    OwnerProof proof;
};
/// A code is on its way. Whatever others did with the number, the answer is the same.
struct PhoneAsked {};
enum class PhoneRefusal {
    wrong,       ///< no number
    same,        ///< confirmed already
    costly,      ///< of a premium or satellite service, where each message costs the municipality much
    unconfirmed, ///< the account's address comes first: who has none of their own has texts sent at no risk
    no_texts     ///< this portal sends no text messages
};
/// Of all accounts together no more codes leave today.
struct TextsUsedUp {};
using PhoneAnswer =
    std::variant<PhoneAsked, PhoneRefusal, TextsUsedUp, AccountPaused, WrongPassword, WrongCode, TooMany, Busy>;
PhoneAnswer ask_phone(const Context& context, const Account& account, const PhoneForm& form);

/// No request stands: it is over, or had too many wrong codes.
struct PhoneOver {};
/// Another code to the same number. The older one stops.
std::variant<PhoneAsked, PhoneOver, TextsUsedUp, AccountPaused, TooMany> send_phone_code_again(
    const Context& context, AccountId account, std::string_view network);
struct PhoneConfirmed {};
std::variant<PhoneConfirmed, WrongCode, PhoneOver, AccountPaused> confirm_phone(const Context& context,
                                                                                AccountId account,
                                                                                std::string_view code);
/// The owner thinks better of it.
void withdraw_phone(const Context& context, AccountId account);

struct PhoneRemoved {};
using PhoneRemoval = std::variant<PhoneRemoved, AccountPaused, WrongPassword, WrongCode, TooMany, Busy>;
PhoneRemoval remove_phone(const Context& context, const Account& account, const OwnerProof& proof);

/// A request as it is stored.
struct PhoneRequest {
    std::string phone;
    KeyedHash code;
    Instant asked{};
    unsigned tries{};
};
/// Numbers of accounts and requests for others, at most one an account.
struct PhoneStore {
    virtual ~PhoneStore() = default;
    virtual std::optional<Instant> confirmed(AccountId account) = 0; ///< empty: not confirmed
    /// `number` empty: none.
    virtual void set(AccountId account, std::string_view number, std::optional<Instant> confirmed) = 0;
    virtual void ask(AccountId account, const PhoneRequest& request) = 0; ///< in place of an older one
    virtual std::optional<PhoneRequest> request(AccountId account) = 0;
    /// `tries` with this one. Nobody else takes it until the transaction ends.
    virtual std::optional<PhoneRequest> count_try(AccountId account) = 0;
    virtual void end_request(AccountId account) = 0;
    virtual std::size_t forget(Instant asked_before, unsigned most) = 0; ///< deletes requests; how many
};
} // namespace portal::domain
