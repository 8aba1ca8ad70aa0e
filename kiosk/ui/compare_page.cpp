#include "kiosk/ui/compare_page.hpp"

#include <algorithm>
#include <utility>

#include <wx/sizer.h>

#include "kiosk/ui/comparison_list.hpp"
#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
using Summary = portal::contract::Comparison::Summary;

namespace {
bool same(const portal::contract::ComparedField& a, const portal::contract::ComparedField& b)
{
    return a.field == b.field && a.verdict == b.verdict && a.account_text == b.account_text &&
           a.document_text == b.document_text && a.reason == b.reason;
}

/// Both sides in full, for a row that the columns cut.
wxString whole_texts(const portal::contract::ComparedField& row)
{
    return utf8(row.account_text + " · " + row.account_latin + " / " + row.document_text + ".");
}

/// The account holds no personal number yet: the document brings it.
bool number_is_new(const portal::contract::Comparison& comparison)
{
    return std::ranges::any_of(comparison.fields, [](const auto& row) {
        return row.field == portal::contract::Field::personal_number &&
               row.verdict == portal::contract::Verdict::absent;
    });
}

wxString way_out_of_differences(const CompareView& step)
{
    if (step.may_adopt_names)
        return tr("Personal number and face decide. F6 takes the names of the document, with the citizen's consent.");
    if (number_is_new(step.comparison))
        return tr(
            "The account has no personal number. Once the citizen has entered it in the portal, F6 takes the names "
            "of the document. F4 refuses.");
    return tr("F4 refuses with a reason and says what to bring next time.");
}
} // namespace

ComparePage::ComparePage(wxWindow* parent, const Surroundings& around) : Page{parent, around}
{
    ask(tr("Compare the data and the face"), {});
    summary_ = new Notice{this, theme(), Type::question};
    message_ = new Notice{this, theme()};
    message_->Hide();
    list_ = new ComparisonList{this, theme()};
    list_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent& event) {
        event.Skip(); // to the list itself
        explain_selected();
    });
    list_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        explain_selected(); // the columns cut more or less than before
    });
    explanation_box_ = new Box{this, theme(), theme().tint(Tone::information), 4};
    explanation_ = add_text(explanation_box_, Type::text, theme().tint(Tone::information).ink, {});
    explanation_box_->content().Add(explanation_, 0, wxEXPAND | wxLEFT | wxRIGHT, 6);
    checks_panel_ = new wxPanel{this};
    checks_panel_->SetBackgroundColour(theme().paper);
    checks_ = new Rows{checks_panel_, theme(), 26};
    auto* const checks = new wxBoxSizer{wxVERTICAL};
    checks->Add(
        add_text(checks_panel_, Type::text, theme().quiet,
                 wxString::Format("<span foreground=\"%s\" weight=\"bold\">%s</span>",
                                  theme().ink.GetAsString(wxC2S_HTML_SYNTAX), escaped(tr("Checks of the document"))) +
                     wxString::FromUTF8(" · ") + tr("F1 why")),
        0, wxEXPAND);
    checks->Add(checks_, 0, wxEXPAND | wxTOP, 3);
    checks_panel_->SetSizer(checks);
    to_do_ = new wxPanel{this};
    to_do_->SetBackgroundColour(theme().paper);
    to_do_->Hide();
    column().AddSpacer(2);
    column().Add(summary_, 0, wxEXPAND);
    column().Add(message_, 0, wxEXPAND | wxTOP, 8);
    column().Add(list_, 0, wxEXPAND | wxTOP, 6);
    column().Add(explanation_box_, 0, wxEXPAND);
    column().Add(checks_panel_, 0, wxEXPAND | wxTOP, 4);
    column().Add(to_do_, 0, wxEXPAND | wxTOP, 14);
}

void ComparePage::render(const View& view)
{
    const auto& step = std::get<CompareView>(view.step);
    stop_ = step.comparison.summary == Summary::stop;
    checks_failed_ = stop_ && step.comparison.stop_reason == "suspected_forgery";
    show_summary(step);
    tell(*message_, step.message);
    const auto& fields = step.comparison.fields;
    const bool same_rows = std::equal(fields.begin(), fields.end(), rows_.begin(), rows_.end(), same);
    if (!same_rows || number_kind_ != step.number_kind) {
        rows_ = fields;
        number_kind_ = step.number_kind;
        list_->show(rows_, number_kind_);
        auto first = std::find_if(rows_.begin(), rows_.end(), [&](const auto& row) {
            return stop_ ? row.verdict == portal::contract::Verdict::mismatch
                         : row.verdict != portal::contract::Verdict::exact;
        });
        if (first == rows_.end()) first = rows_.begin();
        if (!rows_.empty()) native::choose_row(*list_, static_cast<int>(first - rows_.begin()));
        explain_selected();
    }
    failed_.clear();
    std::vector<Row> checks;
    for (const auto& check : step.checks)
        checks.push_back({.shape = shape_of(check.result),
                          .tone = tone_of(check.result),
                          .term = check_name(check.code),
                          .text = escaped(check_sentence(check)),
                          .term_in_tone = true});
    for (const auto& check : step.checks)
        if (check.result == CheckLine::Result::failed) failed_ += check_sentence(check) + " ";
    checks_->show(std::move(checks));
    checks_panel_->Show((!stop_ || checks_failed_) && !step.checks.empty());
    explanation_box_->Show(!stop_);
    const bool to_do = stop_ && !checks_failed_; // there the summary says it
    to_do_->Show(to_do);
    if (to_do) show_what_to_do(view);
}

void ComparePage::show_summary(const CompareView& step)
{
    const auto& comparison = step.comparison;
    wxString advice;
    if (step.names_adopted) advice = tr("With the citizen's consent the account takes the names of the document.");
    if (step.needs_second_person && !stop_) {
        const auto words = sentence_of({FieldMessage::Tone::caution, "needs_second_person", {}, {}});
        return summary_->show(Tone::caution, Shape::triangle, words.title, words.advice);
    }
    switch (comparison.summary) {
    case Summary::match:
        summary_->show(Tone::good, Shape::tick,
                       number_is_new(comparison) ? tr("Matches; the personal number comes from the document")
                                                 : tr("Everything matches"),
                       advice);
        break;
    case Summary::match_with_usual_differences:
        summary_->show(
            Tone::caution, Shape::variant,
            tr("Matches, with %u usual difference", "Matches, with %u usual differences", comparison.usual_differences),
            advice);
        break;
    case Summary::to_be_compared:
        summary_->show(Tone::caution, Shape::unplugged, tr("The portal compares later"),
                       advice.empty()
                           ? tr("Nothing differs; what is not known here is compared when the connection is back.")
                           : advice);
        break;
    case Summary::differences:
        summary_->show(Tone::caution, Shape::triangle, tr("The data differ"),
                       advice.empty() ? way_out_of_differences(step) : advice);
        break;
    case Summary::stop: {
        const auto words = stop_words(step);
        summary_->show(Tone::bad, Shape::octagon, words.title, words.advice);
        break;
    }
    }
}

void ComparePage::explain_selected()
{
    const int selected = list_->GetSelectedRow();
    if (selected < 0 || static_cast<std::size_t>(selected) >= rows_.size()) return;
    const auto& row = rows_[static_cast<std::size_t>(selected)];
    auto words = "<b>" + escaped(name_of(row.field, number_kind_)) + ":</b> ";
    if (list_->cuts(row)) words += escaped(whole_texts(row)) + " ";
    explanation_->say_markup(words + escaped(explanation_of(row)));
    if (std::exchange(explained_height_, explanation_->GetMinHeight()) != explanation_->GetMinHeight())
        wxGetTopLevelParent(this)->PostSizeEvent(); // what stands below moves
}

void ComparePage::show_what_to_do(const View& view)
{
    const auto username = view.side.account ? utf8(view.side.account->username) : wxString{};
    const auto shown_for = username + "/" + std::get<CompareView>(view.step).comparison.stop_reason;
    if (to_do_for_ == shown_for) return;
    to_do_for_ = shown_for;
    to_do_->DestroyChildren();
    auto* const table = new wxFlexGridSizer{2, 4, 20};
    table->AddGrowableCol(1);
    int number = 0;
    const auto add = [&](const wxString& markup) {
        table->Add(add_text(to_do_, Type::bold, theme().accent, wxString::Format("%d", ++number), Text::Wrap::no));
        table->Add(add_text(to_do_, Type::text, theme().ink, markup), 1, wxEXPAND);
    };
    if (std::get<CompareView>(view.step).comparison.stop_reason == "different_person") {
        add(wxString::Format(
            tr("Ask the citizen whether %s is their username. If it is not: <b>Enter</b>, then scan or type the right "
               "one."),
            bold(username)));
        add(tr("If the personal number in the account is wrong: <b>F4</b> refuses; the citizen corrects it in the "
               "portal."));
    } else {
        add(tr("<b>F4</b> refuses with this reason and says what to bring next time."));
    }
    add(tr("If you doubt the document: do not confirm, refuse with <b>F4</b> and call a supervisor."));
    auto* const lines = new wxBoxSizer{wxVERTICAL};
    lines->Add(add_text(to_do_, Type::bold, theme().ink, tr("What to do")), 0, wxEXPAND);
    lines->Add(table, 0, wxEXPAND | wxTOP, 6);
    to_do_->SetSizer(lines);
}

void ComparePage::move_selection(int rows)
{
    const int count = static_cast<int>(rows_.size());
    if (count == 0) return;
    native::choose_row(*list_, std::clamp(list_->GetSelectedRow() + rows, 0, count - 1));
    explain_selected();
    show_selected(*list_);
}

wxString ComparePage::help() const
{
    if (checks_failed_)
        return failed_ +
               tr("The data on the screen may agree and the document still be a forgery: here the checks decide, "
                  "not the comparison.");
    return tr(
        "The machine compares the data; you compare the face and the card. \"Variant\" and \"shortened\" are usual "
        "spellings and no obstacle. A different personal number always stops the case. The arrow keys choose a "
        "row; below the table stands why.");
}
} // namespace kiosk::ui
