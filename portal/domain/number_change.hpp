#pragma once

#include <optional>
#include <string>
#include <variant>

#include "portal/domain/owner_proof.hpp"
#include "portal/domain/personal_number.hpp"

/// Another personal number than the one the counter verified, or none: its owner may have it, but the verification ends
/// with it, and e-payment closes until the next visit.
namespace portal::domain {
/// As typed.
struct NumberChange {
    std::optional<contract::PersonalNumberKind> kind; ///< empty: no number any more
    std::string number;
    OwnerProof proof;
};
struct NumberChanged {};
using NumberChangeAnswer =
    std::variant<NumberChanged, contract::NumberFault, AccountPaused, WrongPassword, WrongCode, TooMany, Busy>;
/// Said before on a page of its own. The owner is told by mail.
NumberChangeAnswer change_verified_number(const Context& context, const Account& account, const NumberChange& change);
} // namespace portal::domain
