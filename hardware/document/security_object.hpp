#pragma once

#include <map>

#include "hardware/document/signed_data.hpp"

namespace hardware::document {
/// The issuer's signed list of hashes. Source: ICAO 9303-10 §4.6.2.
struct SecurityObject {
    std::string digest;          ///< as OpenSSL names it, `SHA256`
    std::map<int, Bytes> hashes; ///< by number of the data group
    Signature signature;
};

/// Takes EF.SOD apart. Throws `ProtocolViolation` on what no security object may be.
SecurityObject read_security_object(ByteView file);
} // namespace hardware::document
