#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/core/camera.hpp"
#include "kiosk/devices/text_in_view.hpp"

namespace kiosk::devices {
/// What is told of the zones in one frame after the other. Of two documents that lie there one may be out of focus in
/// every other frame: each of the zone and that there are several is told when it comes, and not again for the other.
/// Nor do two zones take turns that are read alone by turns: as long as both were seen within `TextInView::kPause`, no
/// other zone is told, and that there are several once the first is seen again. The one that then stays alone is told,
/// be it the one that was told before.
class ZonesInView {
public:
    /// `zone`: the lines that one frame holds, one after the other, if any; else `several`: those of more than one
    /// document.
    std::optional<Sighting> news(const std::optional<std::string>& zone, bool several, TextInView::Time now);

private:
    std::optional<Sighting> news_of(const std::string& zone, TextInView::Time now);
    std::optional<Sighting> several_news(TextInView::Time now);

    std::map<std::string, TextInView::Time> in_view_; ///< zones that were seen within the pause, and when at last
    std::string newest_;                              ///< of them
    std::string told_;                                ///< the last one that was
    TextInView several_;
    std::optional<TextInView::Time> several_told_; ///< after that zone; when there were several at last
};
} // namespace kiosk::devices
