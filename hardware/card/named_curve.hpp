#pragma once

#include <string>

#include <openssl/evp.h>

#include "hardware/bytes.hpp"

namespace hardware::card {
/// OpenSSL's name of the curve under an elliptic key, which it has read from `subject_public_key_info`. Explicit
/// parameters have one only where all of them are the curve's, the cofactor too. Empty where the curve has no name.
std::string named_curve(const EVP_PKEY* key, ByteView subject_public_key_info);
} // namespace hardware::card
