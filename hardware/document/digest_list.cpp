#include "hardware/document/digest_list.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "hardware/card/openssl.hpp"

namespace hardware::document {
namespace {
/// Of RSASSA-PSS; SHA-1 where the parameters do not name one. Source: RFC 4055 §3.1.
int digest_of_pss(const X509_ALGOR* algorithm)
{
    const void* parameters = nullptr;
    int type = V_ASN1_UNDEF;
    X509_ALGOR_get0(nullptr, &type, &parameters, algorithm);
    if (type != V_ASN1_SEQUENCE) return NID_undef;
    const std::unique_ptr<RSA_PSS_PARAMS, card::ssl::Deleter<RSA_PSS_PARAMS_free>> pss{static_cast<RSA_PSS_PARAMS*>(
        ASN1_item_unpack(static_cast<const ASN1_STRING*>(parameters), ASN1_ITEM_rptr(RSA_PSS_PARAMS)))};
    ERR_clear_error();
    if (!pss) return NID_undef;
    return pss->hashAlgorithm == nullptr ? NID_sha1 : OBJ_obj2nid(pss->hashAlgorithm->algorithm);
}
} // namespace

bool is_listed_digest(int nid)
{
    static constexpr std::array kListed{NID_sha1, NID_sha224, NID_sha256, NID_sha384, NID_sha512};
    return std::ranges::find(kListed, nid) != kListed.end();
}

bool signs_with_listed_digest(const X509_ALGOR* algorithm)
{
    const ASN1_OBJECT* name = nullptr;
    X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
    const int signature = OBJ_obj2nid(name);
    if (signature == NID_rsassaPss) return is_listed_digest(digest_of_pss(algorithm));
    int digest = NID_undef;
    return OBJ_find_sigid_algs(signature, &digest, nullptr) == 1 && is_listed_digest(digest);
}
} // namespace hardware::document
