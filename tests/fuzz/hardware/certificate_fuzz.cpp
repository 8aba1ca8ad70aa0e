#include "hardware/document/master_list.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "tests/fuzz/fuzzer.hpp"

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
        (void)read_master_list(bytes);
    } catch (const ProtocolViolation&) { // the everyday answer
    }
    try {
        const RevocationList list{bytes};
        (void)list.is_signed_by(authority);
        (void)list.revokes(authority);
        (void)list.next_update();
    } catch (const ProtocolViolation&) { // the everyday answer
    }
}

/// `genuine` with what the fuzzer says put over one stretch; its first two bytes say where.
Bytes altered(Bytes genuine, ByteView bytes)
{
    const auto at = (std::size_t{bytes[0]} << 8 | bytes[1]) % genuine.size();
    for (std::size_t i = 2; i < bytes.size() && at + i - 2 < genuine.size(); ++i)
        genuine[at + i - 2] = bytes[i];
    return genuine;
}
} // namespace

/// Any bytes as a certificate or a revocation list, and genuine ones with one stretch replaced: read and asked
/// everything, or `ProtocolViolation`.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const auto kCountry = virtual_card::DemoAuthority::create({virtual_card::KeyKind::ec, "P-256"});
    static const Certificate kAuthority{kCountry.certificate()};
    static const auto kList = kCountry.revocation_list(true, std::chrono::sys_days{std::chrono::year{2030} / 1 / 1});
    const ByteView bytes{data, size};
    judge(bytes, kAuthority);
    if (size < 2) return;
    judge(altered(kCountry.certificate(), bytes), kAuthority);
    judge(altered(kList, bytes), kAuthority);
}
