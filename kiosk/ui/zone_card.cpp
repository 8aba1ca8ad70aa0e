#include "kiosk/ui/zone_card.hpp"

#include <array>
#include <memory>
#include <string_view>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
namespace {
constexpr int kWidth = 236;
constexpr int kHeight = 148;
constexpr int kLetter = 13;
constexpr std::array<std::string_view, 3> kLines{"IDBGR<<<<<<<<<<<<<<<<<<<<<<<<<", "<<<<<<<<<<<<<<<BGR<<<<<<<<<<<<",
                                                 "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"};
} // namespace

ZoneCard::ZoneCard(wxWindow* parent, const Theme& theme) : wxPanel{parent}, theme_{theme}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetMinSize({kWidth, kHeight});
    SetMaxSize({kWidth, kHeight});
    native::set_accessible_name(*this, tr("Drawing: the three lines are at the bottom of the card's back"));
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void ZoneCard::paint()
{
    wxAutoBufferedPaintDC dc{this};
    dc.SetBackground(GetParent()->GetBackgroundColour());
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> context{wxGraphicsContext::Create(dc)};
    context->SetPen(wxPen{theme_.edge, 1});
    context->SetBrush(wxBrush{theme_.paper});
    context->DrawRoundedRectangle(0.5, 0.5, kWidth - 1, kHeight - 1, 10);
    context->DrawRoundedRectangle(14, 14, 34, 26, 4);
    context->StrokeLine(14, 27, 48, 27);
    context->StrokeLine(25, 14, 25, 40);
    context->StrokeLine(37, 14, 37, 40);
    context->SetPen(*wxTRANSPARENT_PEN);
    context->SetBrush(wxBrush{theme_.line});
    for (const auto& [y, width] : {std::pair{16, 92}, std::pair{26, 66}, std::pair{36, 80}})
        context->DrawRectangle(62, y, width, 4);

    const auto tint = theme_.tint(Tone::caution);
    context->SetPen(wxPen{theme_.tone_ink(Tone::caution), 2});
    context->SetBrush(wxBrush{tint.paper});
    context->DrawRoundedRectangle(5, 84, kWidth - 10, 57, 4);
    // Letter by letter at the pitch of the zone, at any text size: the picture of a card, not a text to read.
    context->SetFont(wxFont{wxFontInfo{wxSize{0, kLetter}}.Family(wxFONTFAMILY_TELETYPE)}, theme_.ink);
    const double pitch = (kWidth - 22.0) / static_cast<double>(kLines[0].size());
    for (std::size_t row = 0; row < kLines.size(); ++row)
        for (std::size_t i = 0; i < kLines[row].size(); ++i)
            context->DrawText(wxString{kLines[row][i]}, 11 + pitch * static_cast<double>(i),
                              88 + 16.0 * static_cast<double>(row));
}
} // namespace kiosk::ui
