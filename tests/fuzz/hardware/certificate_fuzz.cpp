#include <cstdlib>

#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/demo_authority.hpp"

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
    (void)certificate.has_unknown_critical_extension();
    (void)certificate.has_known_key();
    (void)certificate.is_signed_by(certificate);
    (void)certificate.is_signed_by(authority);
    (void)certificate.not_before();
    (void)certificate.not_after();
}
} // namespace

/// Any bytes as a certificate or a revocation list: read and asked everything, or `ProtocolViolation`.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Certificate authority{virtual_card::DemoAuthority::create().certificate()};
    const ByteView bytes{data, size};
    try {
        ask_all(Certificate{bytes}, authority);
    } catch (const ProtocolViolation&) { // the everyday answer
    }
    try {
        const RevocationList list{bytes};
        if (list.is_signed_by(authority)) std::abort(); // nobody signed it
        (void)list.revokes(authority);
        (void)list.next_update();
    } catch (const ProtocolViolation&) { // the everyday answer
    }
    return 0;
}
