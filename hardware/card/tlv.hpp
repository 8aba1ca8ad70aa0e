#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>

#include "hardware/bytes.hpp"

namespace hardware::card {
using Tag = std::uint32_t;

/// One data object; the views point into the bytes it was read from.
struct Tlv {
    Tag tag{};
    ByteView value;
    ByteView whole; ///< tag and length included
};

/// Reads data objects one after the other, never beyond its bytes: tags of up to three bytes, definite lengths of up to
/// four. Throws `ProtocolViolation` on anything else. Source: ISO/IEC 7816-4 §5.2.2, ISO/IEC 8825-1.
class TlvReader {
public:
    explicit TlvReader(ByteView bytes) : rest_{bytes} {}
    bool empty() const { return rest_.empty(); }
    Tlv next();
    /// The next object, which must carry `tag`.
    Tlv expect(Tag tag);
    /// The next object if it carries `tag`.
    std::optional<Tlv> next_if(Tag tag);
    /// Throws `ProtocolViolation` unless all was read.
    void finish() const;

private:
    ByteView rest_;
};

/// The only object in `bytes`, which must carry `tag` and fill them.
ByteView sole_value(ByteView bytes, Tag tag);

/// The first object with `tag` directly inside `bytes`.
std::optional<Tlv> find(ByteView bytes, Tag tag);

/// Bytes taken by the file whose first bytes are `head`: its outermost tag, length and value.
/// Empty where `head` is too short to tell. Throws `ProtocolViolation` on a form that no file may have.
std::optional<std::size_t> declared_size(ByteView head);

/// A data object with minimal length.
Bytes make_tlv(Tag tag, ByteView value);

/// The bytes one after the other.
Bytes join(std::initializer_list<ByteView> parts);
} // namespace hardware::card
