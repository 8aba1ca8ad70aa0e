#include "hardware/card/security_info.hpp"

#include <algorithm>
#include <iterator>

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kMostInfos = 64;
constexpr Tag kSequence = 0x30;
constexpr Tag kSet = 0x31;
constexpr Tag kInteger = 0x02;
constexpr Tag kOid = 0x06;

// bsi-de protocols(2) smartcard(2): PK 1, CA 3, PACE 4. Source: BSI TR-03110-3 §A.1.
const Bytes kPk{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x01};
const Bytes kChipAuthentication{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03};
const Bytes kPace{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04};
const Bytes kActiveAuthentication{0x67, 0x81, 0x08, 0x01, 0x01, 0x05};
const Bytes kPlainEcdsa{0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01};

/// The arcs of `oid` behind `prefix`, each of one byte; empty where it does not begin so.
Bytes arcs_behind(const Bytes& oid, const Bytes& prefix)
{
    if (oid.size() <= prefix.size() || !std::equal(prefix.begin(), prefix.end(), oid.begin())) return {};
    return {oid.begin() + static_cast<std::ptrdiff_t>(prefix.size()), oid.end()};
}

std::optional<Cipher> cipher_of(std::uint8_t arc)
{
    switch (arc) {
    case 1:
        return Cipher::tdes;
    case 2:
        return Cipher::aes_128;
    case 3:
        return Cipher::aes_192;
    case 4:
        return Cipher::aes_256;
    default:
        return std::nullopt;
    }
}

std::optional<int> small_integer(ByteView object)
{
    if (object.empty()) return std::nullopt;
    const auto value = sole_value(object, kInteger);
    if (value.size() != 1 || value[0] > 0x7F) return std::nullopt;
    return value[0];
}

std::optional<Bytes> integer_bytes(ByteView object)
{
    if (object.empty()) return std::nullopt;
    const auto value = sole_value(object, kInteger);
    return Bytes{value.begin(), value.end()};
}

/// Key agreement and mapping of a PACE protocol; empty for one that we do not know.
std::optional<std::pair<bool, Mapping>> pace_kind(std::uint8_t arc)
{
    switch (arc) {
    case 1:
        return {{false, Mapping::generic}};
    case 2:
        return {{true, Mapping::generic}};
    case 3:
        return {{false, Mapping::integrated}};
    case 4:
        return {{true, Mapping::integrated}};
    case 6:
        return {{true, Mapping::chip_authentication}};
    default:
        return std::nullopt;
    }
}

Bytes copy(ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}
} // namespace

std::vector<SecurityInfo> parse_security_infos(ByteView set)
{
    std::vector<SecurityInfo> infos;
    TlvReader members{sole_value(set, kSet)};
    while (!members.empty()) {
        if (infos.size() == kMostInfos) throw ProtocolViolation{"too many security infos"};
        const auto member = members.expect(kSequence);
        TlvReader fields{member.value};
        SecurityInfo info;
        info.oid = copy(fields.expect(kOid).value);
        info.required = copy(fields.next().whole);
        if (!fields.empty()) info.optional = copy(fields.next().whole);
        fields.finish();
        info.encoded = copy(member.whole);
        infos.push_back(std::move(info));
    }
    return infos;
}

bool is_pace_info(const SecurityInfo& info)
{
    return arcs_behind(info.oid, kPace).size() == 2;
}

std::vector<PaceInfo> pace_infos(const std::vector<SecurityInfo>& infos)
{
    constexpr int kVersion = 2;
    std::vector<PaceInfo> found;
    for (const auto& info : infos) {
        if (!is_pace_info(info)) continue;
        const auto arcs = arcs_behind(info.oid, kPace);
        const auto kind = pace_kind(arcs[0]);
        const auto cipher = cipher_of(arcs[1]);
        if (!kind || !cipher || small_integer(info.required) != kVersion) continue;
        found.push_back({info.oid, kind->first, kind->second, *cipher, small_integer(info.optional).value_or(-1)});
    }
    return found;
}

std::vector<ChipAuthenticationInfo> chip_authentication_infos(const std::vector<SecurityInfo>& infos)
{
    std::vector<ChipAuthenticationInfo> found;
    for (const auto& info : infos) {
        const auto arcs = arcs_behind(info.oid, kChipAuthentication);
        if (arcs.size() != 2) continue;
        if (const auto cipher = cipher_of(arcs[1]))
            found.push_back({info.oid, arcs[0] == 2, *cipher, integer_bytes(info.optional)});
    }
    return found;
}

std::vector<ChipPublicKeyInfo> chip_public_key_infos(const std::vector<SecurityInfo>& infos)
{
    std::vector<ChipPublicKeyInfo> found;
    for (const auto& info : infos) {
        const auto arcs = arcs_behind(info.oid, kPk);
        if (arcs.size() == 1) found.push_back({arcs[0] == 2, info.required, integer_bytes(info.optional)});
    }
    return found;
}

std::vector<const char*> active_authentication_hashes(const std::vector<SecurityInfo>& infos)
{
    static constexpr const char* kNames[] = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"};
    for (const auto& info : infos) {
        if (info.oid != kActiveAuthentication || info.optional.empty()) continue;
        const auto arcs = arcs_behind(copy(sole_value(info.optional, kOid)), kPlainEcdsa);
        if (arcs.size() != 1) continue;
        if (arcs[0] >= 1 && arcs[0] <= std::size(kNames)) return {kNames[arcs[0] - 1]};
    }
    return {std::begin(kNames), std::end(kNames)};
}
} // namespace hardware::card
