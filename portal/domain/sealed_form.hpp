#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/keys.hpp"

/// Answers of a form in steps travel in its page, in one hidden field: sealed under the data key, with the time they
/// were begun. Neither the page nor a copy of it tells them, nobody changes them, and they end by themselves.
namespace portal::domain {
/// What was answered until now.
struct SealedForm {
    std::string id; ///< 128 random bits, 32 hex digits: what is done with this form is counted under it
    Instant begun{};
    std::map<std::string, std::string, std::less<>> answers;

    bool has(std::string_view name) const { return answers.contains(name); }
    /// Empty where there is none.
    std::string_view answer(std::string_view name) const;
};
/// Without answers.
SealedForm begin_form(Instant now);

/// `purpose` parts the forms of one use from those of another. Letters, digits, `-`, `_` and one `.`: it may stand in a
/// link.
std::string seal_form(const PortalKeys& keys, std::string_view purpose, const SealedForm& form);

/// Why a sealed text is no form to go on with.
enum class SealedFormRefusal { expired, not_ours };
/// `life`: how long after it was begun a form can be gone on with.
std::variant<SealedForm, SealedFormRefusal> open_form(const PortalKeys& keys, std::string_view purpose,
                                                      std::string_view sealed, std::chrono::seconds life, Instant now);
} // namespace portal::domain
