#include "hardware/card/secure_messaging.hpp"

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::card {
namespace {
constexpr Tag kCryptogram = 0x87;    // padding indicator, then ciphertext
constexpr Tag kCryptogramOdd = 0x85; // ciphertext alone: odd instructions
constexpr Tag kExpectedLength = 0x97;
constexpr Tag kStatus = 0x99;
constexpr Tag kMac = 0x8E;
constexpr std::uint8_t kPaddingIndicator = 0x01;
constexpr std::uint8_t kSecured = 0x0C;
constexpr std::size_t kStatusAndMac = 4 + 10;

std::size_t protected_size(std::size_t plain, std::size_t block)
{
    const auto value = (plain / block + 1) * block + 1;
    const std::size_t head = value < 0x80 ? 2 : value < 0x100 ? 3 : 4;
    return head + value + kStatusAndMac;
}

Bytes expected_length(std::size_t le)
{
    if (le <= 256) return {static_cast<std::uint8_t>(le)};
    return {static_cast<std::uint8_t>(le >> 8), static_cast<std::uint8_t>(le)};
}
} // namespace

SessionKeys derive_session_keys(Cipher cipher, ByteView shared_secret)
{
    return {cipher, derive_key(cipher, shared_secret, KeyUse::encryption),
            derive_key(cipher, shared_secret, KeyUse::mac)};
}

std::size_t largest_short_answer(Cipher cipher)
{
    std::size_t size = 256;
    while (protected_size(size, block_size(cipher)) > 256)
        --size;
    return size;
}

SecureMessaging::SecureMessaging(SessionKeys keys) : keys_{std::move(keys)}, counter_(block_size(keys_.cipher)) {}

SecureMessaging::SecureMessaging(SessionKeys keys, Bytes send_sequence_counter)
    : keys_{std::move(keys)}, counter_{std::move(send_sequence_counter)}
{
}

Bytes SecureMessaging::protect(const Command& command)
{
    count();
    const bool odd = (command.ins & 1) != 0;
    Bytes objects;
    if (!command.data.empty()) {
        auto value = encrypted(command.data);
        if (!odd) value.insert(value.begin(), kPaddingIndicator);
        objects = make_tlv(odd ? kCryptogramOdd : kCryptogram, value);
    }
    if (command.le) objects = join({objects, make_tlv(kExpectedLength, expected_length(*command.le))});
    Command secured{static_cast<std::uint8_t>(command.cla | kSecured), command.ins, command.p1, command.p2, {}, 256};
    const auto checksum = mac(keys_.cipher, keys_.mac, covered_command(secured, objects));
    secured.data = join({objects, make_tlv(kMac, checksum)});
    if (command.le.value_or(0) > 256 || secured.data.size() > 255) secured.le = 65536;
    return encode(secured);
}

Response SecureMessaging::open_answer(ByteView answer)
{
    const auto raw = parse_response(answer);
    count();
    std::optional<Tlv> cryptogram;
    std::optional<Tlv> status;
    std::optional<Tlv> checksum;
    TlvReader reader{raw.data};
    Bytes covered = counter_;
    while (!reader.empty()) {
        const auto object = reader.next();
        auto& slot = object.tag == kCryptogram || object.tag == kCryptogramOdd ? cryptogram
                     : object.tag == kStatus                                   ? status
                                                                               : checksum;
        if (&slot == &checksum && object.tag != kMac) throw ProtocolViolation{"secure messaging: unknown object"};
        if (slot || checksum) throw ProtocolViolation{"secure messaging: objects out of order"};
        slot = object;
        if (object.tag != kMac) covered.insert(covered.end(), object.whole.begin(), object.whole.end());
    }
    if (!checksum || !status || status->value.size() != 2)
        throw ProtocolViolation{"secure messaging: answer is not protected"};
    if (!equal(mac(keys_.cipher, keys_.mac, last_block(covered)), checksum->value))
        throw ProtocolViolation{"secure messaging: wrong MAC"};
    const auto sw = static_cast<std::uint16_t>(status->value[0] << 8 | status->value[1]);
    if (sw != raw.sw) throw ProtocolViolation{"secure messaging: status differs inside"};
    Response plain{{}, sw};
    if (cryptogram) {
        auto value = cryptogram->value;
        if (cryptogram->tag == kCryptogram) {
            if (value.empty() || value[0] != kPaddingIndicator)
                throw ProtocolViolation{"secure messaging: padding indicator"};
            value = value.subspan(1);
        }
        plain.data = decrypted(value);
    }
    return plain;
}

Bytes SecureMessaging::covered_command(const Command& command, ByteView objects) const
{
    const Bytes header{command.cla, command.ins, command.p1, command.p2};
    if (objects.empty()) return last_block(join({counter_, header}));
    return last_block(join({counter_, pad(header, block_size(keys_.cipher)), objects}));
}

Bytes SecureMessaging::last_block(Bytes covered) const
{
    if (keys_.cipher == Cipher::tdes) return covered;
    return pad(covered, block_size(keys_.cipher));
}

void SecureMessaging::count()
{
    for (auto byte = counter_.rbegin(); byte != counter_.rend(); ++byte)
        if (++*byte != 0) return;
}

Bytes SecureMessaging::iv() const
{
    if (keys_.cipher == Cipher::tdes) return Bytes(8);
    return encrypt_block(keys_.cipher, keys_.encryption, counter_);
}

Bytes SecureMessaging::encrypted(ByteView plain) const
{
    return encrypt_cbc(keys_.cipher, keys_.encryption, iv(), pad(plain, block_size(keys_.cipher)));
}

Bytes SecureMessaging::decrypted(ByteView cryptogram) const
{
    if (cryptogram.empty() || cryptogram.size() % block_size(keys_.cipher) != 0)
        throw ProtocolViolation{"secure messaging: cryptogram is no whole number of blocks"};
    return unpad(decrypt_cbc(keys_.cipher, keys_.encryption, iv(), cryptogram));
}
} // namespace hardware::card
