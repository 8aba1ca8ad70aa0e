#include "kiosk/ui/main_window.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <wx/app.h>
#include <wx/button.h>
#include <wx/msgdlg.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>
#include <wx/weakref.h>
#include <wx/wupdlock.h>

#include "kiosk/ui/citizen_page.hpp"
#include "kiosk/ui/compare_page.hpp"
#include "kiosk/ui/decide_page.hpp"
#include "kiosk/ui/document_page.hpp"
#include "kiosk/ui/done_page.hpp"
#include "kiosk/ui/found_page.hpp"
#include "kiosk/ui/hidden_page.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/refuse_page.hpp"
#include "kiosk/ui/side_panel.hpp"
#include "kiosk/ui/sign_in_page.hpp"
#include "kiosk/ui/steps_panel.hpp"
#include "kiosk/ui/strip_panel.hpp"
#include "kiosk/ui/typed_document_page.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr int kSideWidth = 336;
constexpr int kLeastMainWidth = 600;
constexpr int kNarrow = 1100;       // below it the side column moves under the main one
constexpr int kAsidePortrait = 180; // high: the least at which a face is compared
constexpr double kLeastScale = 1.0;
constexpr double kMostScale = 2.0;

/// Pages are exchanged when this changes.
int kind_of(const View& view)
{
    constexpr int kByHand = 100;
    constexpr int kByFeatures = 101;
    const auto* const document = std::get_if<DocumentView>(&view.step);
    const auto* const decide = std::get_if<DecideView>(&view.step);
    if (document && document->by_hand) return kByHand;
    if (decide && !decide->features.empty()) return kByFeatures; // a list that goes would take the focus with it
    return static_cast<int>(view.step.index());
}

Page* make_page(const View& view, wxWindow* parent, const Surroundings& around)
{
    struct Maker {
        wxWindow* parent;
        const Surroundings& around;
        Page* operator()(const SignInView&) const { return new SignInPage{parent, around}; }
        Page* operator()(const CitizenView&) const { return new CitizenPage{parent, around}; }
        Page* operator()(const FoundView&) const { return new FoundPage{parent, around}; }
        Page* operator()(const DocumentView& step) const
        {
            if (step.by_hand) return new TypedDocumentPage{parent, around};
            return new DocumentPage{parent, around};
        }
        Page* operator()(const CompareView&) const { return new ComparePage{parent, around}; }
        Page* operator()(const DecideView&) const { return new DecidePage{parent, around}; }
        Page* operator()(const RefuseView&) const { return new RefusePage{parent, around}; }
        Page* operator()(const DoneView&) const { return new DonePage{parent, around}; }
        Page* operator()(const HiddenView&) const { return new HiddenPage{parent, around}; }
    };
    return std::visit(Maker{parent, around}, view.step);
}

std::vector<wxTextCtrl*> fields_of(wxWindow* window)
{
    std::vector<wxTextCtrl*> fields;
    if (auto* const field = dynamic_cast<wxTextCtrl*>(window)) fields.push_back(field);
    for (auto* child : window->GetChildren())
        for (auto* field : fields_of(child))
            fields.push_back(field);
    return fields;
}

bool signed_in(const View& view)
{
    return !std::holds_alternative<SignInView>(view.step);
}

/// Whether closing the program would lose what the clerk has begun.
bool case_is_open(const View& view)
{
    if (const auto* const citizen = std::get_if<CitizenView>(&view.step))
        return citizen->state == CitizenView::State::looking_up;
    return signed_in(view) && !std::holds_alternative<DoneView>(view.step);
}
} // namespace

MainWindow::MainWindow(Counter& counter, DecodePortrait decode, Appearance appearance, KeepAppearance keep,
                       std::chrono::milliseconds quiet)
    : wxFrame{nullptr, wxID_ANY, "Gishe"}, counter_{counter}, appearance_{appearance}, keep_{std::move(keep)},
      portraits_{std::move(decode)}, scans_{[this](std::string text, KeyGuard::Instant begun) {
          take_scan(std::move(text), begun);
      }},
      lone_keys_{quiet}, view_{counter.view()}
{
    SetClientSize(1280, 720);
    SetMinClientSize({1000, 600});
    apply(appearance);
    Bind(wxEVT_CHAR_HOOK, &MainWindow::take_key, this);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        CallAfter([this] { arrange(); });
    });
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& event) { ask_to_close(event.CanVeto(), event); });
    wxEvtHandler::AddFilter(this);
}

MainWindow::~MainWindow()
{
    wxEvtHandler::RemoveFilter(this);
}

void MainWindow::show(const View& view)
{
    view_ = view;
    guard_screen();
    if (std::exchange(update_pending_, true)) return;
    CallAfter([this] {
        update_pending_ = false;
        update();
    });
}

void MainWindow::show_frame(const Picture& frame)
{
    if (!page_ || frame.width <= 0 || frame.height <= 0) return;
    // The image borrows the bytes for the length of this call.
    page_->show_frame(wxImage{frame.width, frame.height, const_cast<unsigned char*>(frame.rgb.data()), true});
}

void MainWindow::change_appearance(Appearance appearance)
{
    appearance.scale = std::clamp(appearance.scale, kLeastScale, kMostScale);
    if (appearance == appearance_) return;
    apply(appearance);
    keep_(appearance);
}

void MainWindow::apply(const Appearance& appearance)
{
    std::vector<wxString> drafts;
    if (page_)
        for (auto* field : fields_of(page_))
            drafts.push_back(field->GetValue());
    const int drafted = page_kind_;
    appearance_ = appearance;
    speak(appearance_.language);
    auto theme = std::make_unique<Theme>(appearance_.high_contrast, appearance_.scale);
    native::install_style_sheet(theme->style_sheet());
    {
        const wxWindowUpdateLocker frozen{this};
        SetSizer(nullptr);
        DestroyChildren();
        page_ = nullptr;
        page_kind_ = -1;
        theme_ = std::move(theme);
        around_ = std::make_unique<Surroundings>(Surroundings{counter_, *theme_, portraits_});
        build();
    }
    update();
    const auto fields = fields_of(page_);
    if (drafted == page_kind_ && fields.size() == drafts.size())
        for (std::size_t i = 0; i < fields.size(); ++i)
            fields[i]->ChangeValue(drafts[i]);
    focus_page();
}

void MainWindow::build()
{
    SetBackgroundColour(theme_->paper);
    SetTitle(tr("Counter"));
    strip_ = new StripPanel{this, *theme_};
    steps_ = new StepsPanel{this, *theme_};
    body_ = new wxScrolledWindow{this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL};
    native::add_style_class(*body_, "gishe-body");
    body_->SetBackgroundColour(theme_->paper);
    body_->SetScrollRate(0, 16);
    native::keep_scroll_bar(*body_); // the only hint that there is more below
    body_->SetSizer(new wxBoxSizer{wxHORIZONTAL});
    side_rule_ = rule(body_, theme_->line);
    side_ = new SidePanel{body_, *around_};
    aside_ = new wxPanel{this};
    aside_->SetBackgroundColour(theme_->paper);
    aside_portrait_ = new PortraitView{aside_, kAsidePortrait};
    auto* const face = new wxBoxSizer{wxVERTICAL};
    face->AddSpacer(24);
    auto* const across = new wxBoxSizer{wxHORIZONTAL};
    across->AddSpacer(16);
    across->Add(aside_portrait_);
    across->AddSpacer(24);
    face->Add(across);
    aside_->SetSizer(face);
    keys_ = new KeyBar{this, *theme_};
    steps_rule_ = rule(this, theme_->line);
    auto* const rows = new wxBoxSizer{wxVERTICAL};
    rows->Add(strip_, 0, wxEXPAND);
    rows->Add(rule(this, theme_->line), 0, wxEXPAND);
    rows->Add(steps_, 0, wxEXPAND);
    rows->Add(steps_rule_, 0, wxEXPAND);
    auto* const middle = new wxBoxSizer{wxHORIZONTAL};
    middle->Add(body_, 1, wxEXPAND);
    middle->Add(aside_, 0, wxEXPAND);
    rows->Add(middle, 1, wxEXPAND);
    rows->Add(rule(this, theme_->line), 0, wxEXPAND);
    rows->Add(keys_, 0, wxEXPAND);
    SetSizer(rows);
}

void MainWindow::update()
{
    guard_screen();
    const wxWindowUpdateLocker frozen{this};
    portraits_.want(view_.side.portrait, [this] { show(view_); });
    const bool new_page = kind_of(view_) != page_kind_;
    if (new_page) replace_page();
    strip_->render(view_.strip, view_.hides_in);
    const bool steps = signed_in(view_) && !std::holds_alternative<HiddenView>(view_.step);
    steps_->Show(steps);
    steps_rule_->Show(steps);
    side_->Show(steps);
    side_rule_->Show(steps);
    if (steps) {
        const auto* const compare = std::get_if<CompareView>(&view_.step);
        const auto* const done = std::get_if<DoneView>(&view_.step);
        const bool stopped = (compare && compare->comparison.summary == portal::contract::Comparison::Summary::stop) ||
                             std::holds_alternative<RefuseView>(view_.step) ||
                             (done && done->kind == DoneView::Kind::refused);
        last_step_ = step_number();
        steps_->show(last_step_, stopped);
    }
    page_->render(view_);
    keys_->show(keys_of_view());
    arrange();
    if (new_page) focus_page();
    await_painting();
}

/// Another page, or the same one with other keys: nothing that was pressed before it was painted is meant for it, nor
/// what waits to be done at the one before.
void MainWindow::guard_screen()
{
    const auto* const document = std::get_if<DocumentView>(&view_.step);
    constexpr int kStates = 10;
    const int screen = kind_of(view_) * kStates + (document ? static_cast<int>(document->state) : 0);
    if (std::exchange(screen_, screen) == screen) return;
    ++screens_;
    guard_.screen_changed();
    lone_keys_.drop();
    native::set_accessible_description(*this, tr("The screen changes"));
}

void MainWindow::await_painting()
{
    if (guard_.is_painted()) return;
    const auto painted = [self = wxWeakRef<MainWindow>{this}, number = screens_] {
        if (!self || self->screens_ != number || self->guard_.is_painted()) return;
        self->guard_.screen_painted(std::chrono::steady_clock::now());
        native::set_accessible_description(*self, {});
    };
    if (!native::after_painting(*this, painted)) painted();
}

void MainWindow::replace_page()
{
    if (page_) page_->Destroy();
    page_kind_ = kind_of(view_);
    page_ = make_page(view_, body_, *around_);
}

int MainWindow::step_number() const
{
    struct Number {
        int last;
        int operator()(const CitizenView&) const { return 1; }
        int operator()(const FoundView&) const { return 1; }
        int operator()(const DocumentView&) const { return 2; }
        int operator()(const CompareView&) const { return 3; }
        int operator()(const DecideView&) const { return 4; }
        int operator()(const DoneView& step) const { return step.kind == DoneView::Kind::verified ? 5 : last; }
        int operator()(const SignInView&) const { return last; }
        int operator()(const RefuseView&) const { return last; }
        int operator()(const HiddenView&) const { return last; }
    };
    return std::visit(Number{last_step_}, view_.step);
}

bool MainWindow::narrow() const
{
    const int width = GetClientSize().x;
    return width < kNarrow || width < (kLeastMainWidth + kSideWidth) * appearance_.scale;
}

/// Beside the page where there is room. Below it, help would be out of sight, and a portrait is kept out of what
/// scrolls.
void MainWindow::render_side(bool narrow)
{
    const bool side = side_->IsShown();
    const bool face = narrow && side && view_.side.portrait && std::holds_alternative<CompareView>(view_.step);
    aside_->Show(face);
    if (face) aside_portrait_->show(portraits_.image());
    const bool help_beside = side && !narrow;
    page_->show_help_here(!help_beside);
    if (side)
        side_->render(view_, {.help = help_beside && page_->help_is_open() ? page_->help() : wxString{},
                              .portrait_elsewhere = face});
}

void MainWindow::arrange()
{
    if (!page_) return;
    const bool narrow = this->narrow();
    if (std::exchange(narrow_, narrow) != narrow) keys_->show(keys_of_view());
    render_side(narrow);
    body_->SetSizer(nullptr); // lets go of the windows that the new one takes
    auto* const columns = new wxBoxSizer{narrow ? wxVERTICAL : wxHORIZONTAL};
    columns->Add(page_, narrow ? 0 : 1, wxEXPAND);
    if (side_->IsShown()) {
        side_rule_->SetMinSize(narrow ? wxSize{-1, 1} : wxSize{1, -1});
        columns->Add(side_rule_, 0, wxEXPAND);
        side_->SetMinSize(
            {narrow ? -1 : static_cast<int>(std::lround(kSideWidth * std::min(appearance_.scale, 1.4))) - 1, -1});
        columns->Add(side_, narrow ? 1 : 0, wxEXPAND);
    } else if (narrow) {
        columns->GetItem(page_)->SetProportion(1);
    }
    body_->SetSizer(columns);
    constexpr int kPasses = 4; // until wrapped texts have their height
    for (int pass = 0; pass < kPasses; ++pass) {
        Layout();
        body_->FitInside();
        body_->Layout();
        page_->Layout();
    }
}

void MainWindow::focus_page()
{
    auto* target = page_->first_field();
    if (!target) target = keys_->main_button();
    if (!target) target = page_;
    target->SetFocus();
}

std::vector<Key> MainWindow::keys_of_view()
{
    std::vector<Key> keys;
    const bool in_page = std::holds_alternative<SignInView>(view_.step);
    for (const auto& key : view_.keys) {
        if (key.action == Action::print) continue;           // there is no slip yet
        if (in_page && key.action == Action::next) continue; // the form has its own button
        if (key.action == Action::decide && std::holds_alternative<DecideView>(view_.step) && !narrow())
            continue; // large, in the page, and surely in sight
        const bool enter = key.action == Action::next;
        keys.push_back({.cap = key_cap(key.action),
                        .words = key_words(key.action, view_),
                        .enabled = key.enabled || (enter && page_->takes_enter()),
                        .main = enter,
                        .right = enter || key.action == Action::back,
                        .press = [this, action = key.action] { press(action); }});
    }
    add_window_keys(keys);
    return keys;
}

void MainWindow::add_window_keys(std::vector<Key>& keys)
{
    const auto add = [&](const wxString& cap, const wxString& words, bool right, std::function<void()> pressed) {
        keys.push_back({.cap = cap, .words = words, .enabled = true, .right = right, .press = std::move(pressed)});
    };
    if (!signed_in(view_)) {
        add("F1", tr("Help"), false, [this] { press(Action::help); });
        auto contrast = appearance_;
        contrast.high_contrast = !contrast.high_contrast;
        add("F11", contrast.high_contrast ? tr("High contrast") : tr("Usual contrast"), false,
            [this, contrast] { CallAfter([this, contrast] { change_appearance(contrast); }); });
        auto language = appearance_;
        const bool bulgarian = language.language == Language::bulgarian;
        language.language = bulgarian ? Language::english : Language::bulgarian;
        add("F12", bulgarian ? wxString{"English"} : wxString::FromUTF8("Български"), false,
            [this, language] { CallAfter([this, language] { change_appearance(language); }); });
        add("Ctrl +", tr("Larger text"), false, [this] { enlarge(+0.25); });
        add("Ctrl+Q", tr("Switch off..."), true, [this] { Close(); });
    }
    if (std::holds_alternative<CitizenView>(view_.step) || std::holds_alternative<HiddenView>(view_.step))
        add("Ctrl+L", tr("Sign out"), false, [this] { counter_.sign_out(); });
    if (std::holds_alternative<HiddenView>(view_.step))
        keys.push_back({.cap = key_cap(Action::next),
                        .words = key_words(Action::next, view_),
                        .enabled = true,
                        .main = true,
                        .right = true,
                        .press = [this] { press(Action::next); }});
}

void MainWindow::ask_to_close(bool may_refuse, wxCloseEvent& event)
{
    if (may_refuse && case_is_open(view_)) {
        wxMessageDialog question{this, tr("A case is open. Nothing of it is recorded yet."), tr("Switch off?"),
                                 wxYES_NO | wxNO_DEFAULT | wxICON_WARNING};
        question.SetYesNoLabels(tr("Switch off"), tr("Back to the case"));
        if (question.ShowModal() != wxID_YES) return event.Veto();
    }
    Destroy();
}
} // namespace kiosk::ui
