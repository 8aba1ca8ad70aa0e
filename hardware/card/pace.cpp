#include "hardware/card/pace.hpp"

#include "hardware/card/tlv.hpp"

namespace hardware::card {
namespace {
constexpr Tag kDynamicData = 0x7C;
constexpr Tag kNonce = 0x80;
constexpr Tag kMapTerminal = 0x81;
constexpr Tag kMapChip = 0x82;
constexpr Tag kAgreeTerminal = 0x83;
constexpr Tag kAgreeChip = 0x84;
constexpr Tag kTokenTerminal = 0x85;
constexpr Tag kTokenChip = 0x86;
constexpr Tag kChipAuthenticationData = 0x8A;

bool is_blocked(std::uint16_t sw)
{
    return sw == 0x63C0 || sw == 0x6983 || sw == 0x6984;
}
bool is_refused_secret(std::uint16_t sw)
{
    return sw >> 8 == 0x63 || sw == 0x6982 || sw == 0x6985 || sw == 0x6988;
}

std::uint8_t password_reference(const Secret& secret)
{
    return std::holds_alternative<MrzKey>(secret) ? 0x01 : 0x02;
}

/// MSE:Set AT without Le; the parameter id is sent always, since some chips refuse to guess it.
Response set_template(Channel& channel, const PaceInfo& info, const Secret& secret)
{
    const Bytes password{password_reference(secret)};
    const Bytes parameters{static_cast<std::uint8_t>(info.parameter_id)};
    return channel.send({0x00, 0x22, 0xC1, 0xA4,
                         join({make_tlv(0x80, info.oid), make_tlv(0x83, password), make_tlv(0x84, parameters)}),
                         std::nullopt});
}

enum class Step : std::uint8_t { chained = 0x10, last = 0x00 };

Response authenticate(Channel& channel, ByteView data, Step step)
{
    return channel.send({static_cast<std::uint8_t>(step), 0x86, 0x00, 0x00, make_tlv(kDynamicData, data), 256});
}

/// One chained step: sends `data`, returns the value of the object `answer_tag` in the answer.
Bytes ask(Channel& channel, ByteView data, Tag answer_tag)
{
    const auto response = authenticate(channel, data, Step::chained);
    if (!response.ok()) throw ProtocolViolation{"PACE: chip breaks off a step"};
    const auto object = find(sole_value(response.data, kDynamicData), answer_tag);
    if (!object) throw ProtocolViolation{"PACE: chip leaves out its part"};
    return {object->value.begin(), object->value.end()};
}

SecretBytes decrypt_nonce(Cipher cipher, ByteView key, ByteView encrypted)
{
    constexpr std::size_t kLargest = 64;
    if (encrypted.empty() || encrypted.size() > kLargest || encrypted.size() % block_size(cipher) != 0)
        throw ProtocolViolation{"PACE: length of the nonce"};
    auto plain = decrypt_cbc(cipher, key, Bytes(block_size(cipher)), encrypted);
    SecretBytes nonce{plain.begin(), plain.end()};
    cleanse(plain.data(), plain.size());
    return nonce;
}

/// Sends our key, takes the chip's, refuses an echo.
Bytes exchange_keys(Channel& channel, const Group& group, const KeyPair& own, Tag ours, Tag theirs)
{
    auto chip = group.checked(ask(channel, make_tlv(ours, own.public_key), theirs));
    if (equal(chip, own.public_key)) throw ProtocolViolation{"PACE: chip echoes our key"};
    return chip;
}

/// The group with the generator that only those share who know the secret.
struct Mapped {
    GroupPtr group;
    Bytes chip_key; ///< of the mapping; empty in integrated mapping
};

Mapped map(Channel& channel, const PaceInfo& info, const Group& group, ByteView nonce, const Chance& chance)
{
    if (info.mapping == Mapping::integrated) {
        if (nonce.size() != chip_nonce_size(info.cipher)) throw ProtocolViolation{"PACE: length of the nonce"};
        const auto own = chance.nonce(terminal_nonce_size(info.cipher));
        const auto answer = authenticate(channel, make_tlv(kMapTerminal, own), Step::chained);
        if (!answer.ok()) throw ProtocolViolation{"PACE: chip breaks off a step"};
        return {group.map_integrated(pseudorandom(info.cipher, nonce, own, group.prime_bits())), {}};
    }
    const auto own = chance.key(group);
    auto chip = exchange_keys(channel, group, own, kMapTerminal, kMapChip);
    auto mapped = group.map_generic(nonce, own.secret.get(), chip);
    return {std::move(mapped), std::move(chip)};
}

std::optional<MappingProof> proof_in(ByteView answer, const SessionKeys& keys, GroupPtr group, Bytes chip_key)
{
    const auto encrypted = find(answer, kChipAuthenticationData);
    if (!encrypted) throw ProtocolViolation{"PACE: chip leaves out its proof"};
    if (encrypted->value.empty() || encrypted->value.size() % block_size(keys.cipher) != 0)
        throw ProtocolViolation{"PACE: length of the chip's proof"};
    auto padded = decrypt_cbc(keys.cipher, keys.encryption, proof_iv(keys), encrypted->value);
    auto plain = unpad(padded);
    SecretBytes factor{plain.begin(), plain.end()};
    cleanse(padded.data(), padded.size());
    cleanse(plain.data(), plain.size());
    return MappingProof{std::move(group), std::move(chip_key), std::move(factor)};
}
} // namespace

SecretBytes password_key(Cipher cipher, const Secret& secret)
{
    if (const auto* can = std::get_if<Can>(&secret)) return derive_key(cipher, as_bytes(can->digits), KeyUse::password);
    auto hash = digest("SHA1", as_bytes(std::get<MrzKey>(secret).information));
    auto key = derive_key(cipher, hash, KeyUse::password);
    cleanse(hash.data(), hash.size());
    return key;
}

Bytes authentication_token(const SessionKeys& keys, ByteView oid, const Group& group, ByteView public_key)
{
    const Tag tag = group.elliptic() ? 0x86 : 0x84; // Source: ICAO 9303-11 §9.4.4, §9.4.5
    return mac(keys.cipher, keys.mac, make_tlv(0x7F49, join({make_tlv(0x06, oid), make_tlv(tag, public_key)})));
}

std::size_t chip_nonce_size(Cipher cipher)
{
    return cipher == Cipher::aes_192 || cipher == Cipher::aes_256 ? 32 : 16;
}

std::size_t terminal_nonce_size(Cipher cipher)
{
    return key_size(cipher);
}

SecretBytes pseudorandom(Cipher cipher, ByteView chip_nonce, ByteView terminal_nonce, int prime_bits)
{
    static const Bytes kShortKeyConstant = from_hex("A668892A7C41E3CA739F40B057D85904");
    static const Bytes kShortOutputConstant = from_hex("A4E136AC725F738B01C1F60217C188AD");
    static const Bytes kLongKeyConstant = from_hex("D463D65234124EF7897054986DCA0A174E28DF758CBAA03F240616414D5A1676");
    static const Bytes kLongOutputConstant =
        from_hex("54BD7255F0AAF831BEC3423FCF39D69B6CBF066677D0FAAE5AADD99DF8E53517");
    const bool is_long = chip_nonce_size(cipher) == 32;
    const Bytes iv(block_size(cipher));
    const auto next = [&](ByteView key, ByteView input) {
        auto made = encrypt_cbc(cipher, key, iv, input);
        SecretBytes kept{made.begin(), made.end()};
        cleanse(made.data(), made.size());
        return kept;
    };
    const auto wanted_bits = static_cast<std::size_t>(prime_bits) + 64;
    SecretBytes made;
    auto key = next(terminal_nonce, chip_nonce);
    while (made.size() * 8 < wanted_bits) {
        const auto use = ByteView{key}.first(key_size(cipher));
        const auto block = next(use, is_long ? kLongOutputConstant : kShortOutputConstant);
        made.insert(made.end(), block.begin(), block.end());
        key = next(use, is_long ? kLongKeyConstant : kShortKeyConstant);
    }
    return made;
}

Bytes proof_iv(const SessionKeys& keys)
{
    return encrypt_block(keys.cipher, keys.encryption, Bytes(block_size(keys.cipher), 0xFF));
}

bool can_speak(const PaceInfo& info)
{
    if (info.parameter_id < 0) return false;
    try {
        const auto group = standardised_group(info.parameter_id);
        return group->elliptic() == info.elliptic &&
               (info.mapping != Mapping::integrated || group->can_map_integrated()) &&
               (info.mapping != Mapping::chip_authentication || (info.elliptic && info.cipher != Cipher::tdes));
    } catch (const Unsupported&) {
        return false;
    }
}

PaceResult open_with_pace(Channel& channel, const PaceInfo& info, const Secret& secret, const Chance& chance)
{
    if (!can_speak(info)) throw Unsupported{"PACE: this mapping or these parameters"};
    const auto group = standardised_group(info.parameter_id);

    const auto chosen = set_template(channel, info, secret);
    if (is_blocked(chosen.sw)) return {AccessVerdict::blocked, {}};
    if (!chosen.ok() && chosen.sw >> 8 != 0x63) throw Unsupported{"PACE: chip refuses what it offered"};

    const auto nonce = decrypt_nonce(info.cipher, password_key(info.cipher, secret), ask(channel, {}, kNonce));
    auto mapped = map(channel, info, *group, nonce, chance);

    const auto key = chance.key(*mapped.group);
    const auto chip_key = exchange_keys(channel, *group, key, kAgreeTerminal, kAgreeChip);
    auto session = derive_session_keys(info.cipher, mapped.group->agree(key.secret.get(), chip_key));

    const auto token = authentication_token(session, info.oid, *group, chip_key);
    const auto answer = authenticate(channel, make_tlv(kTokenTerminal, token), Step::last);
    if (is_blocked(answer.sw)) return {AccessVerdict::blocked, {}};
    if (is_refused_secret(answer.sw)) return {AccessVerdict::wrong_secret, {}};
    if (!answer.ok()) throw ProtocolViolation{"PACE: chip breaks off the last step"};
    const auto objects = sole_value(answer.data, kDynamicData);
    const auto chip_token = find(objects, kTokenChip);
    const auto expected = authentication_token(session, info.oid, *group, key.public_key);
    if (!chip_token || !equal(chip_token->value, expected)) throw ProtocolViolation{"PACE: wrong token of the chip"};
    PaceResult result{AccessVerdict::opened, {}};
    if (info.mapping == Mapping::chip_authentication)
        result.proof = proof_in(objects, session, group, std::move(mapped.chip_key));
    channel.secure(SecureMessaging{std::move(session)}, info.cipher);
    return result;
}

bool proves(const MappingProof& proof, ByteView static_key)
{
    const auto factor = ssl::secure_bignum(proof.factor);
    return equal(proof.group->apply(factor.get(), static_key), proof.chip_mapping_key);
}
} // namespace hardware::card
