#pragma once

#include <vector>

#include "hardware/document/certificate.hpp"

namespace hardware::document {
/// A state's signed collection of the authorities that it trusts. Source: ICAO 9303-12 §9.
struct MasterList {
    /// One that cannot be read, of a slip of whoever made it; the others are as good without it.
    struct LeftOut {
        Bytes fingerprint; ///< SHA-256 of its DER
        std::string reason;
    };

    std::vector<Certificate> authorities;
    std::vector<LeftOut> left_out;
    Certificate signer;
    /// The state's own authority, which stands over the signer, in every certificate of it that comes along; at least
    /// one, and all over one key. The self-signed ones come first, since the state publishes their fingerprint, then
    /// those within the list before those beside it, which nobody has signed.
    std::vector<Certificate> vouchers;
    std::chrono::sys_seconds signed_at;
    bool by_sha1{}; ///< its signature is over a SHA-1 hash, which proves little today

    const Certificate& voucher() const { return vouchers.front(); }
    /// Whether this one, which need not come along, stands over the signer by the key of the vouchers.
    bool is_vouched_by(const Certificate& authority) const;
    /// Whether this one stands over the signer by another key: one of the two was made to fit a signature that was
    /// there, so that the list proves nothing.
    bool is_contested_by(const Certificate& authority) const;
};

/// Takes a master list, DER or PEM, apart and checks its signature up to an authority that it brings along, over strong
/// keys on named curves. Whether that one is to be trusted is for the caller to say. Throws `ProtocolViolation` with
/// what is wrong.
MasterList read_master_list(ByteView file);
} // namespace hardware::document
