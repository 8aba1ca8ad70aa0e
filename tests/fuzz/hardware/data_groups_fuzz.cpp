#include "hardware/card/chip_authentication.hpp"
#include "hardware/card/pace.hpp"
#include "hardware/document/data_groups.hpp"
#include "hardware/document/mrz.hpp"
#include "hardware/error.hpp"

using namespace hardware;

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
    (void)card::pace_infos(infos);
    (void)card::active_authentication_hash(infos);
    if (const auto offer = card::chip_authentication_offer(infos))
        (void)card::chip_key(offer->key.subject_public_key_info);
}
} // namespace

/// Any bytes as DG1, DG2, DG11, DG14, EF.CardAccess and a chip's key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes{data, size};
    attempt([&] {
        (void)document::parse_mrz(document::read_dg1(bytes), std::chrono::year_month_day{std::chrono::sys_days{}});
    });
    attempt([&] { (void)document::read_dg2(bytes); });
    attempt([&] { (void)document::read_dg11(bytes); });
    attempt([&] { read_keys(document::read_dg14(bytes)); });
    attempt([&] { read_keys(bytes); });
    attempt([&] { (void)card::chip_key(bytes); });
    return 0;
}
