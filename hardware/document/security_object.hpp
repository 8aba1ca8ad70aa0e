#pragma once

#include <map>

#include "hardware/document/certificate.hpp"

namespace hardware::document {
/// The issuer's signed list of hashes. Source: ICAO 9303-10 §4.6.2.
struct SecurityObject {
    std::string digest;          ///< as OpenSSL names it, `SHA256`
    std::map<int, Bytes> hashes; ///< by number of the data group
    /// Whose key made the signature; empty where no enclosed certificate did.
    std::optional<Certificate> signer;
    std::string signature_fault; ///< stable code; empty where the signature is right
    std::optional<std::chrono::sys_seconds> signing_time;
};

/// Takes EF.SOD apart and checks its signature against the certificates inside; the one that fits counts, whatever name
/// the signer goes by. Throws `ProtocolViolation` on what no security object may be.
SecurityObject read_security_object(ByteView file);
} // namespace hardware::document
