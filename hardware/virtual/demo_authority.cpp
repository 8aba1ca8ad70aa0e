#include "hardware/virtual/demo_authority.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "hardware/card/tlv.hpp"
#include "hardware/virtual/certificates.hpp"
#include "hardware/virtual/signing.hpp"

namespace hardware::virtual_card {
namespace {
namespace ssl = card::ssl;
using card::make_tlv;
using ssl::check;
using Bio = std::unique_ptr<BIO, ssl::Deleter<BIO_free_all>>;

constexpr const char* kCertificateFile = "demo-csca.pem";
constexpr const char* kKeyFile = "demo-csca-key.pem";

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
    state->certificate = make_authority(state->key.get(), options);
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
    return der_of<i2d_X509>(state_->certificate.get());
}

Bytes DemoAuthority::link_to(const DemoAuthority& successor) const
{
    const auto link =
        make_link(successor.state_->key.get(), state_->certificate.get(), state_->key.get(), state_->options);
    return der_of<i2d_X509>(link.get());
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

Bytes DemoAuthority::sign(const std::map<int, Bytes>& files, const std::set<Fault>& faults,
                          std::optional<std::chrono::sys_seconds> signed_at) const
{
    return make_tlv(0x77,
                    sign_content(lds_object(files, state_->options, faults), "2.23.136.1.1.1", faults, signed_at));
}

Bytes DemoAuthority::sign_card_security(ByteView infos) const
{
    return sign_content(infos, "0.4.0.127.0.7.3.2.1", {});
}

Bytes DemoAuthority::sign_content(ByteView content, const char* type, const std::set<Fault>& faults,
                                  std::optional<std::chrono::sys_seconds> signed_at) const
{
    static constexpr std::array kOfTheSigner{
        Fault::impersonated_authority,  Fault::expired_signer,     Fault::future_signer, Fault::signer_for_other_use,
        Fault::signer_of_other_country, Fault::critical_extension, Fault::unnamed_curve, Fault::signer_of_lists};
    const auto is_asked = [&](Fault fault) { return faults.contains(fault); };
    if (std::none_of(kOfTheSigner.begin(), kOfTheSigner.end(), is_asked))
        return signed_data(content, type,
                           {state_->signer.get(), state_->signer_key.get(), state_->options, nullptr, signed_at},
                           faults);
    auto options = state_->options;
    if (is_asked(Fault::unnamed_curve)) options.kind = KeyKind::ec_unnamed;
    const auto key = make_key(options);
    const auto forger_key = make_key(state_->options);
    auto* const authority_key = is_asked(Fault::impersonated_authority) ? forger_key.get() : state_->key.get();
    const auto signer = make_signer(key.get(), state_->certificate.get(), authority_key, state_->options, faults);
    return signed_data(content, type, {signer.get(), key.get(), options, nullptr, signed_at}, faults);
}

Bytes DemoAuthority::master_list(const std::vector<Bytes>& certificates, const std::set<Fault>& faults,
                                 const Bytes& enclosed) const
{
    Bytes set;
    for (const auto& certificate : certificates)
        set = card::join({set, certificate});
    const auto content = make_tlv(0x30, card::join({make_tlv(0x02, Bytes{0}), make_tlv(0x31, set)}));
    const auto key = make_key(state_->options);
    const auto signer =
        make_list_signer(key.get(), state_->certificate.get(), state_->key.get(), state_->options, faults);
    const auto* at = enclosed.data();
    const X509Handle other{enclosed.empty() ? nullptr : d2i_X509(nullptr, &at, static_cast<long>(enclosed.size()))};
    auto* const beside = other ? other.get() : state_->certificate.get();
    return signed_data(content, "2.23.136.1.1.2", {signer.get(), key.get(), state_->options, beside}, faults);
}

namespace {
void tell_issuer(X509_REVOKED* entry, const X509& issuer, bool is_critical)
{
    const std::unique_ptr<GENERAL_NAMES, ssl::Deleter<GENERAL_NAMES_free>> names{GENERAL_NAMES_new()};
    auto* name = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(name, GEN_DIRNAME, X509_NAME_dup(X509_get_subject_name(&issuer)));
    sk_GENERAL_NAME_push(names.get(), name);
    check(X509_REVOKED_add1_ext_i2d(entry, NID_certificate_issuer, names.get(), is_critical ? 1 : 0, 0) == 1,
          "X509_REVOKED_add1_ext_i2d");
}

void take_back(X509_REVOKED* entry)
{
    const std::unique_ptr<ASN1_ENUMERATED, ssl::Deleter<ASN1_ENUMERATED_free>> reason{ASN1_ENUMERATED_new()};
    check(ASN1_ENUMERATED_set(reason.get(), CRL_REASON_REMOVE_FROM_CRL) == 1 &&
              X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, reason.get(), 0, 0) == 1,
          "X509_REVOKED_add1_ext_i2d");
}
} // namespace

Bytes DemoAuthority::revocation_list(bool revoke_signer, std::chrono::sys_seconds next_update) const
{
    return revocation_list(revoke_signer, next_update, {});
}

Bytes DemoAuthority::revocation_list(bool revoke_signer, std::chrono::sys_seconds next_update,
                                     const ListOptions& options) const
{
    const std::unique_ptr<X509_CRL, ssl::Deleter<X509_CRL_free>> list{X509_CRL_new()};
    const std::unique_ptr<ASN1_TIME, ssl::Deleter<ASN1_TIME_free>> begin{
        ASN1_TIME_set(nullptr, options.issued.time_since_epoch().count())};
    const std::unique_ptr<ASN1_TIME, ssl::Deleter<ASN1_TIME_free>> next{
        ASN1_TIME_set(nullptr, next_update.time_since_epoch().count())};
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(state_->certificate.get()));
    X509_CRL_set1_lastUpdate(list.get(), begin.get());
    X509_CRL_set1_nextUpdate(list.get(), next.get());
    const auto revoke = [&](const ASN1_INTEGER* serial, const ListOptions::Entry& told = {}) {
        auto* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, const_cast<ASN1_INTEGER*>(serial)); // which is copied
        X509_REVOKED_set_revocationDate(entry, begin.get());
        if (told.issuer != nullptr) tell_issuer(entry, *told.issuer->state_->certificate, told.is_critical);
        if (told.taken_back) take_back(entry);
        X509_CRL_add0_revoked(list.get(), entry);
    };
    for (const auto& entry : options.entries)
        revoke(X509_get0_serialNumber(state_->signer.get()), entry);
    if (revoke_signer) revoke(X509_get0_serialNumber(state_->signer.get()));
    if (options.revokes_list_signer) {
        const auto signer = make_list_signer(state_->signer_key.get(), state_->certificate.get(), state_->key.get(),
                                             state_->options, {});
        revoke(X509_get0_serialNumber(signer.get()));
    }
    if (options.of_authorities_only || options.of_several) {
        const std::string said = std::string{"critical"} + (options.of_authorities_only ? ",onlyCA:TRUE" : "") +
                                 (options.of_several ? ",indirectCRL:TRUE" : "");
        const std::unique_ptr<X509_EXTENSION, ssl::Deleter<X509_EXTENSION_free>> extension{
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_issuing_distribution_point, said.c_str())};
        check(extension && X509_CRL_add_ext(list.get(), extension.get(), -1) == 1, "X509_CRL_add_ext");
    }
    check(X509_CRL_sign(list.get(), state_->key.get(), EVP_get_digestbyname(options.digest)) > 0, "X509_CRL_sign");
    return der_of<i2d_X509_CRL>(list.get());
}
} // namespace hardware::virtual_card
