#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hardware/document/certificate.hpp"

/// Signed data in the cryptographic message syntax, as the states use it. Source: RFC 5652 §5.
namespace hardware::document {
/// By whose key something was signed.
struct Signature {
    std::optional<Certificate> signer; ///< empty where no enclosed certificate made the signature
    std::string fault;                 ///< stable code; empty where the signature is right
    std::optional<std::chrono::sys_seconds> signing_time;
    bool by_sha1{}; ///< a right one over a SHA-1 hash
};

struct SignedData {
    Bytes content_type; ///< value of the OBJECT IDENTIFIER
    Bytes content;
    Signature signature;
    std::vector<Certificate> certificates; ///< enclosed, the signer's among them
};

/// Takes signed data apart and checks its signature against the certificates inside; the one that fits counts, whatever
/// name the signer goes by. Signed attributes must be there and name the same type of content: none of ours is plain
/// data, which alone may do without. Throws `ProtocolViolation` on what is no signed data with a content.
SignedData read_signed_data(ByteView der);
} // namespace hardware::document
