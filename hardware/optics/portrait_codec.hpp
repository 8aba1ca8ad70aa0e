#pragma once

#include <variant>

#include "hardware/bytes.hpp"
#include "hardware/optics/frame.hpp"
#include "hardware/optics/portrait.hpp"

namespace hardware::optics {
/// Decodes JPEG, JP2 and bare JPEG 2000 codestreams (told apart by their first bytes) in this very process. Only
/// `gishe-portrait-decoder` and the fuzzer call it; programs that hold anything else use `decode_portrait`.
/// Throws `std::bad_alloc` where memory is limited.
std::variant<Picture, PortraitRefusal> decode_portrait_here(ByteView encoded);
} // namespace hardware::optics
