#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "portal/domain/keys.hpp"
#include "portal/domain/turns.hpp"

/// Passwords: NFKC, HMAC-SHA-256 with the pepper, Argon2id, stored as PHC text with the pepper's key id beside.
namespace portal::domain {
/// What Argon2id costs (RFC 9106, one lane), and how many may ask for it at the same time.
struct PasswordCost {
    unsigned memory_kib{65536};
    unsigned passes{3};  ///< over that memory
    unsigned at_once{2}; ///< hashes computed at the same time: never more than cores
    /// Citizens that may wait for their turn; one more is told `Busy`. Together with `at_once` well below the threads
    /// of their entrance: the others go on showing pages.
    unsigned waiting{8};
    unsigned waiting_staff{6}; ///< staff waits in a line of its own, which goes first
};

/// Too many passwords are being checked, and there was no place to wait in, or no turn came in time: "try again in a
/// moment".
struct Busy {};

/// A password as it is stored.
struct PasswordHash {
    std::string phc; ///< `$argon2id$v=19$m=65536,t=3,p=1$…`
    KeyId pepper;
};

/// Thread-safe. Callers wait for their turns.
class PasswordHasher {
public:
    /// Hashes with `pepper`; those made with one of `older` still match.
    PasswordHasher(SecretKey pepper, PasswordCost cost, std::vector<SecretKey> older = {});
    ~PasswordHasher();

    std::variant<PasswordHash, Busy> hash(std::string_view password, const Caller& caller = {});
    /// Without `stored` (unknown user) the same work is done, and the answer is false.
    std::variant<bool, Busy> verify(std::string_view password, const std::optional<PasswordHash>& stored,
                                    const Caller& caller = {});
    /// For an account into which no password leads: in time and looks like any other, and none matches it.
    PasswordHash of_no_password() const;
    /// Made with other parameters or another pepper than today's.
    bool outdated(const PasswordHash& stored) const;
    /// A hash of today's where the stored one is outdated; empty also while the queue is full: next time.
    std::optional<PasswordHash> renewed(std::string_view password, const PasswordHash& stored,
                                        const Caller& caller = {});

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
} // namespace portal::domain
