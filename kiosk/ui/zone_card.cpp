#include "kiosk/ui/zone_card.hpp"

#include <array>
#include <memory>

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
namespace {
constexpr int kWidth = 236;
constexpr int kHeight = 148;
constexpr std::array kLines{"IDBGR<<<<<<<<<<<<<<<<<<<<<<<<<", "<<<<<<<<<<<<<<<BGR<<<<<<<<<<<<",
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
    // Drawn to the width of the card at any text size: the picture of a card, not a text to read.
    wxFont font{wxFontInfo{wxSize{0, 11}}.Family(wxFONTFAMILY_TELETYPE)};
    context->SetFont(font, theme_.ink);
    double text_width = 0;
    double text_height = 0;
    context->GetTextExtent(kLines[0], &text_width, &text_height);
    const double squeeze = (kWidth - 22) / text_width;
    context->PushState();
    context->Translate(11, 89);
    context->Scale(squeeze, 1);
    for (std::size_t i = 0; i < kLines.size(); ++i)
        context->DrawText(kLines[i], 0, 16.0 * static_cast<double>(i));
    context->PopState();
}
} // namespace kiosk::ui
