#pragma once

#include <functional>

#include "hardware/document/reading.hpp"

namespace kiosk {
/// `none`: no reader is connected; `card_mute`: a card lies there that does not answer, turned over or without a chip.
enum class ReaderState { none, ready, card_present, card_mute, failed };

/// The card reader of the counter.
class DocumentReader {
public:
    virtual ~DocumentReader() = default;
    /// From now on every change is told, on the device's own thread; the present state at once.
    virtual void watch(std::function<void(ReaderState)> told) = 0;
    /// Reads the card that lies on the reader. Blocks for seconds: belongs to a worker. Whatever a card does ends in
    /// `Reading::error`; throws `hardware::Error` where the reader itself is broken.
    virtual hardware::document::Reading read(const hardware::document::ReadOptions& options) = 0;
};
} // namespace kiosk
