#include <array>
#include <cstdlib>

#include "hardware/document/passive_authentication.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "tests/fuzz/fuzzer.hpp"
#include "tests/fuzz/hardware/altered.hpp"

using namespace hardware;
using namespace hardware::document;

namespace {
using virtual_card::KeyKind;

/// One authority, and what it signed: the fuzzer may change everything but the signed hashes.
struct Country {
    explicit Country(const virtual_card::AuthorityOptions& options)
        : authority{virtual_card::DemoAuthority::create(options)}
    {
        trust.add_certificate(authority.certificate());
        trust.add_revocation_list(
            authority.revocation_list(false, std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}));
    }
    virtual_card::DemoAuthority authority;
    std::map<int, Bytes> files{{1, {0x61, 0x00}}, {2, {0x75, 0x00}}};
    Bytes signed_list = authority.sign(files);
    SecurityObject genuine = read_security_object(signed_list);
    TrustStore trust;
};

bool is_proven(const std::vector<Check>& checks)
{
    for (const auto& check : checks)
        if (check.id != CheckId::revocation && check.result != CheckResult::passed) return false;
    return true;
}

void judge(const Country& country, ByteView file)
{
    constexpr std::chrono::sys_days kToday{std::chrono::year{2027} / 3 / 1};
    try {
        const auto object = read_security_object(file);
        (void)check_hashes(object, country.files);
        const bool proven = is_proven(check_signer(object.signature, country.trust, {"BGR", {}, kToday}));
        if (proven && (object.hashes != country.genuine.hashes || object.digest != country.genuine.digest))
            std::abort();
    } catch (const Error&) { // the everyday answer
    }
}
} // namespace

/// Any bytes as EF.SOD, and a genuine one with one stretch replaced: nothing is proven but what was signed. The first
/// bits say by which kind of key.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const std::array<Country, 4> kCountries{
        Country{{KeyKind::ec, "P-256"}}, Country{{KeyKind::ec_explicit, "brainpoolP256r1", "SHA384", "BG", 1}},
        Country{{KeyKind::rsa, {}, "SHA1"}}, Country{{KeyKind::rsa_pss, {}, "SHA512"}}};
    const ByteView bytes{data, size};
    judge(kCountries[0], bytes);
    if (size == 0) return;
    const auto& country = kCountries[(data[0] >> 4) % kCountries.size()];
    judge(country, altered(country.signed_list, bytes));
}
