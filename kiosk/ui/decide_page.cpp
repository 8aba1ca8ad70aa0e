#include "kiosk/ui/decide_page.hpp"

#include <algorithm>

#include <wx/button.h>
#include <wx/sizer.h>

#include "kiosk/ui/feature_list.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/portrait_view.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
using Summary = portal::contract::Comparison::Summary;

const CheckLine* find_check(const std::vector<CheckLine>& checks, std::string_view code)
{
    const auto found = std::find_if(checks.begin(), checks.end(), [&](const CheckLine& c) { return c.code == code; });
    return found == checks.end() ? nullptr : &*found;
}

Row line(Shape shape, Tone tone, const wxString& markup)
{
    return {.shape = shape, .tone = tone, .text = markup};
}

Row names_line(const DecideView& step)
{
    if (step.names_adopted) return line(Shape::tick, Tone::good, tr("The account takes the names of the document"));
    if (step.summary == Summary::match) return line(Shape::tick, Tone::good, tr("The names match"));
    if (step.summary == Summary::match_with_usual_differences)
        return line(Shape::variant, Tone::caution,
                    tr("The names match, with %u usual difference", "The names match, with %u usual differences",
                       step.usual_differences));
    if (step.summary == Summary::to_be_compared)
        return line(Shape::unplugged, Tone::caution, tr("The portal compares the names later"));
    return line(Shape::triangle, Tone::caution, tr("The data differ; see the comparison"));
}

Row number_line(const DecideView& step)
{
    using portal::contract::Verdict;
    switch (step.number) {
    case Verdict::later:
        return line(Shape::unplugged, Tone::caution, tr("The portal compares the personal number later"));
    case Verdict::absent:
        return line(Shape::information, Tone::information, tr("The personal number comes from the document"));
    default:
        return line(Shape::tick, Tone::good, tr("The personal number matches"));
    }
}

Row document_line(const View& view)
{
    const auto& document = view.side.document;
    if (!document) return line(Shape::absent, Tone::neutral, tr("No document"));
    const bool genuine = document->assurance == portal::contract::Assurance::chip_genuine;
    if (!document->expiry)
        return line(genuine ? Shape::tick : Shape::absent, genuine ? Tone::good : Tone::neutral,
                    genuine ? tr("The card is genuine and has no expiry")
                            : tr("The card has no expiry; compare it with your eyes"));
    const auto format = genuine ? tr("The card is genuine and valid until %s")
                                : tr("The card is valid until %s; its chip is not proven");
    return line(genuine ? Shape::tick : Shape::absent, genuine ? Tone::good : Tone::neutral,
                wxString::Format(format, date_text(*document->expiry)));
}

std::vector<Row> lines_of(const View& view, const DecideView& step)
{
    std::vector<Row> rows;
    rows.push_back(number_line(step));
    rows.push_back(names_line(step));
    rows.push_back(document_line(view));
    if (const auto* const status = find_check(step.checks, "document_status")) {
        const bool asked = status->result != CheckLine::Result::not_possible;
        rows.push_back(line(shape_of(status->result), tone_of(status->result),
                            asked ? escaped(check_sentence(*status))
                                  : tr("Not checked for loss and theft: there is no register to ask")));
    }
    if (view.side.citizen_confirmed)
        rows.push_back(line(Shape::tick, Tone::good, tr("The citizen confirmed the account")));
    return rows;
}
} // namespace

DecidePage::DecidePage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    portrait_ = new PortraitView{this, 336};
    lines_ = new Rows{this, theme(), 40};
    features_ = new FeatureList{this, theme(),
                                [this](std::string code, bool seen) { counter().see_feature(std::move(code), seen); }};
    features_->Hide();
    confirm_ = new wxButton{this, wxID_ANY};
    confirm_->SetFont(theme().font(Type::bold).Scaled(1.25F));
    native::add_style_class(*confirm_, "gishe-decide");
    native::set_accessible_name(*confirm_, "F8 " + tr("I confirm the identity"));
    confirm_->SetMinSize({-1, theme().grown(64)});
    confirm_->DisableFocusFromKeyboard(); // F8 presses it, and no Tab and Space of a code
    confirm_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { decide(); });
    message_ = new Notice{this, theme()};
    message_->Hide();
    note_ = add_text(this, Type::text, theme().quiet, {});

    auto* const right = new wxBoxSizer{wxVERTICAL};
    right->Add(lines_, 0, wxEXPAND);
    right->Add(confirm_, 0, wxEXPAND | wxTOP, 24);
    right->Add(message_, 0, wxEXPAND | wxTOP, 12);
    right->Add(note_, 0, wxEXPAND | wxTOP, 12);
    auto* const columns = new wxBoxSizer{wxHORIZONTAL};
    columns->Add(portrait_, 0, wxRIGHT, 32);
    columns->Add(features_, 1, wxRIGHT, 32);
    columns->Add(right, 1);
    column().AddSpacer(20);
    column().Add(columns, 0, wxEXPAND);
    column().AddSpacer(20);
}

void DecidePage::render(const View& view)
{
    const auto& step = std::get<DecideView>(view.step);
    ask(tr("Is it the same person in front of you?"),
        view.side.portrait ? tr("Look at the face and the portrait. Press F8 only if you are sure.")
                           : tr("Look at the face and the photo on the document. Press F8 only if you are sure."));
    portrait_->show(around().portraits.image());
    const bool listed = !step.features.empty();
    portrait_->Show(!listed); // the side column has it then
    features_->Show(listed);
    if (listed) features_->show(step.features);
    lines_->show(lines_of(view, step));
    const auto key =
        std::find_if(view.keys.begin(), view.keys.end(), [](const KeyView& k) { return k.action == Action::decide; });
    const bool open = key != view.keys.end() && key->enabled && !step.recording;
    confirm_->Enable(open);
    const auto words = step.recording ? tr("Recording...") : tr("I confirm the identity");
    confirm_->SetLabelMarkup("<b>F8</b>  <b>" + words + "</b>");
    note_->say_markup(tr("The decision is recorded with your signature.") + " " +
                      bold(tr("Enter decides nothing here.")));
    note_->Show(!listed || !step.message); // the message takes its place
    tell(*message_, step.message);
}

bool DecidePage::has_tick(int number) const
{
    return features_->IsShown() && features_->has(number);
}

void DecidePage::tick(int number)
{
    features_->toggle(number);
}

wxString DecidePage::help() const
{
    if (features_->IsShown())
        return tr("No chip proves this document: its security features do, as far as eye and hand can tell. Tick what "
                  "you have "
                  "seen yourself, then F8 opens. If one of them is not right, F4 refuses: the document did not pass "
                  "its checks.");
    return tr("The machine has compared the data. You alone decide whether the face is the one on the portrait and the "
              "card is whole. If in doubt, F4 refuses with a reason, and nothing is lost.");
}
} // namespace kiosk::ui
