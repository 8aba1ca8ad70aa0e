#include "hardware/virtual/chip_messaging.hpp"

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::virtual_card {
namespace {
using card::Cipher;
using card::join;
using card::make_tlv;

std::size_t length_of(ByteView value)
{
    constexpr std::size_t kAll = 65536;
    std::size_t length = 0;
    for (const auto byte : value)
        length = length << 8 | byte;
    if (length != 0) return length;
    return value.size() == 1 ? 256 : kAll;
}
} // namespace

ChipMessaging::ChipMessaging(card::SessionKeys keys) : keys_{std::move(keys)}, counter_(card::block_size(keys_.cipher))
{
}

ChipMessaging::ChipMessaging(card::SessionKeys keys, Bytes send_sequence_counter)
    : keys_{std::move(keys)}, counter_{std::move(send_sequence_counter)}
{
}

card::Command ChipMessaging::open(const card::Command& command)
{
    count();
    card::Command plain{static_cast<std::uint8_t>(command.cla & 0xF3), command.ins, command.p1, command.p2, {}, {}};
    const Bytes header{command.cla, command.ins, command.p1, command.p2};
    const auto block = card::block_size(keys_.cipher);
    Bytes covered = header;
    Bytes shown;
    card::TlvReader objects{command.data};
    while (!objects.empty()) {
        const auto object = objects.next();
        if (object.tag == 0x8E) {
            shown = {object.value.begin(), object.value.end()};
            objects.finish();
            break;
        }
        if (covered == header) covered = card::pad(header, block);
        covered = join({covered, object.whole});
        if (object.tag == 0x87 || object.tag == 0x85) {
            const auto bytes = object.value.subspan(object.tag == 0x87 && !object.value.empty() ? 1 : 0);
            if (bytes.empty() || bytes.size() % block != 0) throw ProtocolViolation{"command: no whole blocks"};
            plain.data = card::unpad(card::decrypt_cbc(keys_.cipher, keys_.encryption, iv(), bytes));
        } else if (object.tag == 0x97 && (object.value.size() == 1 || object.value.size() == 2)) {
            plain.le = length_of(object.value);
        } else {
            throw ProtocolViolation{"command: unknown object"};
        }
    }
    if (!card::equal(checksum(covered), shown)) throw ProtocolViolation{"command: wrong MAC"};
    return plain;
}

Bytes ChipMessaging::protect(const card::Response& answer, bool odd_instruction, const std::set<Fault>& faults)
{
    const auto has = [&](Fault fault) { return faults.contains(fault); };
    count();
    if (has(Fault::skipped_counter)) count();
    Bytes objects;
    if (!answer.data.empty() && !has(Fault::missing_cryptogram))
        objects = cryptogram(answer.data, odd_instruction, faults);
    if (has(Fault::doubled_cryptogram) && !objects.empty()) objects = join({objects, objects});
    if (has(Fault::unknown_object)) objects = join({objects, make_tlv(0x80, Bytes{1})});
    Bytes sw{static_cast<std::uint8_t>(answer.sw >> 8), static_cast<std::uint8_t>(answer.sw)};
    if (!has(Fault::missing_status)) objects = join({objects, make_tlv(0x99, sw)});
    auto mac = checksum(objects);
    if (has(Fault::wrong_mac)) mac[0] ^= 1;
    if (has(Fault::cut_mac)) mac.resize(mac.size() / 2);
    if (!has(Fault::missing_mac)) objects = join({objects, make_tlv(0x8E, mac)});
    if (has(Fault::object_behind_mac)) objects = join({objects, make_tlv(0x87, Bytes{1})});
    if (has(Fault::differing_status)) sw = {0x62, 0x82};
    return join({objects, sw});
}

Bytes ChipMessaging::cryptogram(ByteView plain, bool odd_instruction, const std::set<Fault>& faults) const
{
    const auto block = card::block_size(keys_.cipher);
    auto padded = card::pad(plain, block);
    if (faults.contains(Fault::wrong_padding)) padded.back() = 0x55;
    auto bytes = card::encrypt_cbc(keys_.cipher, keys_.encryption, iv(), padded);
    if (faults.contains(Fault::partial_block)) bytes.pop_back();
    if (odd_instruction) return make_tlv(0x85, bytes);
    const Bytes indicator{static_cast<std::uint8_t>(faults.contains(Fault::wrong_padding_indicator) ? 2 : 1)};
    return make_tlv(0x87, join({indicator, bytes}));
}

/// The counter is covered too; 3DES pads inside its MAC, CMAC is given whole blocks.
Bytes ChipMessaging::checksum(ByteView covered) const
{
    const auto bytes = join({counter_, covered});
    const auto aes = keys_.cipher != Cipher::tdes;
    return card::mac(keys_.cipher, keys_.mac, aes ? card::pad(bytes, card::block_size(keys_.cipher)) : bytes);
}

Bytes ChipMessaging::iv() const
{
    if (keys_.cipher == Cipher::tdes) return Bytes(8);
    return card::encrypt_block(keys_.cipher, keys_.encryption, counter_);
}

void ChipMessaging::count()
{
    for (auto at = counter_.size(); at > 0; --at)
        if (++counter_[at - 1] != 0) return;
}
} // namespace hardware::virtual_card
