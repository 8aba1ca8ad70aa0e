#include "hardware/card/tlv.hpp"

#include "hardware/error.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kMaxTagBytes = 3;
constexpr std::size_t kMaxLengthBytes = 4;

struct Head {
    Tag tag;
    std::size_t head_size;
    std::size_t value_size;
};

/// Tag and length at the start of `bytes`; empty where they are cut off.
std::optional<Head> read_head(ByteView bytes)
{
    if (bytes.empty()) return std::nullopt;
    std::size_t at = 0;
    Tag tag = bytes[at++];
    if ((tag & 0x1F) == 0x1F) {
        std::uint8_t byte = 0;
        do {
            if (at == kMaxTagBytes) throw ProtocolViolation{"TLV: tag of more than three bytes"};
            if (at == bytes.size()) return std::nullopt;
            byte = bytes[at++];
            tag = tag << 8 | byte;
        } while ((byte & 0x80) != 0);
    }
    if (at == bytes.size()) return std::nullopt;
    const std::uint8_t first = bytes[at++];
    if (first < 0x80) return Head{tag, at, first};
    const std::size_t count = first & 0x7F;
    if (count == 0) throw ProtocolViolation{"TLV: indefinite length"};
    if (count > kMaxLengthBytes) throw ProtocolViolation{"TLV: length of more than four bytes"};
    if (bytes.size() - at < count) return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i)
        size = size << 8 | bytes[at++];
    return Head{tag, at, size};
}
} // namespace

Tlv TlvReader::next()
{
    const auto head = read_head(rest_);
    if (!head || rest_.size() - head->head_size < head->value_size) throw ProtocolViolation{"TLV: object is cut off"};
    const auto whole = rest_.first(head->head_size + head->value_size);
    rest_ = rest_.subspan(whole.size());
    return {head->tag, whole.subspan(head->head_size), whole};
}

Tlv TlvReader::expect(Tag tag)
{
    const auto object = next();
    if (object.tag != tag) throw ProtocolViolation{"TLV: unexpected tag"};
    return object;
}

std::optional<Tlv> TlvReader::next_if(Tag tag)
{
    const auto head = read_head(rest_);
    if (!head || head->tag != tag) return std::nullopt;
    return next();
}

void TlvReader::finish() const
{
    if (!rest_.empty()) throw ProtocolViolation{"TLV: bytes behind the last object"};
}

ByteView sole_value(ByteView bytes, Tag tag)
{
    TlvReader reader{bytes};
    const auto object = reader.expect(tag);
    reader.finish();
    return object.value;
}

std::optional<Tlv> find(ByteView bytes, Tag tag)
{
    TlvReader reader{bytes};
    while (!reader.empty()) {
        const auto object = reader.next();
        if (object.tag == tag) return object;
    }
    return std::nullopt;
}

std::optional<std::size_t> declared_size(ByteView head)
{
    const auto read = read_head(head);
    if (!read) return std::nullopt;
    return read->head_size + read->value_size;
}

Bytes make_tlv(Tag tag, ByteView value)
{
    Bytes bytes;
    bytes.reserve(value.size() + 8);
    for (int shift = 16; shift >= 0; shift -= 8)
        if (tag >> shift != 0) bytes.push_back(static_cast<std::uint8_t>(tag >> shift));
    const auto size = value.size();
    if (size < 0x80) {
        bytes.push_back(static_cast<std::uint8_t>(size));
    } else {
        std::uint8_t count = 1;
        while (size >> (8 * count) != 0)
            ++count;
        bytes.push_back(static_cast<std::uint8_t>(0x80 | count));
        for (int i = count - 1; i >= 0; --i)
            bytes.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
    }
    bytes.insert(bytes.end(), value.begin(), value.end());
    return bytes;
}

Bytes join(std::initializer_list<ByteView> parts)
{
    Bytes bytes;
    for (const auto part : parts)
        bytes.insert(bytes.end(), part.begin(), part.end());
    return bytes;
}
} // namespace hardware::card
