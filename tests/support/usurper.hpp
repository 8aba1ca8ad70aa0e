#pragma once

#include "hardware/bytes.hpp"

/// What anybody can make of a state's genuine master list, without any key of that state: nobody has signed which
/// certificates lie beside it.
namespace tests {
struct Usurper {
    /// Of a list whose signer was signed on P-256 with SHA-256.
    explicit Usurper(const hardware::Bytes& genuine);

    /// Self-signed under the name of the state's authority, by explicit parameters of no named curve: its generator is
    /// chosen so that the genuine signature under the list's signer fits a key of the usurper's.
    hardware::Bytes authority;
    hardware::Bytes next; ///< on P-256, signed with the key of `authority`
    hardware::Bytes list; ///< the genuine one with `authority` beside it
    hardware::Bytes
        two_keys; ///< the genuine one with a key beside it that fits too, on P-256; nobody has the other half
};
} // namespace tests
