#include "hardware/virtual/demo_authority.hpp"

#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::virtual_card {
namespace {
namespace ssl = card::ssl;
using card::join;
using card::make_tlv;
using ssl::check;
using X509Handle = std::unique_ptr<X509, ssl::Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, ssl::Deleter<BIO_free_all>>;

constexpr long kAuthoritySerial = 1;
constexpr long kSignerSerial = 2;
constexpr auto kBegin = "20200101000000Z";
constexpr auto kAuthorityEnd = "20491231235959Z";
constexpr auto kSignerEnd = "20451231235959Z";
constexpr const char* kCertificateFile = "demo-csca.pem";
constexpr const char* kKeyFile = "demo-csca-key.pem";

ssl::Key make_key(const AuthorityOptions& options)
{
    if (options.kind == KeyKind::rsa || options.kind == KeyKind::rsa_pss)
        return ssl::own<ssl::Key>(EVP_RSA_gen(2048), "EVP_RSA_gen");
    auto key = ssl::own<ssl::Key>(EVP_EC_gen(options.curve.c_str()), "EVP_EC_gen");
    if (options.kind == KeyKind::ec_explicit)
        check(EVP_PKEY_set_utf8_string_param(key.get(), "encoding", "explicit") == 1, "explicit parameters");
    return key;
}

void add_name(X509_NAME* name, const char* field, const std::string& text)
{
    check(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()), -1, 0) == 1,
          "X509_NAME_add_entry_by_txt");
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, ssl::Deleter<X509_EXTENSION_free>> extension{
        X509V3_EXT_conf_nid(nullptr, &context, nid, value)};
    check(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "X509_add_ext");
}

void set_padding(EVP_PKEY_CTX* context, const AuthorityOptions& options)
{
    if (options.kind != KeyKind::rsa_pss) return;
    check(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
              EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1,
          "RSA-PSS");
}

const EVP_MD* digest_of(const AuthorityOptions& options)
{
    return EVP_get_digestbyname(options.digest.c_str());
}

void sign_certificate(X509* certificate, EVP_PKEY* key, const AuthorityOptions& options)
{
    const auto context = ssl::own<ssl::DigestContext>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
    EVP_PKEY_CTX* key_context = nullptr;
    check(EVP_DigestSignInit(context.get(), &key_context, digest_of(options), nullptr, key) == 1, "EVP_DigestSignInit");
    set_padding(key_context, options);
    check(X509_sign_ctx(certificate, context.get()) > 0, "X509_sign_ctx");
}

X509Handle new_certificate(EVP_PKEY* key, long serial, const char* end)
{
    auto certificate = ssl::own<X509Handle>(X509_new(), "X509_new");
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    ASN1_TIME_set_string(X509_getm_notBefore(certificate.get()), kBegin);
    ASN1_TIME_set_string(X509_getm_notAfter(certificate.get()), end);
    check(X509_set_pubkey(certificate.get(), key) == 1, "X509_set_pubkey");
    return certificate;
}

/// Over `key`, signed with `issuer_key`: the authority's own, or that of the one before it.
X509Handle make_authority(EVP_PKEY* key, EVP_PKEY* issuer_key, const AuthorityOptions& options)
{
    auto certificate = new_certificate(key, kAuthoritySerial, kAuthorityEnd);
    auto* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", options.country);
    add_name(name, "O", "Gishe Demo");
    add_name(name, "CN", "Demo CSCA, not a real authority");
    X509_set_issuer_name(certificate.get(), name);
    add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    if (key == issuer_key)
        add_extension(certificate.get(), certificate.get(), NID_authority_key_identifier, "keyid:always");
    sign_certificate(certificate.get(), issuer_key, options);
    return certificate;
}

X509Handle make_signer(EVP_PKEY* key, X509* authority, EVP_PKEY* authority_key, const AuthorityOptions& options)
{
    auto certificate = new_certificate(key, kSignerSerial, kSignerEnd);
    auto* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", options.country);
    add_name(name, "O", "Gishe Demo");
    add_name(name, "CN", "Demo document signer");
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority));
    add_extension(certificate.get(), authority, NID_key_usage, "critical,digitalSignature");
    add_extension(certificate.get(), authority, NID_subject_key_identifier, "hash");
    add_extension(certificate.get(), authority, NID_authority_key_identifier, "keyid:always");
    sign_certificate(certificate.get(), authority_key, options);
    return certificate;
}

Bytes digest_identifier(const std::string& name)
{
    const std::unique_ptr<X509_ALGOR, ssl::Deleter<X509_ALGOR_free>> algorithm{X509_ALGOR_new()};
    X509_ALGOR_set_md(algorithm.get(), EVP_get_digestbyname(name.c_str()));
    unsigned char* der = nullptr;
    const int size = i2d_X509_ALGOR(algorithm.get(), &der);
    check(size > 0, "i2d_X509_ALGOR");
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

/// LDSSecurityObject. Source: ICAO 9303-10 §4.6.2.3.
Bytes lds_object(const std::map<int, Bytes>& files, const AuthorityOptions& options)
{
    Bytes groups;
    for (const auto& [number, file] : files) {
        const Bytes id{static_cast<std::uint8_t>(number)};
        const auto hash = card::digest(options.digest.c_str(), file);
        groups = join({groups, make_tlv(0x30, join({make_tlv(0x02, id), make_tlv(0x04, hash)}))});
    }
    const Bytes version{static_cast<std::uint8_t>(options.object_version)};
    Bytes versions;
    if (options.object_version == 1)
        versions =
            make_tlv(0x30, join({make_tlv(0x13, card::as_bytes("0108")), make_tlv(0x13, card::as_bytes("040000"))}));
    return make_tlv(
        0x30, join({make_tlv(0x02, version), digest_identifier(options.digest), make_tlv(0x30, groups), versions}));
}

Bytes der_of(X509* certificate)
{
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    check(size > 0, "i2d_X509");
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

Bytes drain(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, data + size};
}

/// Only one of several starting cards makes the authority.
class FolderLock {
public:
    explicit FolderLock(const std::filesystem::path& folder)
        : descriptor_{::open((folder / ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)}
    {
        if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0) throw Error{"cannot lock " + folder.string()};
    }
    ~FolderLock() { ::close(descriptor_); }
    FolderLock(FolderLock&&) = delete;

private:
    int descriptor_;
};

void write_private(const std::filesystem::path& file, const Bytes& bytes)
{
    const int descriptor = ::open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) throw Error{"cannot write " + file.string()};
    const bool written = ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    if (::close(descriptor) != 0 || !written) throw Error{"cannot write " + file.string()};
}
} // namespace

struct DemoAuthority::State {
    AuthorityOptions options;
    ssl::Key key;
    X509Handle certificate;
    ssl::Key signer_key;
    X509Handle signer;
};

DemoAuthority DemoAuthority::create(const AuthorityOptions& options)
{
    auto state = std::make_shared<State>();
    state->options = options;
    state->key = make_key(options);
    state->certificate = make_authority(state->key.get(), state->key.get(), options);
    state->signer_key = make_key(options);
    state->signer = make_signer(state->signer_key.get(), state->certificate.get(), state->key.get(), options);
    return DemoAuthority{std::move(state)};
}

DemoAuthority DemoAuthority::load_or_create(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    const FolderLock lock{folder};
    auto state = std::make_shared<State>();
    if (!std::filesystem::exists(folder / kCertificateFile)) {
        auto fresh = create();
        const Bio key{BIO_new(BIO_s_mem())};
        const Bio certificate{BIO_new(BIO_s_mem())};
        check(PEM_write_bio_PrivateKey(key.get(), fresh.state_->key.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
                      1 &&
                  PEM_write_bio_X509(certificate.get(), fresh.state_->certificate.get()) == 1,
              "PEM_write");
        write_private(folder / kKeyFile, drain(key.get()));
        write_private(folder / kCertificateFile, drain(certificate.get()));
        return fresh;
    }
    const Bio key{BIO_new_file((folder / kKeyFile).c_str(), "r")};
    const Bio certificate{BIO_new_file((folder / kCertificateFile).c_str(), "r")};
    check(key && certificate, "demo authority");
    state->key = ssl::own<ssl::Key>(PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr), "authority key");
    state->certificate =
        ssl::own<X509Handle>(PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr), "authority certificate");
    state->signer_key = make_key(state->options);
    state->signer = make_signer(state->signer_key.get(), state->certificate.get(), state->key.get(), state->options);
    return DemoAuthority{std::move(state)};
}

Bytes DemoAuthority::certificate() const
{
    return der_of(state_->certificate.get());
}

Bytes DemoAuthority::link_to(const DemoAuthority& successor) const
{
    const auto link = make_authority(successor.state_->key.get(), state_->key.get(), state_->options);
    return der_of(link.get());
}

void DemoAuthority::publish(const std::filesystem::path& trust_folder) const
{
    std::filesystem::create_directories(trust_folder);
    const auto bytes = certificate();
    const auto target = trust_folder / "demo-csca.der";
    const auto draft = trust_folder / (".demo-csca." + std::to_string(::getpid()));
    std::ofstream stream{draft, std::ios::binary};
    stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) throw Error{"cannot write " + target.string()};
    std::filesystem::rename(draft, target);
}

Bytes DemoAuthority::sign(const std::map<int, Bytes>& files) const
{
    const auto object = lds_object(files, state_->options);
    constexpr unsigned kFlags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP | CMS_KEY_PARAM;
    const std::unique_ptr<CMS_ContentInfo, ssl::Deleter<CMS_ContentInfo_free>> cms{
        CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags)};
    const std::unique_ptr<ASN1_OBJECT, ssl::Deleter<ASN1_OBJECT_free>> type{OBJ_txt2obj("2.23.136.1.1.1", 1)};
    check(cms && CMS_set1_eContentType(cms.get(), type.get()) == 1, "CMS_sign");
    auto* signer =
        CMS_add1_signer(cms.get(), state_->signer.get(), state_->signer_key.get(), digest_of(state_->options), kFlags);
    check(signer != nullptr, "CMS_add1_signer");
    set_padding(CMS_SignerInfo_get0_pkey_ctx(signer), state_->options);
    const Bio content{BIO_new_mem_buf(object.data(), static_cast<int>(object.size()))};
    check(CMS_set_detached(cms.get(), 0) == 1 && CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY) == 1,
          "CMS_final");
    unsigned char* der = nullptr;
    const int size = i2d_CMS_ContentInfo(cms.get(), &der);
    check(size > 0, "i2d_CMS_ContentInfo");
    auto file = make_tlv(0x77, {der, static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return file;
}

Bytes DemoAuthority::revocation_list(bool revoke_signer, std::chrono::sys_seconds next_update) const
{
    const std::unique_ptr<X509_CRL, ssl::Deleter<X509_CRL_free>> list{X509_CRL_new()};
    const std::unique_ptr<ASN1_TIME, ssl::Deleter<ASN1_TIME_free>> begin{ASN1_TIME_new()};
    const std::unique_ptr<ASN1_TIME, ssl::Deleter<ASN1_TIME_free>> next{
        ASN1_TIME_set(nullptr, next_update.time_since_epoch().count())};
    ASN1_TIME_set_string(begin.get(), kBegin);
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(state_->certificate.get()));
    X509_CRL_set1_lastUpdate(list.get(), begin.get());
    X509_CRL_set1_nextUpdate(list.get(), next.get());
    if (revoke_signer) {
        auto* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(state_->signer.get()));
        X509_REVOKED_set_revocationDate(entry, begin.get());
        X509_CRL_add0_revoked(list.get(), entry);
    }
    check(X509_CRL_sign(list.get(), state_->key.get(), digest_of(state_->options)) > 0, "X509_CRL_sign");
    unsigned char* der = nullptr;
    const int size = i2d_X509_CRL(list.get(), &der);
    check(size > 0, "i2d_X509_CRL");
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}
} // namespace hardware::virtual_card
