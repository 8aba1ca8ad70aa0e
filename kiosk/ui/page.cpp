#include "kiosk/ui/page.hpp"

#include <wx/dataview.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
Page::Page(wxWindow* parent, const Surroundings& around)
    : wxPanel{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL}, around_{around}
{
    SetBackgroundColour(theme().paper);
    question_text_ = new Text{this, theme(), Type::question, theme().ink, Text::Wrap::yes};
    hint_text_ = new Text{this, theme(), Type::text, theme().quiet, Text::Wrap::yes};
    help_ = new Notice{this, theme()};
    question_text_->Hide();
    hint_text_->Hide();
    help_->Hide();
    column_ = new wxBoxSizer{wxVERTICAL};
    auto* const page = new wxBoxSizer{wxVERTICAL};
    page->AddSpacer(20);
    page->Add(question_text_, 0, wxEXPAND | wxLEFT | wxRIGHT, 24);
    page->AddSpacer(4);
    page->Add(hint_text_, 0, wxEXPAND | wxLEFT | wxRIGHT, 24);
    page->Add(help_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, 24);
    page->Add(column_, 1, wxEXPAND | wxLEFT | wxRIGHT, 24);
    SetSizer(page);
}

void Page::ask(const wxString& question, const wxString& hint)
{
    question_ = question;
    question_text_->Show(!question.empty());
    question_text_->say(question);
    hint_text_->Show(!hint.empty());
    hint_text_->say(hint);
    native::set_accessible_name(*this, question);
}

Text* Page::add_text(wxWindow* parent, Type type, const wxColour& colour, const wxString& text, Text::Wrap wrap)
{
    auto* const made = new Text{parent, theme(), type, colour, wrap};
    made->say_markup(text);
    return made;
}

bool Page::tell(Notice& place, const std::optional<FieldMessage>& message)
{
    const auto telling = message ? message->code + "/" + message->raw : std::string{};
    const bool is_new = message && telling != told_;
    told_ = telling;
    if (!message) {
        place.Hide();
        return false;
    }
    const auto sentence = sentence_of(*message);
    place.show(tone_of(message->tone), shape_of(message->tone), sentence.title, sentence.advice);
    if (is_new) native::announce(place, sentence.title + " " + sentence.advice);
    return is_new;
}

void Page::show_selected(wxDataViewListCtrl& list)
{
    auto* const body = dynamic_cast<wxScrolledWindow*>(GetParent());
    const auto row = list.GetItemRect(list.GetSelection());
    int step = 0;
    if (body) body->GetScrollPixelsPerUnit(nullptr, &step);
    if (step == 0 || row.IsEmpty()) return;
    const int top = body->ScreenToClient(list.ClientToScreen(row.GetTopLeft())).y;
    const int below = top + row.height - body->GetClientSize().y;
    const int by = below > 0 ? (below + step - 1) / step : top < 0 ? -((step - 1 - top) / step) : 0;
    if (by != 0) body->Scroll(-1, body->GetViewStart().y + by);
}

void Page::toggle_help()
{
    if (help().empty()) return;
    help_open_ = !help_open_;
    if (help_open_) native::announce(*this, help());
}

void Page::show_help_here(bool here)
{
    if (help_open_ && here)
        help_->show(Tone::information, Shape::information, tr("Help"), help());
    else
        help_->Hide();
}
} // namespace kiosk::ui
