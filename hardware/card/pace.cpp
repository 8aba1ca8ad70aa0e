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
ssl::Point exchange_keys(Channel& channel, const Curve& curve, const KeyPair& own, Tag ours, Tag theirs)
{
    const auto point = curve.encode(own.point.get());
    const auto answer = ask(channel, make_tlv(ours, point), theirs);
    auto chip = curve.decode(answer);
    if (equal(answer, point)) throw ProtocolViolation{"PACE: chip echoes our key"};
    return chip;
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

Bytes authentication_token(const SessionKeys& keys, ByteView oid, ByteView point)
{
    return mac(keys.cipher, keys.mac, make_tlv(0x7F49, join({make_tlv(0x06, oid), make_tlv(0x86, point)})));
}

KeyPair random_key(const Curve& curve, const EC_POINT* generator)
{
    return curve.generate(generator);
}

bool can_speak(const PaceInfo& info)
{
    return info.elliptic && info.mapping == Mapping::generic && info.parameter_id >= 8 && info.parameter_id <= 18;
}

AccessVerdict open_with_pace(Channel& channel, const PaceInfo& info, const Secret& secret, const KeySource& keys)
{
    if (!can_speak(info)) throw Unsupported{"PACE: this mapping or these parameters"};
    const auto curve = Curve::standardised(info.parameter_id);

    const auto chosen = set_template(channel, info, secret);
    if (is_blocked(chosen.sw)) return AccessVerdict::blocked;
    if (!chosen.ok() && chosen.sw >> 8 != 0x63) throw Unsupported{"PACE: chip refuses what it offered"};

    const auto nonce = decrypt_nonce(info.cipher, password_key(info.cipher, secret), ask(channel, {}, kNonce));
    const auto map_key = keys(curve, nullptr);
    const auto chip_map = exchange_keys(channel, curve, map_key, kMapTerminal, kMapChip);
    const auto shared = curve.multiply(map_key.secret.get(), chip_map.get());
    const auto generator = curve.map_generator(nonce, shared.get());

    const auto key = keys(curve, generator.get());
    const auto chip_key = exchange_keys(channel, curve, key, kAgreeTerminal, kAgreeChip);
    const auto agreed = curve.multiply(key.secret.get(), chip_key.get());
    auto session = derive_session_keys(info.cipher, curve.x_coordinate(agreed.get()));

    const auto token = authentication_token(session, info.oid, curve.encode(chip_key.get()));
    const auto answer = authenticate(channel, make_tlv(kTokenTerminal, token), Step::last);
    if (is_blocked(answer.sw)) return AccessVerdict::blocked;
    if (is_refused_secret(answer.sw)) return AccessVerdict::wrong_secret;
    if (!answer.ok()) throw ProtocolViolation{"PACE: chip breaks off the last step"};
    const auto chip_token = find(sole_value(answer.data, kDynamicData), kTokenChip);
    const auto expected = authentication_token(session, info.oid, curve.encode(key.point.get()));
    if (!chip_token || !equal(chip_token->value, expected)) throw ProtocolViolation{"PACE: wrong token of the chip"};
    channel.secure(SecureMessaging{std::move(session)}, info.cipher);
    return AccessVerdict::opened;
}
} // namespace hardware::card
