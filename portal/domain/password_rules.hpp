#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/contract/names.hpp"

/// Which passwords are taken: long ones that nobody guesses from their owner, and that are on no list of known ones. No
/// composition rule, no expiry. Source: NIST SP 800-63B §5.1.1.2.
namespace portal::domain {
class BreachedPasswords;

/// Whose password it is. What is not known stays empty.
struct PasswordOwner {
    std::string username;
    contract::PersonNames names;
};

/// Why a password is not taken.
enum class PasswordFault {
    too_short,
    too_long,
    not_text,
    contains_username,
    contains_name, ///< one of at least 4 letters, also in its Latin spelling
    contains_city,
    repetitive, ///< of three characters or fewer
    breached,   ///< on the list of passwords that thieves try first
};
/// 12 to 128 code points after NFKC, any script. `breached`: the list, where there is one. Throws `Fault` where it
/// cannot be read.
std::optional<PasswordFault> fault_of_password(std::string_view password, const PasswordOwner& owner,
                                               const BreachedPasswords* breached);
} // namespace portal::domain
