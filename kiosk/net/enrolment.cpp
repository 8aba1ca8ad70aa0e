#include "kiosk/net/enrolment.hpp"

#include <memory>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "kiosk/core/pem.hpp"
#include "kiosk/core/private_file.hpp"
#include "kiosk/net/connection.hpp"
#include "portal/contract/openssl.hpp"

namespace kiosk::net {
namespace contract = portal::contract;
using contract::Bytes;

namespace {
constexpr std::size_t kFingerprintDigits = 64;

std::string text_of(const Bytes& bytes)
{
    return {bytes.begin(), bytes.end()};
}

using contract::ssl::Certificate;
using contract::ssl::CertificateRequest;
using contract::ssl::Key;

void require(bool done, const char* what)
{
    if (!done) throw EnrolmentFailed{std::string{"OpenSSL: "} + what};
}

Key key_of(const Bytes& pkcs8)
{
    const unsigned char* at = pkcs8.data();
    Key key{d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(pkcs8.size()))};
    require(key != nullptr, "key");
    return key;
}

/// PKCS#10 without a name: the portal alone decides who this kiosk is. Source: RFC 2986.
std::string request_for(EVP_PKEY* key)
{
    const CertificateRequest request{X509_REQ_new()};
    require(request && X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1, "request");
    X509_NAME* name = X509_REQ_get_subject_name(request.get());
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("gishe-kiosk"),
                                       -1, -1, 0) == 1,
            "name");
    require(X509_REQ_set_pubkey(request.get(), key) == 1, "public key");
    require(X509_REQ_sign(request.get(), key, EVP_sha256()) > 0, "signature");
    unsigned char* der = nullptr;
    const int size = i2d_X509_REQ(request.get(), &der);
    require(size > 0, "encoding");
    const std::unique_ptr<unsigned char, decltype([](unsigned char* bytes) { OPENSSL_free(bytes); })> owner{der};
    return to_pem("CERTIFICATE REQUEST", {der, static_cast<std::size_t>(size)});
}

/// The certificate has to be for our key, or mutual TLS could never succeed.
void check_certificate(const std::string& pem, EVP_PKEY* key)
{
    const Bytes der = from_pem("CERTIFICATE", pem);
    const unsigned char* at = der.data();
    const Certificate certificate{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
    if (!certificate || X509_check_private_key(certificate.get(), key) != 1)
        throw EnrolmentFailed{"the portal's answer holds no certificate for this kiosk's key"};
}

/// Papers that are damaged are no reason against new ones.
std::string name_before(const std::filesystem::path& state)
{
    try {
        return load_identity(state).kiosk;
    } catch (const std::runtime_error&) {
        return {};
    }
}

void check_authority(const std::filesystem::path& ca_file, const std::string& fingerprint)
{
    const auto pem = read_file(ca_file);
    if (!pem) throw EnrolmentFailed{"no file " + ca_file.string()};
    if (contract::to_hex(contract::sha256(from_pem("CERTIFICATE", text_of(*pem)))) != fingerprint)
        throw EnrolmentFailed{"the authority in " + ca_file.string() + " is not the one that the code names"};
}
} // namespace

std::optional<EnrolmentCode> parse_enrolment_code(std::string_view text)
{
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return std::nullopt;
    const auto fingerprint = text.substr(dot + 1);
    if (fingerprint.size() != kFingerprintDigits ||
        fingerprint.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    return EnrolmentCode{std::string{text.substr(0, dot)}, std::string{fingerprint}};
}

DeskIdentity enrol(const std::string& portal_url, const std::filesystem::path& ca_file,
                   const std::filesystem::path& state, std::string_view text, const MakeRoom& make_room)
{
    const auto code = parse_enrolment_code(text);
    if (!code) throw EnrolmentFailed{"that is no enrolment code: it has a code, a full stop and 64 hex digits"};
    try {
        check_authority(ca_file, code->ca_fingerprint);
        auto signer = contract::FileSigner::generate();
        const Bytes pkcs8 = signer.pkcs8_der();
        const Key key = key_of(pkcs8);
        PortalConnection connection{{portal_url, ca_file, {}, {}}};
        const auto answer = answer_of<contract::EnrolmentReply>(connection.post(
            "/api/kiosk/v1/enrolments", contract::to_json(contract::EnrolmentRequest{code->code, request_for(key.get()),
                                                                                     "gishe-kiosk " GISHE_VERSION})));
        if (const auto* silence = std::get_if<Unreachable>(&answer))
            throw EnrolmentFailed{"the portal does not answer: " + silence->detail};
        if (const auto* problem = std::get_if<contract::Problem>(&answer))
            throw EnrolmentFailed{"the portal refuses: " + problem->code};
        const auto& reply = std::get<contract::EnrolmentReply>(answer);
        check_certificate(reply.certificate_pem, key.get());
        const std::string before = name_before(state);
        if (before != reply.kiosk) make_room(before);
        std::filesystem::create_directories(state);
        std::filesystem::permissions(state, std::filesystem::perms::owner_all);
        write_private_files({{state / "kiosk.key", contract::bytes_of(to_pem("PRIVATE KEY", pkcs8))},
                             {state / "kiosk.pem", contract::bytes_of(reply.certificate_pem)},
                             {state / "kiosk.json", contract::bytes_of(contract::to_json(reply))}});
        return {reply.kiosk, reply.desk, reply.place};
    } catch (const contract::Malformed& error) {
        throw EnrolmentFailed{error.what()};
    } catch (const std::system_error& error) {
        throw EnrolmentFailed{error.what()};
    } catch (const std::invalid_argument& error) {
        throw EnrolmentFailed{error.what()};
    }
}

DeskIdentity load_identity(const std::filesystem::path& state)
{
    const auto text = read_file(state / "kiosk.json");
    if (!text) return {};
    try {
        const auto reply = contract::from_json<contract::EnrolmentReply>(text_of(*text));
        return {reply.kiosk, reply.desk, reply.place};
    } catch (const contract::Malformed& error) {
        throw std::runtime_error{"kiosk.json is damaged: " + std::string{error.what()}};
    }
}
} // namespace kiosk::net
