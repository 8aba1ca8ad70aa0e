#include "kiosk/ui/steps_panel.hpp"

#include <memory>

#include <wx/dcmemory.h>
#include <wx/graphics.h>
#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
namespace {
/// A circle of 28 pixels with the number or a tick in it.
wxBitmap circle(const Theme& theme, int number, const wxColour& fill, const wxColour& edge, const wxColour& ink,
                bool done)
{
    const int size = theme.grown(28);
    wxBitmap bitmap{size, size};
    wxMemoryDC dc{bitmap};
    dc.SetBackground(theme.paper);
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> context{wxGraphicsContext::Create(dc)};
    context->SetPen(wxPen{edge, 2});
    context->SetBrush(wxBrush{fill});
    context->DrawEllipse(1, 1, size - 2, size - 2);
    if (done) {
        const auto tick = shape(Shape::tick, ink, size - 12).GetBitmap({size - 12, size - 12});
        context->DrawBitmap(tick, 6, 6, size - 12, size - 12);
    } else {
        context->SetFont(theme.font(Type::bold), ink);
        const auto text = wxString::Format("%d", number);
        double width = 0;
        double height = 0;
        context->GetTextExtent(text, &width, &height);
        context->DrawText(text, (size - width) / 2, (size - height) / 2);
    }
    return bitmap;
}

wxString name_of_step(int number)
{
    switch (number) {
    case 1:
        return tr("Citizen");
    case 2:
        return tr("Document");
    case 3:
        return tr("Comparison");
    default:
        return tr("Confirmation");
    }
}
} // namespace

StepsPanel::StepsPanel(wxWindow* parent, const Theme& theme)
    : Flow{parent, theme.paper, theme.around_line(56), 16, 24}, theme_{theme}
{
    for (int i = 0; i < 4; ++i) {
        auto& step = steps_[static_cast<std::size_t>(i)];
        step.circle =
            new wxStaticBitmap{this, wxID_ANY, circle(theme, i + 1, theme.paper, theme.edge, theme.quiet, false)};
        step.label = new Text{this, theme, Type::text, theme.quiet};
        step.label->keep_room_for(name_of_step(i + 1));
        add_left(step.circle, 16);
        add_left(step.label, 10);
        if (i == 3) continue;
        step.line = rule(this, theme.line);
        step.line->SetMinSize({theme.scale() > 1.3 ? 24 : 72, 2});
        add_left(step.line, 16);
    }
}

void StepsPanel::show(int current, bool stopped)
{
    if (current == current_ && stopped == stopped_) return;
    current_ = current;
    stopped_ = stopped;
    for (int i = 1; i <= 4; ++i) {
        auto& step = steps_[static_cast<std::size_t>(i - 1)];
        const bool done = i < current;
        const bool now = i == current;
        const auto colour = now && stopped ? theme_.tone_ink(Tone::bad) : theme_.accent;
        const auto ink = now    ? (theme_.high_contrast() ? theme_.paper : theme_.on_accent)
                         : done ? colour
                                : theme_.quiet;
        step.circle->SetBitmap(
            circle(theme_, i, now ? colour : theme_.paper, now || done ? colour : theme_.edge, ink, done));
        step.label->SetFont(theme_.font(now ? Type::bold : Type::text));
        step.label->SetForegroundColour(now || done ? theme_.ink : theme_.quiet);
        step.label->say({});
        step.label->say(name_of_step(i));
        if (step.line) step.line->SetBackgroundColour(done ? theme_.accent : theme_.line);
        auto spoken_name = name_of_step(i);
        if (now) spoken_name = wxString::Format(tr("Step %d of 4: %s"), i, spoken_name);
        if (done) spoken_name = wxString::Format(tr("%s, done"), spoken_name);
        native::set_accessible_name(*step.label, spoken_name);
        if (now) native::announce(*this, spoken_name);
    }
    native::set_accessible_name(*this, current <= 4
                                           ? wxString::Format(tr("Step %d of 4: %s"), current, name_of_step(current))
                                           : tr("All steps done"));
    arrange();
    Refresh();
}
} // namespace kiosk::ui
