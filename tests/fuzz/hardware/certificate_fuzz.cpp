#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "tests/fuzz/fuzzer.hpp"
#include "tests/fuzz/hardware/altered.hpp"

using namespace hardware;
using namespace hardware::document;

namespace {
void ask_all(const Certificate& certificate, const Certificate& authority)
{
    (void)certificate.subject_key_id();
    (void)certificate.authority_key_id();
    (void)certificate.country();
    (void)certificate.is_authority();
    (void)certificate.may_sign_documents();
    (void)certificate.may_sign_master_lists();
    (void)certificate.fingerprint();
    (void)certificate.has_unknown_critical_extension();
    (void)certificate.has_known_key();
    (void)certificate.is_signed_by(certificate);
    (void)certificate.is_signed_by(authority);
    (void)certificate.not_before();
    (void)certificate.not_after();
}

void judge(ByteView bytes, const Certificate& authority)
{
    try {
        ask_all(Certificate{bytes}, authority);
    } catch (const ProtocolViolation&) { // the everyday answer
    }
    try {
        const RevocationList list{bytes};
        (void)list.is_signed_by(authority);
        (void)list.revokes(authority);
        (void)list.has_unknown_critical_extension();
        (void)list.next_update();
    } catch (const ProtocolViolation&) { // the everyday answer
    }
}
} // namespace

/// Any bytes as a certificate or a revocation list, and genuine ones with one stretch replaced: read and asked
/// everything, or `ProtocolViolation`.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const auto kCountry = virtual_card::DemoAuthority::create({virtual_card::KeyKind::ec, "P-256"});
    static const Certificate kAuthority{kCountry.certificate()};
    static const std::chrono::sys_days kDue{std::chrono::year{2030} / 1 / 1};
    static const auto kList = kCountry.revocation_list(true, kDue);
    static const auto kListOfSeveral = kCountry.revocation_list(
        true, kDue,
        {.of_several = true, .entries = {{.issuer = &kCountry, .is_critical = true}, {.taken_back = true}}});
    const ByteView bytes{data, size};
    judge(bytes, kAuthority);
    judge(altered(kCountry.certificate(), bytes), kAuthority);
    judge(altered(kList, bytes), kAuthority);
    judge(altered(kListOfSeveral, bytes), kAuthority);
}
