#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/core/camera.hpp"
#include "kiosk/devices/text_in_view.hpp"

namespace kiosk::devices {
/// What is told of the zones in one frame after the other: a zone that lies there alone, or that there are several,
/// each once. Of two documents one may be out of focus in most frames, or each is read alone by turns: no zone is told
/// before the other was out of sight for `TextInView::kPause`. A zone that then stays alone is told, be it the one that
/// was told before. Each time that the other turns out to lie there still, it takes twice as long to believe that it
/// went, half a minute at most; once none was in view for that pause, it takes as long as at first.
class ZonesInView {
public:
    /// `zone`: the lines that one frame holds, one after the other, if any; else `several`: those of more than one
    /// document.
    std::optional<Sighting> news(const std::optional<std::string>& zone, bool several, TextInView::Time now);

private:
    using Duration = TextInView::Time::duration;

    std::optional<Sighting> news_of(const std::string& zone, TextInView::Time now);
    std::optional<Sighting> several_news(TextInView::Time now);
    void forget_gone(TextInView::Time now);

    std::map<std::string, TextInView::Time> in_view_; ///< zones that were seen within the pause, and when at last
    std::string newest_;                              ///< of them
    std::string told_;                                ///< the zone that was told at last
    std::optional<TextInView::Time> several_seen_;    ///< at last; empty once one is believed to be alone
    bool several_told_{};                             ///< after `told_`
    bool believed_alone_{};                           ///< `told_` was told since it stayed when another one went
    Duration patience_{TextInView::kPause};           ///< until one is believed to be alone
};
} // namespace kiosk::devices
