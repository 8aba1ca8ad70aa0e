#pragma once

#include "kiosk/core/screen.hpp"
#include "kiosk/ui/shapes.hpp"
#include "kiosk/ui/text.hpp"
#include "kiosk/ui/theme.hpp"

/// Every code of the counter in the clerk's words: the one place where codes become sentences.
namespace kiosk::ui {
struct Sentence {
    wxString title;
    wxString advice; ///< what to do now; may be empty
};
Sentence sentence_of(const FieldMessage& message);
Tone tone_of(FieldMessage::Tone tone);
Shape shape_of(FieldMessage::Tone tone);

wxString key_cap(Action action); ///< `F8`
wxString key_words(Action action, const View& view);

/// A row of the comparison; the personal number is called by its kind, which the document tells.
wxString name_of(portal::contract::Field field, std::optional<portal::contract::PersonalNumberKind> number_kind);
wxString verdict_word(const portal::contract::ComparedField& row);
Shape shape_of(portal::contract::Verdict verdict);
Tone tone_of(portal::contract::Verdict verdict);
wxString explanation_of(const portal::contract::ComparedField& row);

wxString check_name(const std::string& code);
wxString check_sentence(const CheckLine& check);
Shape shape_of(CheckLine::Result result);
Tone tone_of(CheckLine::Result result);

wxString stage_name(hardware::document::Stage stage);
wxString stage_now(hardware::document::Stage stage);
wxString access_words(const hardware::document::Access& access);

wxString document_kind(const std::string& kind);
wxString document_words(const DocumentSummary& document); ///< `Лична карта 641000027`
wxString assurance_words(portal::contract::Assurance assurance);
wxString account_state(portal::contract::AccountState state);

wxString reason_text(const portal::contract::RefusalReason& reason);
wxString bring_text(const portal::contract::RefusalReason& reason);
/// What stops the case; a document that did not pass is told by the check that failed.
Sentence stop_words(const CompareView& step);
} // namespace kiosk::ui
