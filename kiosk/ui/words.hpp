#pragma once

#include "kiosk/core/screen.hpp"
#include "kiosk/ui/shapes.hpp"
#include "kiosk/ui/text.hpp"
#include "kiosk/ui/theme.hpp"

/// Every code of the counter in the clerk's words: the one place where codes become sentences.
namespace kiosk::ui {
/// What is told, and what to do about it.
struct Sentence {
    wxString title;
    wxString advice; ///< what to do now; may be empty
};
/// A code without words is told as that code, for the operator.
Sentence sentence_of(const FieldMessage& message);
Tone tone_of(FieldMessage::Tone tone);
Shape shape_of(FieldMessage::Tone tone);

wxString key_cap(Action action); ///< `F8`
wxString key_words(Action action, const View& view);

/// A row of the comparison; the personal number is called by its kind, which the document tells.
wxString name_of(portal::contract::Field field, std::optional<portal::contract::PersonalNumberKind> number_kind);
/// `съвпада`, `вариант`, …
wxString verdict_word(const portal::contract::ComparedField& row);
Shape shape_of(portal::contract::Verdict verdict);
Tone tone_of(portal::contract::Verdict verdict);
/// Why the verdict is what it is.
wxString explanation_of(const portal::contract::ComparedField& row);

wxString check_name(const std::string& code);    ///< `подпис на издателя`
wxString check_sentence(const CheckLine& check); ///< what was found, and why not
Shape shape_of(CheckLine::Result result);
Tone tone_of(CheckLine::Result result);

wxString stage_name(hardware::document::Stage stage);            ///< in the list of stages
wxString stage_now(hardware::document::Stage stage);             ///< while it runs
wxString access_words(const hardware::document::Access& access); ///< `PACE с CAN`

wxString document_kind(const std::string& kind);          ///< `Лична карта`; an unknown kind is a document
wxString document_words(const DocumentSummary& document); ///< `Лична карта 641000027`
wxString assurance_words(portal::contract::Assurance assurance); ///< `чип, доказан като истински`
wxString account_state(portal::contract::AccountState state);    ///< `потвърден потребител`

/// The policy's own words, in the language of the window.
wxString reason_text(const portal::contract::RefusalReason& reason);
wxString bring_text(const portal::contract::RefusalReason& reason);
wxString feature_text(const portal::contract::SecurityFeature& feature);
/// What stops the case; a document that did not pass is told by the check that failed.
Sentence stop_words(const CompareView& step);
} // namespace kiosk::ui
