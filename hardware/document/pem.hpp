#pragma once

#include <string>
#include <vector>

#include "hardware/bytes.hpp"

namespace hardware::document {
/// One object of a PEM text. Source: RFC 7468.
struct PemObject {
    std::string label; ///< `CERTIFICATE`, `X509 CRL`, `CMS`
    Bytes der;

    /// Signed data, by any of the names that it goes by.
    bool is_signed_data() const;
};

/// Every object of a PEM text, `most` and one at the most; none where it is no PEM.
std::vector<PemObject> read_pem(ByteView text, std::size_t most);
} // namespace hardware::document
