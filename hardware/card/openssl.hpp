#pragma once

#include <memory>
#include <string>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "hardware/bytes.hpp"
#include "hardware/error.hpp"

/// OpenSSL's C handles as classes, and its failures as ours.
namespace hardware::card::ssl {
/// Lets `std::unique_ptr` free what OpenSSL made: `std::unique_ptr<X509, Deleter<X509_free>>`.
template <auto Free>
struct Deleter {
    template <typename T>
    void operator()(T* object) const
    {
        Free(object);
    }
};
using Bignum = std::unique_ptr<BIGNUM, Deleter<BN_clear_free>>;
using BignumContext = std::unique_ptr<BN_CTX, Deleter<BN_CTX_free>>;
using Group = std::unique_ptr<EC_GROUP, Deleter<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Deleter<EC_POINT_clear_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Deleter<EVP_CIPHER_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;

/// Throws `Error` naming `call` unless OpenSSL said yes; the error queue is emptied.
inline void check(bool success, const char* call)
{
    if (success) return;
    char reason[160] = "unknown";
    if (const auto code = ERR_get_error(); code != 0) ERR_error_string_n(code, reason, sizeof reason);
    ERR_clear_error();
    throw Error{std::string{call} + ": " + reason};
}

/// A fresh handle, or `Error`.
template <typename Handle>
Handle own(typename Handle::pointer object, const char* call)
{
    check(object != nullptr, call);
    return Handle{object};
}

/// For numbers that depend on a secret: in memory that is cleansed, zero at first.
inline Bignum secure_bignum()
{
    return own<Bignum>(BN_secure_new(), "BN_secure_new");
}

/// The number that big-endian `bytes` are.
inline Bignum secure_bignum(ByteView bytes)
{
    auto number = secure_bignum();
    check(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), number.get()) != nullptr, "BN_bin2bn");
    return number;
}

inline BignumContext secure_context()
{
    return own<BignumContext>(BN_CTX_secure_new(), "BN_CTX_secure_new");
}
} // namespace hardware::card::ssl
