#pragma once

#include <chrono>
#include <map>
#include <optional>

#include "hardware/virtual/certificates.hpp"

/// What a document signer makes. Source: ICAO 9303-10 §4.6.2, RFC 5652 §5.
namespace hardware::virtual_card {
/// Who signs, and with which key.
struct DocumentSigner {
    X509* certificate = nullptr;
    EVP_PKEY* key = nullptr;
    const AuthorityOptions& options;
    X509* enclosed = nullptr;                            ///< comes along with the signer's own
    std::optional<std::chrono::sys_seconds> signed_at{}; ///< now, where it is empty
};

/// The list of hashes over `files`, by number of the data group.
Bytes lds_object(const std::map<int, Bytes>& files, const AuthorityOptions& options, const std::set<Fault>& faults);

/// CMS signed data over `content`, whose type is an object identifier in dots.
Bytes signed_data(ByteView content, const char* type, const DocumentSigner& signer, const std::set<Fault>& faults);
} // namespace hardware::virtual_card
