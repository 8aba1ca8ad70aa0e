#include "tests/portal/domain/test_kiosk.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/pem.h>
#include <openssl/x509.h>

namespace tests {
namespace {
namespace contract = portal::contract;
namespace domain = portal::domain;
using namespace std::chrono;

domain::Kiosk enrol(const domain::Context& context, domain::KioskAuthority& authority, const DeskAtWork& work,
                    const contract::FileSigner& key)
{
    const auto code = domain::make_enrolment_code(context, work.desk, work.place, std::string(64, 'a'));
    const auto answer = domain::enrol_kiosk(context, authority, {code, csr_of(key), "test"}, "192.0.2.1");
    const auto& reply = std::get<contract::EnrolmentReply>(answer);
    const auto fingerprint = domain::fingerprint_of_pem(reply.certificate_pem).value();
    return domain::kiosk_of_certificate(context, fingerprint).value();
}

contract::ClerkSessionReply sign_in(const domain::Context& context, const domain::Kiosk& kiosk, const DeskAtWork& work,
                                    const contract::FileSigner& key)
{
    return std::get<contract::ClerkSessionReply>(
        domain::open_clerk_session(context, kiosk, {work.clerk, work.password, key.public_key()}));
}
} // namespace

std::string csr_of(const contract::FileSigner& signer)
{
    const auto der = signer.pkcs8_der();
    const auto* begin = der.data();
    std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info{
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &begin, static_cast<long>(der.size())), PKCS8_PRIV_KEY_INFO_free};
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_PKCS82PKEY(info.get()), EVP_PKEY_free};
    std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)> request{X509_REQ_new(), X509_REQ_free};
    std::unique_ptr<BIO, decltype(&BIO_free_all)> bio{BIO_new(BIO_s_mem()), BIO_free_all};
    if (X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
        X509_REQ_sign(request.get(), key.get(), EVP_sha256()) <= 0 ||
        PEM_write_bio_X509_REQ(bio.get(), request.get()) != 1)
        throw std::runtime_error{"no certificate request"};
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

TestKiosk::TestKiosk(const domain::Context& context, domain::KioskAuthority& authority, const DeskAtWork& work)
    : kiosk_key{contract::FileSigner::generate()}, clerk_key{contract::FileSigner::generate()}, context_{context}
{
    kiosk = enrol(context, authority, work, kiosk_key);
    session = sign_in(context, kiosk, work, clerk_key);
    next.number = 1;
    next.kiosk = kiosk.name;
    next.clerk = session.clerk;
    next.sealed_to = context.keys.sealing_id;
    next.sealing_key = context.keys.sealing.open;
    next.clerk_certificate = session.clerk_certificate;
}

TestKiosk::TestKiosk(TestPortal& portal, const std::string& desk, const std::string& clerk)
    : TestKiosk{portal.context, *portal.authority, {desk, "ул. „Московска“ 33", clerk, TestPortal::kPassword}}
{
}

contract::Envelope TestKiosk::record(const contract::RecordContent& content)
{
    next.time = context_.clock.now();
    auto envelope = contract::make_record(content, next, kiosk_key, clerk_key);
    next.previous = contract::hash_of_header(envelope.header);
    ++next.number;
    return envelope;
}

contract::RecordsReply TestKiosk::post(const std::vector<contract::Envelope>& records)
{
    return domain::take_records(context_, kiosk, {records});
}

contract::Receipt TestKiosk::tell(const contract::RecordContent& content)
{
    auto reply = post({record(content)});
    next.newest_receipt = reply.receipts.at(0).id;
    return reply.receipts.at(0);
}

contract::VerificationContent good_verification(const std::string& username)
{
    contract::VerificationContent content;
    content.username = username;
    content.reference = contract::AccountReference::username;
    content.document.kind = "identity_card";
    content.document.issuer = "BGR";
    content.document.number = "641000027";
    content.document.latin_names = {"VIKTORIYA LYUBOMI", "", "KONSTANTINOVA"};
    content.document.native_names = contract::PersonNames{"ВИКТОРИЯ", "ЛЮБОМИРОВА", "КОНСТАНТИНОВА"};
    content.document.personal_number = {contract::PersonalNumberKind::egn, kVikisNumber};
    content.document.birth_date = 1985y / June / 15;
    content.document.sex = contract::Sex::female;
    content.document.expiry = 2033y / February / 28;
    content.document.assurance = contract::Assurance::chip_genuine;
    content.face_compared = true;
    content.citizen_confirmed_account = true;
    return content;
}
} // namespace tests
