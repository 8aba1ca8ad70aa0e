#include "kiosk/ui/blocks.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <wx/dcbuffer.h>
#include <wx/dcclient.h>
#include <wx/graphics.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/textctrl.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
namespace {
constexpr int kLeastTextWidth = 40;
constexpr int kPassesUntilSettled = 4;
constexpr std::size_t kLooseRows = 5; // more of them stand closer, so that the page needs no scrolling
constexpr int kCloser = 5;
} // namespace

void settle(wxWindow& root)
{
    for (int pass = 0; pass < kPassesUntilSettled; ++pass)
        root.Layout();
}

Text::Text(wxWindow* parent, const Theme& theme, Type type, const wxColour& colour, Wrap wrap)
    : wxStaticText{parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE}, wrap_{wrap}
{
    SetFont(theme.font(type));
    SetForegroundColour(colour);
    if (wrap_ == Wrap::yes) {
        native::break_anywhere(*this);
        SetMinSize({kLeastTextWidth, -1});
        Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
            fit();
            event.Skip();
        });
    }
}

void Text::say(const wxString& text)
{
    say_markup(escaped(text));
}

void Text::say_markup(const wxString& markup)
{
    if (markup == said_) return;
    said_ = markup;
    SetLabelMarkup(markup);
    InvalidateBestSize();
    fit();
}

void Text::keep_room_for(const wxString& text)
{
    room_ = std::max(room_, GetTextExtent(text).x + 1);
    fit();
}

void Text::fit()
{
    if (wrap_ == Wrap::no) {
        SetMinSize({std::max(room_, native::width_of_one_line(*this)), -1});
        return;
    }
    const int width = GetSize().x;
    if (width < kLeastTextWidth) return;
    const int height = native::height_for_width(*this, width);
    if (height == GetMinHeight()) return;
    SetMinSize({kLeastTextWidth, height});
    InvalidateBestSize();
}

Box::Box(wxWindow* parent, const Theme& theme, const Tint& tint, int padding_px)
    : wxPanel{parent}, theme_{theme}, tint_{tint}, content_{new wxBoxSizer{wxVERTICAL}}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    set_tint(tint);
    auto* const padded = new wxBoxSizer{wxVERTICAL};
    padded->Add(content_, 1, wxEXPAND | wxALL, padding_px);
    SetSizer(padded);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void Box::set_tint(const Tint& tint)
{
    tint_ = tint;
    SetBackgroundColour(tint.paper);
    Refresh();
}

void Box::paint()
{
    wxAutoBufferedPaintDC dc{this};
    dc.SetBackground(GetParent()->GetBackgroundColour());
    dc.Clear();
    const int pen = theme_.high_contrast() ? 2 : 1;
    const std::unique_ptr<wxGraphicsContext> context{wxGraphicsContext::Create(dc)};
    context->SetPen(wxPen{tint_.edge, pen});
    context->SetBrush(wxBrush{tint_.paper});
    const int inset = pen / 2; // the context itself moves lines of an odd width by half a pixel
    context->DrawRoundedRectangle(inset, inset, GetSize().x - pen, GetSize().y - pen, 4);
}

Notice::Notice(wxWindow* parent, const Theme& theme, Type type)
    : Box{parent, theme, theme.tint(Tone::neutral), type == Type::question ? theme.grown(5) : 12}, theme_{theme},
      icon_{new wxStaticBitmap{this, wxID_ANY, shape(Shape::information, theme.ink, theme.grown(22))}},
      title_{new Text{this, theme, type, theme.ink, Text::Wrap::yes}}, advice_{new Text{this, theme, Type::text,
                                                                                        theme.ink, Text::Wrap::yes}}
{
    auto* const words = new wxBoxSizer{wxVERTICAL};
    words->Add(title_, 0, wxEXPAND);
    words->Add(advice_, 0, wxEXPAND);
    auto* const line = new wxBoxSizer{wxHORIZONTAL};
    line->AddSpacer(4);
    line->Add(icon_, 0, wxTOP | wxRIGHT, type == Type::question ? 5 : 0);
    line->AddSpacer(8);
    line->Add(words, 1);
    content().Add(line, 0, wxEXPAND);
}

void Notice::show(Tone tone, Shape drawn, const wxString& title, const wxString& advice)
{
    const auto tint = theme_.tint(tone);
    set_tint(tint);
    icon_->SetBitmap(shape(drawn, theme_.tone_ink(tone), theme_.grown(24)));
    title_->SetForegroundColour(tint.ink);
    advice_->SetForegroundColour(tone == Tone::neutral ? theme_.quiet : theme_.ink);
    title_->say(title);
    advice_->say(advice);
    advice_->Show(!advice.empty());
    native::set_accessible_name(*this, title);
    Show();
}

Rows::Rows(wxWindow* parent, const Theme& theme, int row_height_px)
    : wxPanel{parent}, theme_{theme}, row_height_{theme.grown(row_height_px)}
{
    SetBackgroundColour(theme.line);
    SetSizer(new wxBoxSizer{wxVERTICAL});
}

void Rows::show(std::vector<Row> rows)
{
    if (rows == rows_) return;
    rows_ = std::move(rows);
    DestroyChildren();
    auto* const column = new wxBoxSizer{wxVERTICAL};
    int term_width = 0;
    std::vector<Text*> terms;
    const int pen = theme_.high_contrast() ? 2 : 1;
    const bool crowded = rows_.size() > kLooseRows;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Row& row = rows_[i];
        auto* const panel = new wxPanel{this};
        panel->SetBackgroundColour(theme_.paper);
        auto* const line = new wxBoxSizer{wxHORIZONTAL};
        const auto colour = row.quiet ? theme_.quiet : theme_.tone_ink(row.tone);
        auto* const drawn = new wxStaticBitmap{panel, wxID_ANY, shape(row.shape, colour, theme_.grown(18))};
        line->AddSpacer(16);
        line->Add(drawn, 0, row.second.empty() ? int{wxALIGN_CENTRE_VERTICAL} : int{wxTOP}, 11);
        line->AddSpacer(16);
        if (!row.term.empty()) {
            auto* const term = new Text{panel, theme_, Type::bold, row.term_in_tone ? colour : theme_.ink};
            term->say(row.term);
            terms.push_back(term);
            term_width = std::max(term_width, term->GetMinWidth());
            line->Add(term, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 4);
            line->AddSpacer(24);
        }
        auto* const words = new wxBoxSizer{wxVERTICAL};
        auto* const text = new Text{panel, theme_, Type::text, row.quiet ? theme_.quiet : theme_.ink, Text::Wrap::yes};
        text->say_markup(row.text);
        words->Add(text, 0, wxEXPAND);
        if (!row.second.empty()) {
            auto* const second = new Text{panel, theme_, Type::text, theme_.quiet, Text::Wrap::yes};
            second->say(row.second);
            words->Add(second, 0, wxEXPAND);
        }
        line->Add(words, 1, wxALIGN_CENTRE_VERTICAL | wxTOP | wxBOTTOM, row.second.empty() ? (crowded ? 0 : 3) : 8);
        if (!row.aside.empty()) {
            auto* const aside = new Text{panel, theme_, Type::text, row.quiet ? theme_.quiet : theme_.ink};
            aside->say(row.aside);
            line->Add(aside, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, 12);
        }
        line->AddSpacer(12);
        panel->SetSizer(line);
        line->SetMinSize(-1, crowded ? row_height_ - theme_.grown(kCloser) : row_height_);
        column->Add(panel, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM | (i == 0 ? wxTOP : 0), pen);
    }
    for (auto* term : terms)
        term->SetMinSize({term_width, -1});
    SetSizer(column);
    InvalidateBestSize();
}

RingedField::RingedField(wxWindow* parent, const Theme& theme, int height_px, long style)
    : wxPanel{parent}, theme_{theme}, field_{new wxTextCtrl{this,
                                                            wxID_ANY,
                                                            {},
                                                            wxDefaultPosition,
                                                            wxDefaultSize,
                                                            style | wxTE_PROCESS_ENTER |
                                                                ((style & wxTE_MULTILINE) != 0 ? wxBORDER_NONE : 0)}}
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    SetBackgroundColour(parent->GetBackgroundColour());
    field_->SetFont(theme.font(Type::text));
    field_->SetMinSize({-1, theme.around_line(height_px)});
    auto* const sizer = new wxBoxSizer{wxVERTICAL};
    sizer->Add(field_, 1, wxEXPAND | wxALL, kRing);
    SetSizer(sizer);
    for (const auto& kind : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS})
        field_->Bind(kind, [this](wxFocusEvent& event) {
            Refresh();
            event.Skip();
        });
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
}

void RingedField::paint()
{
    wxAutoBufferedPaintDC dc{this};
    dc.SetBackground(GetParent()->GetBackgroundColour());
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> context{wxGraphicsContext::Create(dc)};
    context->SetPen(*wxTRANSPARENT_PEN);
    const bool focused = field_->HasFocus();
    if (focused) {
        context->SetBrush(wxBrush{theme_.focus});
        context->DrawRoundedRectangle(0, 0, GetSize().x, GetSize().y, 6);
    }
    if (!field_->IsMultiLine()) return;
    // GTK draws no border of the style sheet around several lines.
    const int edge = theme_.high_contrast() ? 2 : 1;
    const int inset = kRing - edge;
    context->SetBrush(wxBrush{focused ? theme_.ink : theme_.edge});
    context->DrawRectangle(inset, inset, GetSize().x - 2 * inset, GetSize().y - 2 * inset);
}

Flow::Flow(wxWindow* parent, const wxColour& paper, int row_px, int gap_px, int edge_px)
    : wxPanel{parent}, row_{row_px}, gap_{gap_px}, edge_{edge_px}
{
    SetBackgroundColour(paper);
    SetMinSize({-1, row_});
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        arrange();
        event.Skip();
    });
}

void Flow::add_left(wxWindow* child, int gap_px)
{
    left_.push_back({child, gap_px < 0 ? gap_ : gap_px});
}
void Flow::add_right(wxWindow* child, int gap_px)
{
    right_.push_back({child, gap_px < 0 ? gap_ : gap_px});
}

void Flow::show_if_room(wxWindow* child, bool wanted)
{
    dispensable_ = child;
    dispensable_wanted_ = wanted;
}

void Flow::forget_children()
{
    dispensable_ = nullptr;
    left_.clear();
    right_.clear();
}

int Flow::width_of(const std::vector<Item>& items) const
{
    int width = 0;
    for (const auto& item : items)
        if (item.window->IsShown()) width += (width ? item.gap : 0) + item.window->GetEffectiveMinSize().x;
    return width;
}

void Flow::arrange()
{
    const int width = GetClientSize().x;
    if (width <= 0) return;
    if (dispensable_) {
        dispensable_->Show(dispensable_wanted_);
        if (2 * edge_ + width_of(left_) + gap_ + width_of(right_) > width) dispensable_->Hide();
    }
    int row = 0;
    int x = edge_;
    const auto put = [&](const Item& item) {
        const auto size = item.window->GetEffectiveMinSize();
        item.window->SetSize(x, row * row_ + (row_ - size.y) / 2, size.x, size.y);
        x += size.x;
    };
    for (const auto& item : left_) {
        if (!item.window->IsShown()) continue;
        const int needed = item.window->GetEffectiveMinSize().x;
        if (x > edge_ && x + item.gap + needed > width - edge_) {
            ++row;
            x = edge_;
        } else if (x > edge_) {
            x += item.gap;
        }
        put(item);
    }
    const int right = width_of(right_);
    if (right > 0) {
        if (x > edge_ && x + gap_ + right > width - edge_) ++row;
        x = std::max(edge_, width - edge_ - right);
        bool first = true;
        for (const auto& item : right_) {
            if (!item.window->IsShown()) continue;
            if (!std::exchange(first, false)) x += item.gap;
            put(item);
        }
    }
    const int height = (row + 1) * row_;
    if (GetMinHeight() == height) return;
    SetMinSize({-1, height});
    InvalidateBestSize();
}

wxWindow* rule(wxWindow* parent, const wxColour& colour)
{
    auto* const line = new wxPanel{parent, wxID_ANY, wxDefaultPosition, {-1, 1}};
    line->SetMinSize({-1, 1});
    line->SetBackgroundColour(colour);
    return line;
}
} // namespace kiosk::ui
