#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/context.hpp"

/// What keeps robots out: a work that a person's browser does unseen and that becomes dear to who asks very often. No
/// puzzle and no third party. The browser looks for the number whose SHA-256, after a salt, is the challenge. Source:
/// ALTCHA, challenge of the first format.
namespace portal::domain {
/// Texts of small ASCII letters, digits and `?=&`.
struct Challenge {
    std::string salt;            ///< with the times from and until when the number is taken
    std::string challenge;       ///< SHA-256 of salt and number, hex
    std::string signature;       ///< ours, hex
    unsigned largest{};          ///< the number is not above it
    std::chrono::seconds wait{}; ///< the number is not taken before that
};
/// The more challenges a network had lately, the more work each one is; then each has to be waited for; only then there
/// are none. One address may be a whole library. The networks that one subscriber may have are counted as five.
std::variant<Challenge, TooMany> make_challenge(const Context& context, std::string_view network);

/// A solved challenge of ours.
struct Solution {
    std::string challenge;
    Instant from{};
    Instant expires{};
};
/// Empty: it is none. Whether it was used before is not looked at. `payload`: Base64 of JSON with `salt`, `challenge`,
/// `signature` and `number`.
std::optional<Solution> read_solution(const PortalKeys& keys, std::string_view payload);

/// What a visitor brought.
enum class Proof {
    good,  ///< counted: the same one is `again` from now on
    again, ///< ours, but used already, too old or too early: another one is asked for
    none,  ///< nothing was sent, or something else
};
/// `payload`: as for `read_solution`.
Proof take_proof(const Context& context, std::string_view payload);
} // namespace portal::domain
