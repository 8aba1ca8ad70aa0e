#include "hardware/document/security_object.hpp"

#include <ctime>

#include <openssl/cms.h>
#include <openssl/objects.h>

#include "hardware/card/openssl.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::document {
namespace {
namespace ssl = card::ssl;
using card::sole_value;
using card::TlvReader;
using Cms = std::unique_ptr<CMS_ContentInfo, ssl::Deleter<CMS_ContentInfo_free>>;
constexpr card::Tag kSequence = 0x30;
constexpr card::Tag kInteger = 0x02;
constexpr card::Tag kOctets = 0x04;
constexpr card::Tag kOid = 0x06;

Cms parse_cms(ByteView content)
{
    const auto* at = content.data();
    Cms cms{d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(content.size()))};
    ERR_clear_error();
    if (!cms || at != content.data() + content.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
        throw ProtocolViolation{"security object: not signed data"};
    return cms;
}

/// id-icao-mrtd-security-ldsSecurityObject 2.23.136.1.1.1, and the number that early documents used for it.
bool is_lds_object(const ASN1_OBJECT* type)
{
    static const Bytes kCurrent{0x67, 0x81, 0x08, 0x01, 0x01, 0x01};
    static const Bytes kEarly{0x2A, 0x84, 0x10, 0x87, 0x6E, 0x01, 0x14, 0x01};
    const Bytes oid{OBJ_get0_data(type), OBJ_get0_data(type) + OBJ_length(type)};
    return oid == kCurrent || oid == kEarly;
}

std::string digest_name(ByteView algorithm_identifier)
{
    static const std::map<Bytes, std::string> kNames{
        {{0x2B, 0x0E, 0x03, 0x02, 0x1A}, "SHA1"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04}, "SHA224"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01}, "SHA256"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02}, "SHA384"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03}, "SHA512"},
    };
    const auto oid = TlvReader{algorithm_identifier}.expect(kOid).value;
    const auto found = kNames.find(Bytes{oid.begin(), oid.end()});
    if (found == kNames.end()) throw ProtocolViolation{"security object: unknown hash"};
    return found->second;
}

int small_number(ByteView value)
{
    if (value.size() != 1 || value[0] > 0x7F) throw ProtocolViolation{"security object: number out of range"};
    return value[0];
}

void read_hashes(ByteView content, SecurityObject& object)
{
    TlvReader fields{sole_value(content, kSequence)};
    if (small_number(fields.expect(kInteger).value) > 1) throw ProtocolViolation{"security object: unknown version"};
    object.digest = digest_name(fields.expect(kSequence).value);
    TlvReader groups{fields.expect(kSequence).value};
    while (!groups.empty()) {
        TlvReader group{groups.expect(kSequence).value};
        const int number = small_number(group.expect(kInteger).value);
        const auto hash = group.expect(kOctets).value;
        group.finish();
        const bool fresh = object.hashes.emplace(number, Bytes{hash.begin(), hash.end()}).second;
        if (number < 1 || number > 16 || !fresh) throw ProtocolViolation{"security object: data group out of place"};
    }
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

bool is_signed_with(CMS_ContentInfo* cms, CMS_SignerInfo* signer, X509* certificate)
{
    CMS_SignerInfo_set1_signer_cert(signer, certificate);
    const bool valid = CMS_verify(cms, nullptr, nullptr, nullptr, nullptr, CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
    ERR_clear_error();
    return valid;
}

void check_signature(CMS_ContentInfo* cms, SecurityObject& object)
{
    auto* signers = CMS_get0_SignerInfos(cms);
    if (signers == nullptr || sk_CMS_SignerInfo_num(signers) != 1) {
        object.signature_fault = "signer_missing";
        return;
    }
    auto* signer = sk_CMS_SignerInfo_value(signers, 0);
    object.signing_time = signing_time(signer);
    const auto free_all = [](STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); };
    const std::unique_ptr<STACK_OF(X509), decltype(free_all)> certificates{CMS_get1_certs(cms), free_all};
    if (!certificates || sk_X509_num(certificates.get()) <= 0) {
        object.signature_fault = "signer_certificate_missing";
        return;
    }
    constexpr int kMostCertificates = 8;
    const int count = std::min(sk_X509_num(certificates.get()), kMostCertificates);
    for (int i = 0; i < count; ++i) {
        auto* certificate = sk_X509_value(certificates.get(), i);
        if (!is_signed_with(cms, signer, certificate)) continue;
        X509_up_ref(certificate);
        object.signer.emplace(std::shared_ptr<X509>{certificate, X509_free});
        return;
    }
    object.signature_fault = "signature_wrong";
}
} // namespace

SecurityObject read_security_object(ByteView file)
{
    const auto cms = parse_cms(sole_value(file, 0x77));
    auto** content = CMS_get0_content(cms.get());
    if (content == nullptr || *content == nullptr || !is_lds_object(CMS_get0_eContentType(cms.get())))
        throw ProtocolViolation{"security object: other content"};
    SecurityObject object;
    const auto* data = ASN1_STRING_get0_data(*content);
    read_hashes({data, static_cast<std::size_t>(ASN1_STRING_length(*content))}, object);
    check_signature(cms.get(), object);
    return object;
}
} // namespace hardware::document
