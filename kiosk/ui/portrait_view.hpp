#pragma once

#include <functional>
#include <memory>

#include <wx/image.h>
#include <wx/statbmp.h>

#include "kiosk/ui/surroundings.hpp"

namespace kiosk::ui {
/// Decodes portraits once a case and keeps the last one in memory. UI thread only.
class PortraitStore {
public:
    explicit PortraitStore(DecodePortrait decode);
    ~PortraitStore();
    using Portrait = std::shared_ptr<const hardware::document::Portrait>;

    /// From now on `portrait` is the one to show; null forgets the last one. `shown` is called when it is ready.
    void want(Portrait portrait, std::function<void()> ready);
    /// Not `IsOk` while it is being decoded, or where there is none.
    const wxImage& image() const { return image_; }

private:
    DecodePortrait decode_;
    Portrait wanted_;
    wxImage image_;
    std::shared_ptr<bool> alive_;
};

/// The portrait of 35:45 with its edge, or the silhouette. Never scaled beyond twice its pixels.
class PortraitView : public wxStaticBitmap {
public:
    PortraitView(wxWindow* parent, int height_px);
    void show(const wxImage& portrait);

private:
    int height_;
};
} // namespace kiosk::ui
