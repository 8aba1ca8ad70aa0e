#include "hardware/document/card_security.hpp"

#include <algorithm>
#include <iterator>

#include "hardware/card/pace.hpp"
#include "hardware/error.hpp"

namespace hardware::document {
namespace {
/// id-SecurityObject 0.4.0.127.0.7.3.2.1.
const Bytes kSecurityObjectType{0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02, 0x01};

using Infos = std::vector<card::SecurityInfo>;

/// The ways of PACE among `infos` that `others` do not name.
Infos missing_in(const Infos& others, const Infos& infos)
{
    Infos missing;
    std::copy_if(infos.begin(), infos.end(), std::back_inserter(missing), [&](const card::SecurityInfo& info) {
        return card::is_pace_info(info) && std::none_of(others.begin(), others.end(), [&](const auto& other) {
                   return other.encoded == info.encoded;
               });
    });
    return missing;
}

/// Its mapping is signed there, and DG14 need not repeat it.
bool is_of_card_security(const card::SecurityInfo& info)
{
    const auto ways = card::pace_infos({info});
    return !ways.empty() && ways.front().mapping == card::Mapping::chip_authentication;
}

bool might_have_been_taken(const card::PaceInfo& info, const card::Access& access)
{
    if (!card::can_speak(info)) return false;
    return access.protocol == card::AccessProtocol::bac || info.cipher >= access.cipher;
}
} // namespace

CardSecurity read_card_security(ByteView file)
{
    auto data = read_signed_data(file);
    if (data.content_type != kSecurityObjectType) throw ProtocolViolation{"EF.CardSecurity: other content"};
    return {card::parse_security_infos(data.content), std::move(data.signature)};
}

Check check_card_access(ByteView card_access, const Infos& dg14, const std::optional<CardSecurity>& card_security,
                        const card::Access& access)
{
    constexpr auto kId = CheckId::card_access;
    if (card_access.empty()) return {kId, CheckResult::not_possible, "no_card_access"};
    auto signed_infos = dg14;
    if (card_security)
        signed_infos.insert(signed_infos.end(), card_security->infos.begin(), card_security->infos.end());
    if (std::none_of(signed_infos.begin(), signed_infos.end(), card::is_pace_info))
        return {kId, CheckResult::not_possible, dg14.empty() ? "no_dg14" : "not_repeated_in_dg14"};
    const auto offers = card::parse_security_infos(card_access);
    const auto unsigned_ones = missing_in(signed_infos, offers);
    const bool unread = !card_security && access.mapping != card::Mapping::chip_authentication;
    const bool altered = std::any_of(unsigned_ones.begin(), unsigned_ones.end(),
                                     [&](const auto& info) { return !unread || !is_of_card_security(info); });
    if (altered) return {kId, CheckResult::failed, "differs_from_dg14"};
    const auto removed = missing_in(offers, signed_infos);
    if (removed.empty() && unsigned_ones.empty()) return {kId, CheckResult::passed, {}};
    const auto ways = card::pace_infos(removed);
    const bool lured = std::any_of(ways.begin(), ways.end(),
                                   [&](const card::PaceInfo& way) { return might_have_been_taken(way, access); });
    if (lured) return {kId, CheckResult::failed, "offer_removed"};
    return {kId, CheckResult::not_possible, removed.empty() ? "card_security_not_read" : "fewer_than_signed"};
}
} // namespace hardware::document
