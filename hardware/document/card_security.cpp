#include "hardware/document/card_security.hpp"

#include <algorithm>

#include "hardware/error.hpp"

namespace hardware::document {
namespace {
/// id-SecurityObject 0.4.0.127.0.7.3.2.1.
const Bytes kSecurityObjectType{0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02, 0x01};
} // namespace

CardSecurity read_card_security(ByteView file)
{
    auto data = read_signed_data(file);
    if (data.content_type != kSecurityObjectType) throw ProtocolViolation{"EF.CardSecurity: other content"};
    return {card::parse_security_infos(data.content), std::move(data.signature)};
}

Check check_card_access(ByteView card_access, const std::vector<card::SecurityInfo>& dg14,
                        const std::optional<CardSecurity>& card_security)
{
    constexpr auto kId = CheckId::card_access;
    if (card_access.empty()) return {kId, CheckResult::not_possible, "no_card_access"};
    auto signed_infos = dg14;
    if (card_security)
        signed_infos.insert(signed_infos.end(), card_security->infos.begin(), card_security->infos.end());
    if (std::none_of(signed_infos.begin(), signed_infos.end(), card::is_pace_info))
        return {kId, CheckResult::not_possible, dg14.empty() ? "no_dg14" : "not_repeated_in_dg14"};
    const auto offers = card::parse_security_infos(card_access);
    const bool repeated = std::all_of(offers.begin(), offers.end(), [&](const card::SecurityInfo& offer) {
        return !card::is_pace_info(offer) ||
               std::any_of(signed_infos.begin(), signed_infos.end(),
                           [&](const auto& info) { return info.encoded == offer.encoded; });
    });
    if (!repeated) return {kId, CheckResult::failed, "differs_from_dg14"};
    return {kId, CheckResult::passed, {}};
}
} // namespace hardware::document
