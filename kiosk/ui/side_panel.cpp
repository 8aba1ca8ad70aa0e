#include "kiosk/ui/side_panel.hpp"

#include <wx/sizer.h>
#include <wx/statbmp.h>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/portrait_view.hpp"
#include "kiosk/ui/waiting_list.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr int kEdge = 24;
constexpr int kHelpEdge = 12;
constexpr int kSmallPortrait = 154;
constexpr std::size_t kWaitingSeen = 6; // the list scrolls to the others
constexpr std::size_t kWaitingSeenInCase = 2;
constexpr int kLargePortrait = 246; // at least 240, by the rules of the comparison

template <class Step>
const Step* step_of(const View& view)
{
    return std::get_if<Step>(&view.step);
}

/// At the comparison, and where the list of features has the portrait's place at the decision.
bool shows_portrait(const View& view)
{
    const auto* const decide = step_of<DecideView>(view);
    return step_of<CompareView>(view) || (decide && !decide->features.empty() && view.side.portrait);
}
} // namespace

SidePanel::SidePanel(wxWindow* parent, const Surroundings& around) : wxPanel{parent}, around_{around}
{
    SetBackgroundColour(around.theme.surface);
    native::set_accessible_name(*this, tr("The case so far"));
}

bool SidePanel::render(const View& view, const SideWish& wish)
{
    auto picture = picture_of(view, wish);
    if (picture == picture_) return false;
    picture_ = std::move(picture);
    build();
    return true;
}

SidePanel::Picture SidePanel::picture_of(const View& view, const SideWish& wish) const
{
    auto picture = case_of(view);
    if (wish.portrait_elsewhere && view.side.portrait) {
        picture.portrait = Portrait::none;
        picture.caption.clear();
        picture.shown_portrait = nullptr;
    }
    if (wish.help.empty()) return picture;
    Picture helped;
    helped.help = wish.help;
    if (step_of<CompareView>(view)) {
        helped.portrait = picture.portrait;
        helped.shown_portrait = picture.shown_portrait;
    }
    return helped;
}

SidePanel::Picture SidePanel::case_of(const View& view) const
{
    Picture picture;
    if (const auto* const citizen = step_of<CitizenView>(view)) {
        picture.heading = tr("No case has begun");
        picture.paragraph =
            tr("Everything about the citizen gathers here: account, document, portrait, checks. <b>F9</b> clears it.");
        if (view.side.waiting.empty()) {
            picture.portrait = Portrait::small;
            picture.caption = tr("The portrait of the chip stands on the screen only.");
        }
        tell_what_waits(picture, view);
        picture.second_heading = tr("Today at this counter");
        picture.counts = {{tr("confirmations"), wxString::Format("%u", citizen->verified_today)},
                          {tr("refusals"), wxString::Format("%u", citizen->refused_today)},
                          {tr("waiting to be sent"), wxString::Format("%u", view.strip.queue)}};
        return picture;
    }
    const auto* const done = step_of<DoneView>(view);
    if (!done || view.side.waiting.empty()) picture.facts = facts_of(view);
    if (shows_portrait(view)) {
        picture.portrait = Portrait::large;
        picture.caption = view.side.portrait ? tr("Portrait of the chip, on the screen only")
                                             : tr("No portrait: compare the face with the card");
        picture.shown_portrait = around_.portraits.image().IsOk() ? view.side.portrait.get() : nullptr;
    } else if (!done || view.side.waiting.empty()) {
        picture.heading = done ? tr("The case") : tr("The case so far");
    }
    tell_what_waits(picture, view);
    return picture;
}

/// Beside every step that has room for it: a comparison and a refusal have not.
void SidePanel::tell_what_waits(Picture& picture, const View& view) const
{
    const auto& side = view.side;
    if (side.waiting.empty() || shows_portrait(view) || step_of<RefuseView>(view)) return;
    const bool in_case = !step_of<CitizenView>(view) && !step_of<DoneView>(view);
    picture.waiting = side.waiting;
    picture.other_waiting = in_case ? 0 : side.other_waiting; // no room for more than the decisions
    picture.waiting_seen = in_case ? kWaitingSeenInCase : kWaitingSeen;
    if (!side.offline_until || !step_of<DoneView>(view)) return;
    picture.second_heading = tr("How long without a connection");
    picture.footing = wxString::Format(tr("until %s"),
                                       bold(date_text(*side.offline_until) + ", " + minute_text(*side.offline_until)));
}

std::vector<SidePanel::Fact> SidePanel::facts_of(const View& view) const
{
    std::vector<Fact> facts;
    const auto& side = view.side;
    const auto* const done = step_of<DoneView>(view);
    const auto* const decide = step_of<DecideView>(view);
    const auto names = decide ? decide->names : done ? done->names : std::string{};
    if (!names.empty()) facts.push_back({.term = tr("Citizen"), .value = utf8(names), .strong = true});
    if (side.account) {
        facts.push_back({.term = tr("Username"), .value = utf8(side.account->username), .strong = true});
        if (!side.account->email_masked.empty() && !(decide && shows_portrait(view)))
            facts.push_back({.term = tr("E-mail"), .value = utf8(side.account->email_masked)});
        if (side.citizen_confirmed && !step_of<CompareView>(view) && !decide && !done)
            facts.push_back(
                {.term = tr("Confirmed by the citizen"), .value = tr("\"This is my account\""), .ticked = true});
        if (side.account->pass_expires && !step_of<CompareView>(view) && !decide && !done)
            facts.push_back({.term = tr("Pass"),
                             .value = wxString::Format(tr("valid until %s"), date_text(*side.account->pass_expires))});
    }
    if (side.document) {
        facts.push_back({.term = tr("Document"), .value = document_words(*side.document)});
        facts.push_back({.term = tr("Read by"), .value = assurance_words(side.document->assurance)});
    } else if (!done) {
        const auto* const document = step_of<DocumentView>(view);
        const bool reading = document && document->state == DocumentView::State::reading;
        const bool zone = document && document->state == DocumentView::State::zone_read;
        facts.push_back({.term = tr("Identity document"),
                         .value = zone      ? tr("zone, read by a device")
                                  : reading ? tr("being read...")
                                            : tr("none yet"),
                         .quiet = !zone,
                         .ticked = zone});
        facts.push_back({.term = tr("Checks"), .value = tr("none yet"), .quiet = true});
    }
    if (done)
        facts.push_back({.term = tr("Decision"),
                         .value = utf8(done->clerk) + wxString::FromUTF8(" · ") + minute_text(done->recorded)});
    return facts;
}

void SidePanel::build()
{
    DestroyChildren();
    const auto& theme = around_.theme;
    auto* const column = new wxBoxSizer{wxVERTICAL};
    const int sides = wxLEFT | wxRIGHT;
    const auto text = [&](Type type, const wxColour& colour, const wxString& markup) {
        auto* const made = new Text{this, theme, type, colour, Text::Wrap::yes};
        made->say_markup(markup);
        return made;
    };
    column->AddSpacer(20);
    if (!picture_.heading.empty()) {
        column->Add(text(Type::bold, theme.ink, escaped(picture_.heading)), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.paragraph.empty()) {
        column->Add(text(Type::text, theme.ink, picture_.paragraph), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(16);
    }
    if (picture_.portrait != Portrait::none) {
        auto* const portrait =
            new PortraitView{this, picture_.portrait == Portrait::large ? kLargePortrait : kSmallPortrait};
        if (picture_.portrait == Portrait::large) portrait->show(around_.portraits.image());
        column->Add(portrait, 0, sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.help.empty()) {
        if (picture_.portrait != Portrait::none) column->AddSpacer(8);
        auto* const help = new Notice{this, theme};
        help->show(Tone::information, Shape::information, tr("Help"), picture_.help);
        column->Add(help, 0, wxEXPAND | sides, kHelpEdge);
    }
    if (!picture_.caption.empty()) {
        column->Add(text(Type::small, theme.quiet, escaped(picture_.caption)), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(12);
    }
    for (const auto& fact : picture_.facts) {
        column->Add(text(Type::small, theme.quiet, escaped(fact.term)), 0, wxEXPAND | sides, kEdge);
        auto* const value =
            text(fact.strong ? Type::bold : Type::text, fact.quiet ? theme.quiet : theme.ink, escaped(fact.value));
        auto* const line = new wxBoxSizer{wxHORIZONTAL};
        if (fact.ticked)
            line->Add(
                new wxStaticBitmap{this, wxID_ANY, shape(Shape::tick, theme.tone_ink(Tone::good), theme.grown(18))}, 0,
                wxALIGN_CENTRE_VERTICAL | wxRIGHT, 8);
        line->Add(value, 1);
        column->Add(line, 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.waiting.empty()) {
        if (!picture_.facts.empty()) {
            column->AddSpacer(4);
            column->Add(rule(this, theme.line), 0, wxEXPAND | sides, kEdge);
            column->AddSpacer(12);
        }
        SideView waiting;
        waiting.waiting = picture_.waiting;
        waiting.other_waiting = picture_.other_waiting;
        column->Add(new WaitingList{this, theme, waiting, picture_.waiting_seen}, 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    if (!picture_.second_heading.empty()) {
        column->AddSpacer(8);
        column->Add(rule(this, theme.line), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(16);
        column->Add(text(Type::bold, theme.ink, escaped(picture_.second_heading)), 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(8);
    }
    for (const auto& [term, count] : picture_.counts) {
        auto* const line = new wxBoxSizer{wxHORIZONTAL};
        line->Add(text(Type::text, theme.ink, escaped(term)), 1);
        auto* const number = new Text{this, theme, Type::bold, theme.ink};
        number->say(count);
        line->Add(number);
        column->Add(line, 0, wxEXPAND | sides, kEdge);
        column->AddSpacer(6);
    }
    if (!picture_.footing.empty())
        column->Add(text(Type::text, theme.ink, picture_.footing), 0, wxEXPAND | sides, kEdge);
    column->AddSpacer(20);
    SetSizer(column);
    InvalidateBestSize();
}
} // namespace kiosk::ui
