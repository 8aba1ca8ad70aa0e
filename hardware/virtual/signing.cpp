#include "hardware/virtual/signing.hpp"

#include <openssl/cms.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::virtual_card {
namespace {
namespace ssl = card::ssl;
using card::join;
using card::make_tlv;
using ssl::check;
using Bio = std::unique_ptr<BIO, ssl::Deleter<BIO_free_all>>;
using Type = std::unique_ptr<ASN1_OBJECT, ssl::Deleter<ASN1_OBJECT_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, ssl::Deleter<CMS_ContentInfo_free>>;

Bytes digest_identifier(const std::string& name)
{
    const std::unique_ptr<X509_ALGOR, ssl::Deleter<X509_ALGOR_free>> algorithm{X509_ALGOR_new()};
    X509_ALGOR_set_md(algorithm.get(), EVP_get_digestbyname(name.c_str()));
    return der_of<i2d_X509_ALGOR>(algorithm.get());
}

/// When it claims to be signed, where that is not now.
const char* claimed_time(const std::set<Fault>& faults)
{
    if (faults.contains(Fault::expired_signer)) return "20210601120000Z";
    if (faults.contains(Fault::late_signature)) return "20460601120000Z";
    if (faults.contains(Fault::future_signature)) return "20410601120000Z";
    return nullptr;
}

void add_signer(CMS_ContentInfo* cms, const DocumentSigner& by, const std::set<Fault>& faults, unsigned flags)
{
    if (faults.contains(Fault::missing_certificate)) flags |= CMS_NOCERTS;
    if (faults.contains(Fault::missing_signed_attributes)) flags |= CMS_NOATTR;
    auto* signer = CMS_add1_signer(cms, by.certificate, by.key, digest_of(by.options), flags);
    check(signer != nullptr, "CMS_add1_signer");
    set_padding(CMS_SignerInfo_get0_pkey_ctx(signer), by.options);
    const char* const claimed = claimed_time(faults);
    if (claimed == nullptr && !by.signed_at) return;
    const std::unique_ptr<ASN1_TIME, ssl::Deleter<ASN1_TIME_free>> time{ASN1_TIME_new()};
    const bool set = claimed != nullptr
                         ? ASN1_TIME_set_string(time.get(), claimed) == 1
                         : ASN1_TIME_set(time.get(), by.signed_at->time_since_epoch().count()) != nullptr;
    check(set && CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1,
          "CMS_signed_add1_attr_by_NID");
}

/// OpenSSL always adds the time: it is taken out, and the attributes are signed again.
void sign_without_time(CMS_ContentInfo* cms, const DocumentSigner& by)
{
    auto* signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms), 0);
    const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
    X509_ATTRIBUTE_free(CMS_signed_delete_attr(signer, at));
    std::set<Bytes> attributes; // in the order of DER
    for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i)
        attributes.insert(der_of<i2d_X509_ATTRIBUTE>(CMS_signed_get_attr(signer, i)));
    Bytes content;
    for (const auto& attribute : attributes)
        content = join({content, attribute});
    content = make_tlv(0x31, content);
    const auto context = ssl::own<ssl::DigestContext>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
    EVP_PKEY_CTX* padding = nullptr;
    check(EVP_DigestSignInit(context.get(), &padding, digest_of(by.options), nullptr, by.key) == 1,
          "EVP_DigestSignInit");
    set_padding(padding, by.options);
    std::size_t size = 0;
    check(EVP_DigestSign(context.get(), nullptr, &size, content.data(), content.size()) == 1, "EVP_DigestSign");
    Bytes signature(size);
    check(EVP_DigestSign(context.get(), signature.data(), &size, content.data(), content.size()) == 1,
          "EVP_DigestSign");
    check(ASN1_STRING_set(CMS_SignerInfo_get0_signature(signer), signature.data(), static_cast<int>(size)) == 1,
          "ASN1_STRING_set");
}

Bytes unsigned_data(CMS_ContentInfo* cms, ByteView content)
{
    check(CMS_set_detached(cms, 0) == 1, "CMS_set_detached");
    auto** held = CMS_get0_content(cms);
    if (*held == nullptr) *held = ASN1_OCTET_STRING_new();
    check(ASN1_OCTET_STRING_set(*held, content.data(), static_cast<int>(content.size())) == 1, "ASN1_OCTET_STRING_set");
    return der_of<i2d_CMS_ContentInfo>(cms);
}
} // namespace

Bytes lds_object(const std::map<int, Bytes>& files, const AuthorityOptions& options, const std::set<Fault>& faults)
{
    Bytes groups;
    for (const auto& [number, file] : files) {
        if (number == 1 && faults.contains(Fault::unlisted_dg1)) continue;
        const Bytes id{static_cast<std::uint8_t>(number)};
        const auto hash = card::digest(options.digest.c_str(), file);
        groups = join({groups, make_tlv(0x30, join({make_tlv(0x02, id), make_tlv(0x04, hash)}))});
        if (faults.contains(Fault::doubled_group)) groups = join({groups, groups});
    }
    const Bytes version{
        static_cast<std::uint8_t>(faults.contains(Fault::unknown_version) ? 2 : options.object_version)};
    Bytes versions;
    if (options.object_version == 1)
        versions =
            make_tlv(0x30, join({make_tlv(0x13, card::as_bytes("0108")), make_tlv(0x13, card::as_bytes("040000"))}));
    const auto digest = digest_identifier(faults.contains(Fault::unknown_hash) ? "MD5" : options.digest);
    return make_tlv(0x30, join({make_tlv(0x02, version), digest, make_tlv(0x30, groups), versions}));
}

Bytes signed_data(ByteView object, const char* type_name, const DocumentSigner& signer, const std::set<Fault>& faults)
{
    constexpr unsigned kFlags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP | CMS_KEY_PARAM;
    const Cms cms{CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags)};
    const Type plain{OBJ_txt2obj("1.2.840.113549.1.7.1", 1)};
    const Type own{OBJ_txt2obj(type_name, 1)};
    const auto* const shown = faults.contains(Fault::other_content) ? plain.get() : own.get();
    const auto* const signed_over = faults.contains(Fault::other_signed_content) ? plain.get() : shown;
    check(cms && CMS_set1_eContentType(cms.get(), signed_over) == 1, "CMS_sign");
    if (faults.contains(Fault::missing_signer)) return unsigned_data(cms.get(), object);
    add_signer(cms.get(), signer, faults, kFlags);
    if (signer.enclosed != nullptr) check(CMS_add1_cert(cms.get(), signer.enclosed) == 1, "CMS_add1_cert");
    const Bio content{BIO_new_mem_buf(object.data(), static_cast<int>(object.size()))};
    check(CMS_set_detached(cms.get(), 0) == 1 && CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY) == 1,
          "CMS_final");
    if (faults.contains(Fault::future_signer)) sign_without_time(cms.get(), signer);
    check(CMS_set1_eContentType(cms.get(), shown) == 1, "CMS_set1_eContentType");
    return der_of<i2d_CMS_ContentInfo>(cms.get());
}
} // namespace hardware::virtual_card
