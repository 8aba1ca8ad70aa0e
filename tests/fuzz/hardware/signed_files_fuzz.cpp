#include <algorithm>
#include <cstdlib>

#include "hardware/card/tlv.hpp"
#include "hardware/document/card_security.hpp"
#include "hardware/document/chip_proof.hpp"
#include "hardware/document/master_list.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "tests/fuzz/fuzzer.hpp"
#include "tests/fuzz/hardware/altered.hpp"

using namespace hardware;
using namespace hardware::document;

namespace {
constexpr std::chrono::sys_days kToday{std::chrono::year{2027} / 3 / 1};

/// What one authority signed besides the files of a document.
struct Country {
    virtual_card::DemoAuthority authority = virtual_card::DemoAuthority::create({virtual_card::KeyKind::ec, "P-256"});
    /// PACE over P-256 with AES-128 and generic mapping.
    Bytes infos = from_hex("31143012060A04007F00070202040202020102 02010C");
    Bytes card_security = authority.sign_card_security(infos);
    Bytes master_list = authority.master_list({authority.certificate()});
    TrustStore trust;
    Country() { trust.add_certificate(authority.certificate()); }
};

/// Only what was signed passes for signed.
void judge_card_security(const Country& country, ByteView file)
{
    try {
        const auto read = read_card_security(file);
        (void)check_card_access(country.infos, {}, read, {});
        (void)check_mapping({}, read, country.trust, {"BGR", {}, kToday});
        const auto checks = check_signer(read.signature, country.trust, {"BGR", {}, kToday});
        const bool refuted = std::any_of(checks.begin(), checks.end(),
                                         [](const Check& check) { return check.result == CheckResult::failed; });
        const bool known = std::any_of(checks.begin(), checks.end(), [](const Check& check) {
            return check.id == CheckId::signer_chain && check.result == CheckResult::passed;
        });
        if (refuted || !known) return;
        if (read.infos.size() != 1 || read.infos[0].encoded != Bytes(country.infos.begin() + 2, country.infos.end()))
            std::abort();
    } catch (const Error&) { // the everyday answer
    }
}

/// A list that is taken and names the genuine authority as its voucher holds what that one put in.
void judge_master_list(const Country& country, ByteView file)
{
    static const auto kAuthority = Certificate{country.authority.certificate()}.fingerprint();
    try {
        const auto list = read_master_list(file);
        if (list.voucher().fingerprint() != kAuthority) return;
        if (list.authorities.size() != 1 || list.authorities[0].fingerprint() != kAuthority) std::abort();
    } catch (const ProtocolViolation&) { // the everyday answer
    }
}
} // namespace

/// Any bytes as EF.CardSecurity or a master list, and genuine ones with one stretch replaced.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const Country kCountry;
    const ByteView bytes{data, size};
    judge_card_security(kCountry, bytes);
    judge_card_security(kCountry, altered(kCountry.card_security, bytes));
    judge_master_list(kCountry, bytes);
    judge_master_list(kCountry, altered(kCountry.master_list, bytes));
}
