#include "kiosk/ui/portrait_view.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/shapes.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
PortraitStore::PortraitStore(DecodePortrait decode) : decode_{std::move(decode)}, alive_{std::make_shared<bool>(true)}
{
}

PortraitStore::~PortraitStore() = default;

void PortraitStore::want(Portrait portrait, std::function<void()> ready)
{
    if (portrait == wanted_) return;
    wanted_ = std::move(portrait);
    image_ = {};
    if (!wanted_) return;
    decode_(wanted_, [this, alive = std::weak_ptr{alive_}, asked = wanted_.get(),
                      ready = std::move(ready)](std::optional<Picture> picture) {
        if (alive.expired() || wanted_.get() != asked || !picture) return;
        image_ = wxImage{picture->width, picture->height};
        std::memcpy(image_.GetData(), picture->rgb.data(), picture->rgb.size());
        ready();
    });
}

PortraitView::PortraitView(wxWindow* parent, int height_px)
    : wxStaticBitmap{parent, wxID_ANY, silhouette(height_px)}, height_{height_px}
{
    native::set_accessible_name(*this, tr("No portrait"));
}

void PortraitView::show(const wxImage& portrait)
{
    if (!portrait.IsOk()) {
        SetBitmap(silhouette(height_));
        native::set_accessible_name(*this, tr("No portrait"));
        return;
    }
    const int height = std::min(height_, 2 * portrait.GetHeight());
    const int width = height * portrait.GetWidth() / portrait.GetHeight();
    SetBitmap(wxBitmap{portrait.Scale(width, height, wxIMAGE_QUALITY_HIGH)});
    native::set_accessible_name(*this, tr("Portrait from the chip"));
}
} // namespace kiosk::ui
