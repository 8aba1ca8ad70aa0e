#pragma once

#include "kiosk/ui/blocks.hpp"
#include "kiosk/ui/surroundings.hpp"

namespace kiosk::ui {
wxString connection_words(const StripView& strip);
/// What keeps records from the portal, or the clock from being right; empty where nothing does.
wxString trouble_words(const StripView& strip);
wxString reader_words(StripView::Reader reader);

/// The strip at the top: clerk, desk, connection, reader, queue, last sync. Native texts with fixed room.
class StripPanel : public Flow {
public:
    StripPanel(wxWindow* parent, const Theme& theme);
    void render(const StripView& strip, std::optional<std::chrono::seconds> hides_in);

private:
    Text* cell(bool right, bool divided);
    const Theme& theme_;
    std::vector<wxWindow*> dividers_;
    wxStaticBitmap* connection_shape_;
    Text* desk_;
    Text* place_;
    Text* clerk_;
    Text* warning_;
    Text* connection_;
    Text* reader_;
    Text* queue_;
    Text* sync_;
    std::optional<StripView::Connection> shown_connection_;
    wxString shown_trouble_;
};
} // namespace kiosk::ui
