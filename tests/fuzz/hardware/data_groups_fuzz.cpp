#include <cstdlib>

#include "hardware/card/active_authentication.hpp"
#include "hardware/card/chip_authentication.hpp"
#include "hardware/card/pace.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/document/card_security.hpp"
#include "hardware/document/data_groups.hpp"
#include "hardware/document/mrz.hpp"
#include "hardware/error.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace hardware;
using card::join;
using card::make_tlv;

namespace {
template <class Read>
void attempt(Read read)
{
    try {
        read();
    } catch (const Error&) { // the everyday answer
    }
}

void read_keys(ByteView set)
{
    const auto infos = card::parse_security_infos(set);
    for (const auto& info : card::pace_infos(infos))
        (void)card::can_speak(info);
    if (document::check_card_access(set, infos, {}, {}).result == document::CheckResult::failed)
        std::abort(); // of itself
    (void)card::active_authentication_hashes(infos);
    for (const auto& offer : card::chip_authentication_offers(infos))
        (void)card::chip_key(offer.key.subject_public_key_info);
}

void read_active_key(ByteView info)
{
    const card::ActiveAuthenticationKey key{info};
    static const Bytes kChallenge(card::kChallengeSize, 0x5A);
    if (key.verifies(kChallenge, Bytes(key.answer_size(), 0x01), "SHA256")) std::abort(); // nobody signed it
}

void read_all(ByteView dg1, ByteView dg2, ByteView dg11, ByteView dg14)
{
    attempt([&] {
        (void)document::parse_mrz(document::read_dg1(dg1), std::chrono::year_month_day{std::chrono::sys_days{}});
    });
    attempt([&] { (void)document::read_dg2(dg2); });
    attempt([&] { (void)document::read_dg11(dg11); });
    attempt([&] { read_keys(document::read_dg14(dg14)); });
}

Bytes dg2(ByteView record)
{
    return make_tlv(0x75, make_tlv(0x7F61, make_tlv(0x7F60, record)));
}

/// The face record that begins as a right one of 2005 does.
Bytes face(ByteView bytes)
{
    static const Bytes kHead{'F', 'A', 'C', 0, '0', '1', '0', 0};
    return dg2(make_tlv(0x5F2E, join({kHead, bytes})));
}
} // namespace

/// Any bytes as DG1, DG2, DG11, DG12, DG14, DG15, EF.CardAccess and a chip's keys: bare, and within what has to stand
/// around them.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes{data, size};
    read_all(bytes, bytes, bytes, bytes);
    const auto set = make_tlv(0x31, bytes);
    read_all(make_tlv(0x61, make_tlv(0x5F1F, bytes)), face(bytes), make_tlv(0x6B, make_tlv(0x5F0E, bytes)),
             make_tlv(0x6E, set));
    attempt([&] { (void)document::read_dg2(dg2(make_tlv(0x7F2E, make_tlv(0x65, make_tlv(0xA1, bytes))))); });
    attempt([&] { (void)document::read_dg12(bytes); });
    attempt([&] { (void)document::read_dg12(make_tlv(0x6C, make_tlv(0x5F26, bytes))); });
    attempt([&] { read_active_key(document::read_dg15(bytes)); });
    attempt([&] { read_active_key(bytes); });
    attempt([&] { (void)card::recovers(bytes, bytes); });
    attempt([&] { read_keys(bytes); });
    attempt([&] { (void)card::chip_key(bytes); });
    attempt([&] { (void)card::chip_key(make_tlv(0x30, bytes)); });
}
