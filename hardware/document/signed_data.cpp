#include "hardware/document/signed_data.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include <openssl/cms.h>
#include <openssl/objects.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/document/digest_list.hpp"

namespace hardware::document {
namespace {
namespace ssl = card::ssl;
using Cms = std::unique_ptr<CMS_ContentInfo, ssl::Deleter<CMS_ContentInfo_free>>;

constexpr int kTheOnlyOne = -3; ///< as OpenSSL has it: one attribute of one value

Cms parse_cms(ByteView der)
{
    const auto* at = der.data();
    Cms cms{d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size()))};
    ERR_clear_error();
    if (!cms || at != der.data() + der.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
        throw ProtocolViolation{"not signed data"};
    return cms;
}

std::optional<std::chrono::sys_seconds> signing_time(CMS_SignerInfo* signer)
{
    const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
    if (at < 0) return std::nullopt;
    const auto* value = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(signer, at), 0);
    std::tm parts{};
    if (value == nullptr || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME) ||
        ASN1_TIME_to_tm(value->value.asn1_string, &parts) != 1)
        return std::nullopt;
    return std::chrono::sys_seconds{std::chrono::seconds{timegm(&parts)}};
}

/// What the signed attributes lack; null where they are in order. Without them, or with those of another content, a
/// signature over something else could be passed off as one over this. Source: RFC 5652 §5.3, §11.1.
const char* attributes_fault(CMS_ContentInfo* cms, CMS_SignerInfo* signer)
{
    if (CMS_signed_get_attr_count(signer) < 0) return "signed_attributes_missing";
    const auto* type = static_cast<const ASN1_OBJECT*>(
        CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(NID_pkcs9_contentType), kTheOnlyOne, V_ASN1_OBJECT));
    ERR_clear_error();
    if (type == nullptr || OBJ_cmp(type, CMS_get0_eContentType(cms)) != 0) return "signed_type_differs";
    return nullptr;
}

/// OpenSSL's number.
int digest_of(CMS_SignerInfo* signer)
{
    X509_ALGOR* algorithm = nullptr;
    const ASN1_OBJECT* name = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &algorithm, nullptr);
    X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
    return OBJ_obj2nid(name);
}

/// The signed attributes vouch for this content. Hashed once and in one way, though the signed data may name thousands.
bool is_digest_right(CMS_ContentInfo* cms, CMS_SignerInfo* signer)
{
    X509_ALGOR* algorithm = nullptr;
    const ASN1_OBJECT* name = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &algorithm, nullptr);
    X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
    const auto* kind = EVP_get_digestbyobj(name);
    const auto* claimed = static_cast<const ASN1_OCTET_STRING*>(
        CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(NID_pkcs9_messageDigest), kTheOnlyOne, V_ASN1_OCTET_STRING));
    const auto* content = *CMS_get0_content(cms);
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    const bool hashed =
        kind != nullptr && claimed != nullptr &&
        EVP_Digest(ASN1_STRING_get0_data(content), static_cast<std::size_t>(ASN1_STRING_length(content)), hash.data(),
                   &size, kind, nullptr) == 1;
    ERR_clear_error();
    return hashed && card::equal(ByteView{hash}.first(size), {ASN1_STRING_get0_data(claimed),
                                                              static_cast<std::size_t>(ASN1_STRING_length(claimed))});
}

bool is_signed_with(CMS_SignerInfo* signer, X509* certificate)
{
    CMS_SignerInfo_set1_signer_cert(signer, certificate);
    const bool valid = CMS_SignerInfo_verify(signer) == 1;
    ERR_clear_error();
    return valid;
}

/// The enclosed certificates, as many as anybody needs.
std::vector<Certificate> certificates_of(CMS_ContentInfo* cms)
{
    constexpr int kMost = 8;
    const auto free_all = [](STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); };
    const std::unique_ptr<STACK_OF(X509), decltype(free_all)> stack{CMS_get1_certs(cms), free_all};
    std::vector<Certificate> certificates;
    for (int i = 0; stack && i < std::min(sk_X509_num(stack.get()), kMost); ++i) {
        auto* certificate = sk_X509_value(stack.get(), i);
        X509_up_ref(certificate);
        certificates.emplace_back(std::shared_ptr<X509>{certificate, X509_free});
    }
    return certificates;
}

Signature check_signature(CMS_ContentInfo* cms, const std::vector<Certificate>& certificates)
{
    auto* signers = CMS_get0_SignerInfos(cms);
    if (signers == nullptr || sk_CMS_SignerInfo_num(signers) != 1) return {{}, "signer_missing", {}};
    auto* signer = sk_CMS_SignerInfo_value(signers, 0);
    const auto signed_at = signing_time(signer);
    if (const char* const fault = attributes_fault(cms, signer)) return {{}, fault, signed_at};
    if (certificates.empty()) return {{}, "signer_certificate_missing", signed_at};
    if (!is_listed_digest(digest_of(signer))) return {{}, "digest_not_allowed", signed_at};
    if (!is_digest_right(cms, signer)) return {{}, "signature_wrong", signed_at};
    for (const auto& certificate : certificates)
        if (is_signed_with(signer, certificate.handle()))
            return {certificate, {}, signed_at, digest_of(signer) == NID_sha1};
    return {{}, "signature_wrong", signed_at};
}
} // namespace

SignedData read_signed_data(ByteView der)
{
    const auto cms = parse_cms(der);
    auto** content = CMS_get0_content(cms.get());
    if (content == nullptr || *content == nullptr) throw ProtocolViolation{"signed data without a content"};
    const auto* type = CMS_get0_eContentType(cms.get());
    const auto* data = ASN1_STRING_get0_data(*content);
    auto certificates = certificates_of(cms.get());
    auto signature = check_signature(cms.get(), certificates);
    return {{OBJ_get0_data(type), OBJ_get0_data(type) + OBJ_length(type)},
            {data, data + ASN1_STRING_length(*content)},
            std::move(signature),
            std::move(certificates)};
}
} // namespace hardware::document
