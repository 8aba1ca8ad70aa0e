#pragma once

#include <optional>
#include <string>

#include "kiosk/core/camera.hpp"
#include "kiosk/devices/text_in_view.hpp"

namespace kiosk::devices {
/// What is told of the zones in one frame after the other. Of two documents that lie there one may be out of focus in
/// every other frame: each of the zone and that there are several is told when it comes, and not again for the other.
class ZonesInView {
public:
    /// `zone`: the lines that one frame holds, one after the other, if any; else `several`: those of more than one
    /// document.
    std::optional<Sighting> news(const std::optional<std::string>& zone, bool several, TextInView::Time now);

private:
    TextInView zone_;
    TextInView several_;
};
} // namespace kiosk::devices
