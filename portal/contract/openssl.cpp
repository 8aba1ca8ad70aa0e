#include "portal/contract/openssl.hpp"

#include <array>

#include <openssl/core_names.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>

namespace portal::contract::ssl {
int no_password(char*, int, int, void*)
{
    return -1;
}

bool is_p256(const EVP_PKEY* key)
{
    std::array<char, 32> group{};
    return EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(), nullptr) == 1 &&
           std::string_view{group.data()} == SN_X9_62_prime256v1;
}

Certificate certificate_of_pem(std::string_view pem)
{
    const Bio bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    if (!bio) return nullptr;
    return Certificate{PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)};
}
} // namespace portal::contract::ssl
