#include "hardware/card/chip_authentication.hpp"

#include <openssl/x509.h>

#include "hardware/card/tlv.hpp"

namespace hardware::card {
namespace {
// standardizedDomainParameters 0.4.0.127.0.7.1.2. Source: BSI TR-03110-3 §A.2.1.
const Bytes kStandardisedParameters{0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x02};
constexpr Tag kSequence = 0x30;
constexpr Tag kInteger = 0x02;
constexpr Tag kBitString = 0x03;
constexpr Tag kOid = 0x06;

std::optional<ChipKey> standardised_key(ByteView subject_public_key_info)
{
    TlvReader fields{sole_value(subject_public_key_info, kSequence)};
    TlvReader algorithm{fields.expect(kSequence).value};
    if (!equal(algorithm.expect(kOid).value, kStandardisedParameters)) return std::nullopt;
    const auto id = algorithm.expect(kInteger).value;
    const auto bits = fields.expect(kBitString).value;
    if (id.size() != 1 || bits.empty() || bits[0] != 0) throw ProtocolViolation{"chip key: malformed"};
    auto curve = Curve::standardised(id[0]);
    auto point = curve.decode(bits.subspan(1));
    return ChipKey{std::move(curve), std::move(point)};
}

Bytes key_reference(const ChipPublicKeyInfo& key)
{
    return key.key_id ? make_tlv(0x84, *key.key_id) : Bytes{};
}

/// 3DES: one command. Source: ICAO 9303-11 §6.2.4.1.
bool send_key(Channel& channel, const ChipAuthenticationOffer& offer, ByteView point)
{
    return channel.send({0x00, 0x22, 0x41, 0xA6, join({make_tlv(0x91, point), key_reference(offer.key)}), std::nullopt})
        .ok();
}

/// AES: the protocol, then the key. Source: ICAO 9303-11 §6.2.4.2.
bool send_protocol_and_key(Channel& channel, const ChipAuthenticationOffer& offer, ByteView point)
{
    const auto set = channel.send(
        {0x00, 0x22, 0x41, 0xA4, join({make_tlv(0x80, offer.info.oid), key_reference(offer.key)}), std::nullopt});
    return set.ok() && channel.send({0x00, 0x86, 0x00, 0x00, make_tlv(0x7C, make_tlv(0x80, point)), 256}).ok();
}
} // namespace

std::optional<ChipAuthenticationOffer> chip_authentication_offer(const std::vector<SecurityInfo>& infos)
{
    std::optional<ChipAuthenticationOffer> best;
    for (const auto& key : chip_public_key_infos(infos)) {
        if (!key.elliptic) continue;
        for (const auto& info : chip_authentication_infos(infos)) {
            if (!info.elliptic || info.key_id != key.key_id) continue;
            if (!best || info.cipher > best->info.cipher) best = {info, key};
        }
    }
    return best;
}

ChipKey chip_key(ByteView subject_public_key_info)
{
    if (auto key = standardised_key(subject_public_key_info)) return std::move(*key);
    const auto* at = subject_public_key_info.data();
    const ssl::Key key{d2i_PUBKEY(nullptr, &at, static_cast<long>(subject_public_key_info.size()))};
    ERR_clear_error();
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC) throw ProtocolViolation{"chip key: malformed"};
    char name[64] = "";
    std::size_t length = 0;
    // Explicit parameters have a name only where they equal a named curve.
    if (EVP_PKEY_get_group_name(key.get(), name, sizeof name, &length) != 1) {
        ERR_clear_error();
        throw Unsupported{"chip key: curve without a name"};
    }
    Bytes encoded(1 + 2 * 66);
    std::size_t size = 0;
    Curve curve{OBJ_sn2nid(name)};
    ssl::check(EVP_PKEY_get_octet_string_param(key.get(), "pub", encoded.data(), encoded.size(), &size) == 1,
               "EVP_PKEY_get_octet_string_param");
    auto point = curve.decode(ByteView{encoded}.first(size));
    return {std::move(curve), std::move(point)};
}

bool authenticate_chip(Channel& channel, const ChipAuthenticationOffer& offer, const KeySource& keys)
{
    const auto chip = chip_key(offer.key.subject_public_key_info);
    const auto own = keys(chip.curve, nullptr);
    const auto point = chip.curve.encode(own.point.get());
    const bool accepted = offer.info.cipher == Cipher::tdes ? send_key(channel, offer, point)
                                                            : send_protocol_and_key(channel, offer, point);
    if (!accepted) return false;
    const auto shared = chip.curve.multiply(own.secret.get(), chip.point.get());
    channel.secure(SecureMessaging{derive_session_keys(offer.info.cipher, chip.curve.x_coordinate(shared.get()))},
                   offer.info.cipher);
    return true;
}
} // namespace hardware::card
