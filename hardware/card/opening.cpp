#include "hardware/card/opening.hpp"

#include <algorithm>
#include <utility>

#include "hardware/card/bac.hpp"
#include "hardware/card/file_reader.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kLargestCardSecurity = 16U << 10U; ///< bytes

/// Without Le: some chips refuse one here.
Command select_application()
{
    return {0x00, 0xA4, 0x04, 0x0C, {0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01}, std::nullopt};
}

/// The answer does not matter: chips without such a command stand at the master file anyway.
void select_master_file(Channel& channel)
{
    channel.send({0x00, 0xA4, 0x00, 0x0C, {0x3F, 0x00}, std::nullopt});
}

Bytes read_card_access(Channel& channel)
{
    constexpr std::size_t kLargest = 4096;
    FileReader reader{channel};
    if (auto file = reader.read(kCardAccess, kLargest)) return std::move(*file);
    select_master_file(channel);
    return reader.read(kCardAccess, kLargest).value_or(Bytes{});
}

/// A malformed EF.CardAccess offers nothing.
std::vector<PaceInfo> read_offers(Channel& channel, const Secret& secret, Opening& opening)
{
    try {
        opening.card_access = read_card_access(channel);
        if (opening.card_access.empty()) return {};
        return pace_infos(parse_security_infos(opening.card_access));
    } catch (const ProtocolViolation&) {
        if (!std::holds_alternative<MrzKey>(secret)) throw; // BAC opens with nothing else
        opening.card_access_malformed = true;
        return {};
    }
}

std::pair<Cipher, bool> rank(const PaceInfo& info)
{
    return {info.cipher, info.mapping == Mapping::chip_authentication};
}

/// What we speak among the offers, the strongest cipher first, and of two alike the one that proves the chip too.
std::vector<PaceInfo> usable(std::vector<PaceInfo> infos)
{
    std::erase_if(infos, [](const PaceInfo& info) { return !can_speak(info); });
    std::stable_sort(infos.begin(), infos.end(),
                     [](const PaceInfo& a, const PaceInfo& b) { return rank(a) > rank(b); });
    return infos;
}

SecretKind kind_of(const Secret& secret)
{
    return std::holds_alternative<Can>(secret) ? SecretKind::can : SecretKind::mrz;
}

/// Empty where the chip refuses every offer of its own.
std::optional<PaceResult> try_pace(Channel& channel, const std::vector<PaceInfo>& infos, const Secret& secret,
                                   Access& access)
{
    for (const auto& info : infos) {
        try {
            access = {AccessProtocol::pace, info.mapping, info.cipher, standardised_group(info.parameter_id)->name(),
                      kind_of(secret),      false};
            return open_with_pace(channel, info, secret);
        } catch (const Unsupported&) {
            continue; // the next offer, at last BAC
        }
    }
    return std::nullopt;
}

/// Of the master file, so before the application is selected.
void read_card_security(Channel& channel, const std::vector<PaceInfo>& infos, const Secret& secret, Opening& opening)
{
    FileReader reader{channel, [&] {
                          channel.leave_security();
                          select_master_file(channel);
                          auto again = try_pace(channel, infos, secret, opening.access);
                          if (!again || again->verdict != AccessVerdict::opened)
                              throw ProtocolViolation{"chip does not open a second time"};
                          opening.proof = std::move(again->proof);
                      }};
    try {
        opening.card_security = reader.read(kCardSecurity, kLargestCardSecurity).value_or(Bytes{});
    } catch (const MalformedFile&) {
        opening.card_security_malformed = true;
    }
}
} // namespace

Opening open_chip(Channel& channel, const Secret& secret, Start start)
{
    channel.leave_security();
    if (start == Start::again) select_master_file(channel);
    Opening opening;
    const auto offers = read_offers(channel, secret, opening);
    const auto infos = usable(offers);
    if (auto result = try_pace(channel, infos, secret, opening.access)) {
        opening.verdict = result->verdict;
        opening.proof = std::move(result->proof);
        if (opening.proof && start == Start::fresh) read_card_security(channel, infos, secret, opening);
        if (opening.verdict == AccessVerdict::opened && !channel.send(select_application()).ok())
            throw NotATravelDocument{"no travel document application"};
        return opening;
    }
    if (!channel.send(select_application()).ok()) throw NotATravelDocument{"no travel document application"};
    const auto* mrz = std::get_if<MrzKey>(&secret);
    if (mrz == nullptr) throw Unsupported{"the chip does not open with a CAN"};
    opening.access = {AccessProtocol::bac, std::nullopt, Cipher::tdes, {}, SecretKind::mrz, !offers.empty()};
    opening.verdict = open_with_bac(channel, *mrz);
    return opening;
}
} // namespace hardware::card
