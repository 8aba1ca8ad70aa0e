#include "kiosk/ui/strip_panel.hpp"

#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
wxString connection_words(const StripView& strip)
{
    switch (strip.connection) {
    case StripView::Connection::connecting:
        return tr("Connecting");
    case StripView::Connection::online:
        return tr("Online");
    case StripView::Connection::offline:
        return tr("No connection");
    case StripView::Connection::refused:
        return tr("The portal refuses");
    }
    return {};
}

wxString trouble_words(const StripView& strip)
{
    using Trouble = StripView::Trouble;
    switch (strip.trouble) {
    case Trouble::none:
        break;
    case Trouble::portal_refuses:
        return tr("Refused: call an operator");
    case Trouble::certificate_refused:
        return tr("This counter is shut out: call an operator");
    case Trouble::portal_unreadable:
        return tr("The portal speaks a newer version");
    case Trouble::records_not_taken:
        return tr("Records are not taken: call an operator");
    case Trouble::sync_fault:
        return tr("Exchange failed: call an operator");
    case Trouble::outbox_behind:
        return tr("Old copy of the records: call an operator");
    case Trouble::disk_refuses:
        return tr("The disk refuses records");
    }
    const auto minutes = static_cast<int>(std::chrono::abs(strip.clock_ahead) / std::chrono::minutes{1});
    if (strip.clock_ahead.count() > 0) return wxString::Format(tr("The clock is %d min fast"), minutes);
    if (strip.clock_ahead.count() < 0) return wxString::Format(tr("The clock is %d min slow"), minutes);
    return {};
}

wxString reader_words(StripView::Reader reader)
{
    switch (reader) {
    case StripView::Reader::none:
        return tr("none");
    case StripView::Reader::ready:
        return tr("ready");
    case StripView::Reader::card_present:
        return tr("card present");
    case StripView::Reader::reading:
        return tr("card, reading");
    case StripView::Reader::failed:
        return tr("failed");
    }
    return {};
}

StripPanel::StripPanel(wxWindow* parent, const Theme& theme)
    : Flow{parent, theme.surface, theme.around_line(44), 20, 24}, theme_{theme}
{
    desk_ = cell(false, false);
    place_ = new Text{this, theme, Type::text, theme.ink};
    add_left(place_, 4);
    clerk_ = cell(false, true);
    warning_ = cell(false, true);
    auto* const divider = rule(this, theme.line);
    divider->SetMinSize({1, theme.grown(22)});
    dividers_.push_back(divider);
    add_right(divider, 20);
    connection_shape_ =
        new wxStaticBitmap{this, wxID_ANY, shape(Shape::dot, theme.tone_ink(Tone::good), theme.grown(11))};
    add_right(connection_shape_, 20);
    connection_ = cell(true, false);
    reader_ = cell(true, true);
    queue_ = cell(true, true);
    sync_ = cell(true, true);
    queue_->keep_room_for(tr("Queue: %s") + "0");
    native::set_accessible_name(*this, tr("State of the counter"));
}

Text* StripPanel::cell(bool right, bool divided)
{
    if (divided) {
        auto* const divider = rule(this, theme_.line);
        divider->SetMinSize({1, theme_.grown(22)});
        dividers_.push_back(divider);
        right ? add_right(divider, 20) : add_left(divider, 20);
    }
    auto* const text = new Text{this, theme_, Type::text, theme_.ink};
    const int gap = divided ? 20 : 8;
    right ? add_right(text, gap) : add_left(text, gap);
    return text;
}

void StripPanel::render(const StripView& strip, std::optional<std::chrono::seconds> hides_in)
{
    const bool offline = strip.connection == StripView::Connection::offline;
    if (shown_connection_ != strip.connection) {
        shown_connection_ = strip.connection;
        const auto tint = theme_.tint(Tone::caution);
        SetBackgroundColour(offline ? tint.paper : theme_.surface);
        for (auto* divider : dividers_)
            divider->SetBackgroundColour(offline ? tint.edge : theme_.line);
        const auto drawn = strip.connection == StripView::Connection::online ? Shape::dot : Shape::unplugged;
        const auto tone = strip.connection == StripView::Connection::online ? Tone::good : Tone::caution;
        connection_shape_->SetBitmap(shape(drawn, theme_.tone_ink(tone), theme_.grown(drawn == Shape::dot ? 11 : 13)));
        if (offline) native::announce(*this, tr("No connection"));
        Refresh();
    }
    const auto quiet = (offline ? theme_.tint(Tone::caution).ink : theme_.quiet).GetAsString(wxC2S_HTML_SYNTAX);
    const auto labelled = [&](const wxString& format, const wxString& value) {
        return wxString::Format("<span foreground=\"%s\">", quiet) +
               wxString::Format(escaped(format), wxString{"</span>"} + value);
    };
    const auto trouble = trouble_words(strip);
    desk_->say_markup(bold(utf8(strip.desk)));
    place_->say(utf8("· " + strip.place));
    show_if_room(place_, !strip.place.empty());
    clerk_->say_markup(strip.clerk.empty() ? wxString{} : labelled(tr("Clerk: %s"), escaped(utf8(strip.clerk))));
    if (hides_in)
        warning_->say_markup(bold(wxString::Format(tr("Hides in %d s"), static_cast<int>(hides_in->count()))));
    else if (!trouble.empty())
        warning_->say_markup(bold(trouble));
    else
        warning_->say({});
    if (shown_trouble_ != trouble && !trouble.empty()) native::announce(*this, trouble);
    shown_trouble_ = trouble;
    warning_->SetForegroundColour(theme_.tone_ink(hides_in ? Tone::caution : Tone::bad));
    auto connection = bold(connection_words(strip));
    if (offline && strip.offline_since)
        connection += " " + escaped(wxString::Format(tr("since %s"), minute_text(*strip.offline_since)));
    connection_->say_markup(connection);
    reader_->say_markup(labelled(tr("Reader: %s"), escaped(reader_words(strip.reader))));
    queue_->say_markup(labelled(tr("Queue: %s"), bold(wxString::Format("%u", strip.queue))));
    sync_->say_markup(labelled(tr("Synced %s"), strip.last_sync ? minute_text(*strip.last_sync) : tr("never")));
    for (auto* text : {clerk_, warning_}) {
        text->Show(!text->GetLabel().empty());
    }
    dividers_[0]->Show(clerk_->IsShown());
    dividers_[1]->Show(warning_->IsShown());
    arrange();
}
} // namespace kiosk::ui
