#include <cstdlib>

#include "hardware/document/passive_authentication.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace hardware;
using namespace hardware::document;

namespace {
/// One authority, and what it signed: the fuzzer may change everything but the signed hashes.
struct Country {
    virtual_card::DemoAuthority authority = virtual_card::DemoAuthority::create({virtual_card::KeyKind::ec, "P-256"});
    std::map<int, Bytes> files{{1, {0x61, 0x00}}, {2, {0x75, 0x00}}};
    Bytes signed_list = authority.sign(files);
    TrustStore trust;
    Country() { trust.add_certificate(authority.certificate()); }
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
    static const auto kGenuine = read_security_object(country.signed_list);
    try {
        const auto object = read_security_object(file);
        (void)check_hashes(object, country.files);
        const bool proven = is_proven(check_signer(object.signature, country.trust, {"BGR", {}, kToday}));
        if (proven && (object.hashes != kGenuine.hashes || object.digest != kGenuine.digest)) std::abort();
    } catch (const Error&) { // the everyday answer
    }
}
} // namespace

/// Any bytes as EF.SOD, and a genuine one with one stretch replaced: nothing is proven but what was signed.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const Country kCountry;
    const ByteView bytes{data, size};
    judge(kCountry, bytes);
    if (size < 2) return;
    auto changed = kCountry.signed_list;
    const std::size_t at = (std::size_t{data[0]} << 8 | data[1]) % changed.size();
    for (std::size_t i = 2; i < size && at + i - 2 < changed.size(); ++i)
        changed[at + i - 2] = data[i];
    judge(kCountry, changed);
}
