#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hardware/optics/frame.hpp"

namespace hardware::optics {
/// Text of a QR code in the picture, or nothing. Tries everything known to help, so a picture without a code costs
/// most: right for a still picture. The text is whatever somebody chose to put there; treat it as hostile. Throws
/// `std::invalid_argument` when the frame's sizes do not fit its pixels.
std::optional<std::string> read_qr(const Frame& frame);

/// The texts of all QR codes in the picture, one for each code though several say the same, in order of reading from
/// its left upper corner. Costs what `read_qr` costs where there is none. Throws as `read_qr` does.
std::vector<std::string> read_qr_codes(const Frame& frame);

/// The same as `read_qr` for a stream of pictures of one scene: each picture is tried in one way only, the next one in
/// the next, so that the time for a picture stays short. Not thread-safe.
class QrWatch {
public:
    std::optional<std::string> look(const Frame& frame);

private:
    std::size_t turn_ = 0;
};
} // namespace hardware::optics
