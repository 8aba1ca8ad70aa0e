#include "hardware/card/chip_authentication.hpp"

#include <algorithm>

#include <openssl/core_names.h>
#include <openssl/x509.h>

#include "hardware/card/curve.hpp"
#include "hardware/card/finite_field.hpp"
#include "hardware/card/named_curve.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::card {
namespace {
// standardizedDomainParameters 0.4.0.127.0.7.1.2. Source: BSI TR-03110-3 §A.2.1.
const Bytes kStandardisedParameters{0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x02};
constexpr std::size_t kMostOffers = 8;
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
    auto group = standardised_group(id[0]);
    // Over a curve the bits are the point, over a finite field they hold the number as DER.
    auto key = group->checked(group->elliptic() ? bits.subspan(1) : sole_value(bits.subspan(1), kInteger));
    return ChipKey{std::move(group), std::move(key)};
}

/// A number of a key that OpenSSL has read; empty where it has none of that name.
ssl::Bignum number_of(const EVP_PKEY* key, const char* name)
{
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    ERR_clear_error();
    return ssl::Bignum{number};
}

ChipKey elliptic_key(const EVP_PKEY* key, ByteView subject_public_key_info)
{
    const auto name = named_curve(key, subject_public_key_info);
    if (name.empty()) throw Unsupported{"chip key: curve without a name"};
    Bytes encoded(1 + 2 * 66);
    std::size_t size = 0;
    ssl::check(EVP_PKEY_get_octet_string_param(key, "pub", encoded.data(), encoded.size(), &size) == 1,
               "EVP_PKEY_get_octet_string_param");
    auto group = curve(OBJ_sn2nid(name.c_str()));
    auto point = group->checked(ByteView{encoded}.first(size));
    return {std::move(group), std::move(point)};
}

ChipKey finite_field_key(const EVP_PKEY* key)
{
    const auto prime = number_of(key, OSSL_PKEY_PARAM_FFC_P);
    const auto order = number_of(key, OSSL_PKEY_PARAM_FFC_Q);
    const auto generator = number_of(key, OSSL_PKEY_PARAM_FFC_G);
    const auto number = number_of(key, OSSL_PKEY_PARAM_PUB_KEY);
    if (!prime || !generator || !number) throw ProtocolViolation{"chip key: malformed"};
    if (!order) throw Unsupported{"chip key: group without its order"};
    auto group = finite_field(prime.get(), order.get(), generator.get());
    Bytes encoded(static_cast<std::size_t>(BN_num_bytes(number.get())));
    BN_bn2bin(number.get(), encoded.data());
    auto checked = group->checked(encoded);
    return {std::move(group), std::move(checked)};
}

Bytes key_reference(const ChipPublicKeyInfo& key)
{
    return key.key_id ? make_tlv(0x84, *key.key_id) : Bytes{};
}

/// 3DES: one command. Source: ICAO 9303-11 §6.2.4.1.
bool send_key(Channel& channel, const ChipAuthenticationOffer& offer, ByteView own_key)
{
    return channel
        .send({0x00, 0x22, 0x41, 0xA6, join({make_tlv(0x91, own_key), key_reference(offer.key)}), std::nullopt})
        .ok();
}

/// AES: the protocol, then the key. Source: ICAO 9303-11 §6.2.4.2.
bool send_protocol_and_key(Channel& channel, const ChipAuthenticationOffer& offer, ByteView own_key)
{
    const auto set = channel.send(
        {0x00, 0x22, 0x41, 0xA4, join({make_tlv(0x80, offer.info.oid), key_reference(offer.key)}), std::nullopt});
    if (!set.ok()) return false;
    // Not behind `&&`: clang 14 destroys a command made there twice when `send` throws.
    return channel.send({0x00, 0x86, 0x00, 0x00, make_tlv(0x7C, make_tlv(0x80, own_key)), 256}).ok();
}

/// id-CA-DH-3DES-CBC-CBC or id-CA-ECDH-3DES-CBC-CBC.
ChipAuthenticationInfo inferred_way(const ChipPublicKeyInfo& key)
{
    static const auto kPrefix = from_hex("04007F0007020203");
    const Bytes arcs{static_cast<std::uint8_t>(key.elliptic ? 2 : 1), 1};
    return {join({kPrefix, arcs}), key.elliptic, Cipher::tdes, key.key_id};
}

template <typename Infos>
auto count_of_kind(const Infos& infos, bool elliptic)
{
    return std::count_if(infos.begin(), infos.end(), [&](const auto& info) { return info.elliptic == elliptic; });
}
} // namespace

std::vector<ChipAuthenticationOffer> chip_authentication_offers(const std::vector<SecurityInfo>& infos)
{
    const auto keys = chip_public_key_infos(infos);
    const auto ways = chip_authentication_infos(infos);
    std::vector<ChipAuthenticationOffer> offers;
    for (const auto& key : keys) {
        if (ways.empty()) offers.push_back({inferred_way(key), key, true});
        for (const auto& way : ways) {
            if (way.elliptic != key.elliptic) continue;
            const bool single = count_of_kind(ways, key.elliptic) == 1 && count_of_kind(keys, key.elliptic) == 1;
            const bool silent = !way.key_id || !key.key_id;
            if (way.key_id != key.key_id && !(single && silent)) continue;
            offers.push_back({way, {key.elliptic, key.subject_public_key_info, key.key_id ? key.key_id : way.key_id}});
        }
    }
    std::stable_sort(offers.begin(), offers.end(),
                     [](const auto& a, const auto& b) { return a.info.cipher > b.info.cipher; });
    if (offers.size() > kMostOffers) offers.resize(kMostOffers);
    return offers;
}

ChipKey chip_key(ByteView subject_public_key_info)
{
    if (auto key = standardised_key(subject_public_key_info)) return std::move(*key);
    const auto* at = subject_public_key_info.data();
    const ssl::Key key{d2i_PUBKEY(nullptr, &at, static_cast<long>(subject_public_key_info.size()))};
    ERR_clear_error();
    if (!key) throw ProtocolViolation{"chip key: malformed"};
    switch (EVP_PKEY_get_base_id(key.get())) {
    case EVP_PKEY_EC:
        return elliptic_key(key.get(), subject_public_key_info);
    case EVP_PKEY_DH:
    case EVP_PKEY_DHX:
        return finite_field_key(key.get());
    default:
        throw ProtocolViolation{"chip key: neither kind of key agreement"};
    }
}

bool authenticate_chip(Channel& channel, const ChipAuthenticationOffer& offer, const Chance& chance)
{
    const auto chip = chip_key(offer.key.subject_public_key_info);
    const auto own = chance.key(*chip.group);
    const bool accepted = offer.info.cipher == Cipher::tdes ? send_key(channel, offer, own.public_key)
                                                            : send_protocol_and_key(channel, offer, own.public_key);
    if (!accepted) return false;
    channel.secure(
        SecureMessaging{derive_session_keys(offer.info.cipher, chip.group->agree(own.secret.get(), chip.public_key))},
        offer.info.cipher);
    return true;
}
} // namespace hardware::card
