#include "kiosk/ui/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace kiosk::ui {
namespace {
using portal::contract::Verdict;

struct Words {
    std::string_view code;
    const char* title;
    const char* advice = "";
};

template <std::size_t Count>
const Words* find(const std::array<Words, Count>& table, std::string_view code)
{
    const auto* const found = std::find_if(table.begin(), table.end(), [&](const Words& w) { return w.code == code; });
    return found == table.end() ? nullptr : found;
}

/// An empty text is not sent through gettext, which would answer with the header of the catalog.
wxString translated(const char* english)
{
    return *english ? tr(english) : wxString{};
}

// Marks for xgettext; translated where it is shown.
constexpr const char* msg(const char* text)
{
    return text;
}

constexpr const char* kNotUnderstood = msg("The portal does not understand this program.");
constexpr const char* kOtherVersion = msg("Call an operator: the versions may differ. Nothing was recorded.");

constexpr std::array kMessages{
    // sign-in
    Words{"username_and_password", msg("Username and password are needed."), msg("Type both, then press Enter.")},
    Words{"wrong_password", msg("The username or the password is wrong."),
          msg("Check the keyboard and Caps Lock, then type the password again.")},
    Words{"wrong_unlock", msg("The password is wrong."),
          msg("Check the keyboard and Caps Lock, then type the password again.")},
    Words{"not_a_clerk", msg("This name is a supervisor's; at the counter clerks sign in."),
          msg("Supervisors sign in to the portal, on the page for staff.")},
    Words{"too_many_wrong_passwords", msg("Too many wrong passwords: the case was cleared."),
          msg("Sign in again. Nothing was recorded.")},
    Words{"not_enrolled", msg("This counter is not enrolled yet."),
          msg("An operator has to enrol it with a one-time code.")},
    Words{"session_expired", msg("Your sign-in has expired."),
          msg("Sign in again while the counter is online. Nothing is lost.")},
    Words{"too_many_requests", msg("Too many tries."), msg("Wait a while, then try again.")},
    Words{"portal_unreachable", msg("The portal does not answer."),
          msg("The counter goes on by itself as soon as the connection is back. Nothing is lost.")},
    Words{"not_known_without_portal", msg("Without a connection this username and password do not open the counter."),
          msg("Check both. Who has not signed in at this counter lately needs the connection.")},
    Words{"vault_failed", msg("The clerk's key cannot be read from the disk."),
          msg("Call an operator. Nothing was recorded.")},
    Words{"busy", msg("The portal is busy."), msg("Wait a moment, then sign in again.")},
    Words{"portal_is_back", msg("The portal answers again, but you signed in without it."),
          msg("Press Ctrl+L and sign in again: until then accounts are compared later.")},
    Words{"no_certificate", msg("The portal does not see the certificate of this counter."),
          msg("Call an operator. Nothing was recorded.")},
    Words{"certificate_refused", msg("The portal does not accept the certificate of this counter."),
          msg("Call an operator: it has expired or was revoked. Nothing was recorded.")},
    Words{"bad_clerk_key", msg("The portal does not accept the key that the counter made for you."),
          msg("Try again, then call an operator. Nothing was recorded.")},
    Words{"bad_request", kNotUnderstood, kOtherVersion},
    Words{"json_expected", kNotUnderstood, kOtherVersion},
    Words{"malformed", kNotUnderstood, kOtherVersion},
    Words{"portal_answer_invalid", msg("The portal answered what this program does not understand."),
          msg("Try again in a moment, then call an operator. Nothing was recorded.")},
    Words{"program_fault", msg("Something failed inside the program."),
          msg("Try again; nothing was recorded. If it comes back, call an operator.")},
    // citizen
    Words{"nothing_entered", msg("The field is empty."), msg("Scan the pass, or type the username and press Enter.")},
    Words{"not_a_pass", msg("This is another code; a counter pass is expected here."),
          msg("Nothing was recorded. Scan the pass from the portal or type the username.")},
    Words{"document_kept", msg("The document was read and waits; now the pass or the username."),
          msg("It is used as soon as the citizen has confirmed the account.")},
    Words{"document_waits", msg("The document was read before and waits."),
          msg("It is used as soon as the citizen has confirmed the account.")},
    Words{"personal_number_kept", msg("This is a personal number; it is kept for the document."),
          msg("It names no account and proves nothing: it stands in the form of F2.")},
    Words{"wrong_layout", msg("These are Cyrillic letters: the keyboard stands on BG."),
          msg("Switch the keyboard to EN, then scan or type once more. Nothing was recorded.")},
    Words{"unknown_username", msg("There is no such username in the portal."),
          msg("Ask the citizen for the exact username and type it again.")},
    Words{"not_a_username", msg("This is neither a pass nor a username."),
          msg("A username has 3 to 32 Latin letters, digits, dots, hyphens or underscores.")},
    Words{"unknown_pass", msg("The portal does not know this pass."),
          msg("Type the username instead: the identity card and the username are enough.")},
    Words{"pass_code_wrong", msg("These 16 digits are not right."),
          msg("Compare them with the pass, or type the username instead.")},
    Words{"pass_code_needs_portal", msg("Without a connection the 16 digits cannot be checked."),
          msg("Scan the QR code of the pass or type the username.")},
    Words{"pass_expired", msg("This pass has expired."),
          msg("Type the username instead: the identity card and the username are enough.")},
    Words{"pass_used", msg("This pass has been used already."),
          msg("Type the username instead: the identity card and the username are enough.")},
    Words{"pass_replaced", msg("The citizen has a newer pass than this one."),
          msg("Scan the newer pass, or type the username instead.")},
    Words{"pass_forged", msg("This pass was not issued by the portal."),
          msg("Type the username instead, and tell your supervisor.")},
    Words{"pass_damaged", msg("The pass was not read cleanly."),
          msg("Scan it once more, or type the 16 digits below the code.")},
    Words{"pass_key_unknown", msg("This counter cannot check the pass without a connection."),
          msg("Type the username instead: the identity card and the username are enough.")},
    Words{"pass_newer_than_program", msg("This pass is newer than the program of the counter."),
          msg("Type the username instead, and tell an operator.")},
    Words{"account_closed", msg("This account has been closed."),
          msg("The citizen has to register again in the portal.")},
    Words{"account_paused", msg("This account is paused."),
          msg("The citizen or a supervisor has to open it again first.")},
    Words{"account_verified", msg("This account is confirmed already."),
          msg("Go on only where the citizen has a new document or new names; otherwise nothing is left to do.")},
    Words{"confirm_account_first", msg("The citizen has not confirmed the account yet."),
          msg("Ask first; after Enter the document is read.")},
    Words{"not_now", msg("A scan is not expected here."), msg("Nothing was recorded and nothing has changed.")},
    Words{"code_is_no_document", msg("A code with a document's data is no document."),
          msg("Read the lines on the document itself.")},
    Words{"camera_failed", msg("The camera does not work."), msg("Use the scanner or type the text.")},
    // document
    Words{"put_card", msg("Put the card on the reader."), msg("The reading starts by itself.")},
    Words{"wrong_can", msg("The card did not accept this CAN."),
          msg("Compare the six digits on the front of the card and type them again.")},
    Words{"can_is_six_digits", msg("A CAN has six digits."), msg("They are printed on the front of the card.")},
    Words{"can_blocked", msg("The card accepts no CAN any more."),
          msg("Scan the lines: three on the back of a card, two in a passport.")},
    Words{"zone_not_of_this_card", msg("The zone does not open this card."),
          msg("Take one card at a time, and scan its back once more.")},
    Words{"zone_read", msg("The zone was read."),
          msg("Leave the card on the reader where it has a chip, or press Enter to go on without.")},
    Words{"zone_without_chip", msg("The zone was read; this card has no chip that can be read here."),
          msg("Press Enter to go on with the zone.")},
    Words{"zone_chip_unreadable", msg("The zone was read; the chip cannot be read."),
          msg("Put the card on the reader once more, or press Enter to go on with the zone alone.")},
    Words{"card_removed", msg("The card was taken away too early."),
          msg("Put it back on the reader: the reading starts again by itself.")},
    Words{"no_reader", msg("The card reader is not connected."), msg("Connect it, or scan the back of the card.")},
    Words{"not_a_travel_document", msg("This card is no identity document with a readable chip."),
          msg("Scan the lines: three on the back of a card, two in a passport.")},
    Words{"chip_unreadable", msg("The chip does not answer as it should."),
          msg("Put the card on the reader once more, or scan the back of the card.")},
    Words{"chip_silent", msg("The chip does not answer."),
          msg("Put the card on the reader once more, the right way round, or scan the lines of the document.")},
    Words{"chip_unsupported", msg("This chip cannot be read here."),
          msg("Scan the lines: three on the back of a card, two in a passport.")},
    Words{"reader_failed", msg("The card reader has failed."),
          msg("Unplug it and connect it again, or scan the back of the card.")},
    Words{"reading_stopped", msg("The reading was stopped."), msg("Type the CAN again, or scan the back of the card.")},
    Words{"wrong_check_digit", msg("The zone was not read cleanly: a check digit is wrong."),
          msg("Scan the lines once more, slowly and straight.")},
    Words{"zone_unreadable", msg("The zone was not read cleanly."),
          msg("Scan the lines once more, slowly and straight.")},
    Words{"zone_wrong_date", msg("The zone holds a date that cannot be."),
          msg("Scan the lines once more, slowly and straight.")},
    Words{"expected_document_got_pass", msg("This is a pass; the document is expected now."),
          msg("Type the CAN or scan the back of the card.")},
    Words{"not_a_document", msg("This is no identity document."),
          msg("Nothing was recorded. Type the CAN or scan the back of the card.")},
    // the form
    Words{"typed_number_missing", msg("The number of the document is missing."),
          msg("Type it as it stands on the document.")},
    Words{"typed_given_name_missing", msg("The given name is missing."), msg("Type it as it stands on the document.")},
    Words{"typed_family_name_missing", msg("The family name is missing."),
          msg("Type it as it stands on the document.")},
    Words{"typed_personal_number_wrong", msg("The personal number is not right."),
          msg("Compare all ten digits with the document.")},
    Words{"typed_birth_date_wrong", msg("The birth date is not right."), msg("Type it as DD.MM.YYYY.")},
    Words{"typed_expiry_wrong", msg("The expiry date is not right."),
          msg("Type it as DD.MM.YYYY, or leave the field empty where the document has none.")},
    // decision
    Words{"data_differ", msg("The data differ: this cannot be confirmed as it stands."),
          msg("Take the names of the document with F6, or refuse with F4.")},
    Words{"needs_second_person", msg("A typed document cannot be confirmed."),
          msg("Read the card by chip or scanner, or refuse with F4.")},
    Words{"choose_reason", msg("A reason is needed."), msg("Choose it in the list.")},
    Words{"outbox_behind", msg("The records of this counter are an old copy: nothing can be recorded."),
          msg("Call an operator. The case stays on the screen.")},
    Words{"outbox_failed", msg("The disk refuses: nothing was recorded."),
          msg("The case stays on the screen. Call an operator, then press the same key again.")},
};

constexpr std::array kExplanations{
    Words{"ia_iya", msg("The ending -ия is written -IA, in some documents -IYA. It is the same name.")},
    Words{"icao_letters", msg("The zone writes some letters in the international way. It is the same name.")},
    Words{"old_spelling", msg("The document uses an older spelling of the same name.")},
    Words{"native_spelling", msg("The name agrees in the letters of the country that issued the document.")},
    Words{"home_spelling", msg("A foreigner's name is spelled as in the home country. That is no mismatch by itself.")},
    Words{"spacing", msg("Only hyphens or blanks differ. It is the same name.")},
    Words{"prefix_of_field",
          msg("The zone of the document is too short for the whole name. What stands there agrees.")},
    Words{"letters_differ", msg("The document has another name. Look at the marked letters.")},
    Words{"in_neither", msg("Neither side holds it.")},
    Words{"not_in_document", msg("The document does not hold it. Only a missing given or family name is a mismatch.")},
    Words{"not_in_account", msg("The account does not hold it yet; it is taken from the document.")},
    Words{"account_unknown", msg("It cannot be compared without a connection; the portal does it later.")},
    Words{"no_personal_number", msg("The document holds no personal number.")},
    Words{"different_person", msg("The account has another personal number than the document.")},
    Words{"egn_birth_date", msg("The personal number does not fit the birth date of the document.")},
    Words{"birth_date_differs", msg("The account has another birth date than the document.")},
    Words{"egn_sex", msg("The personal number does not fit the sex on the document.")},
    Words{"sex_differs", msg("The account has another sex than the document.")},
    Words{"without_expiry", msg("The document has no expiry.")},
    Words{"expired", msg("The document has expired.")},
};

constexpr std::array kChecks{
    Words{"issuer_signature", msg("issuer's signature"), msg("The data are signed by the issuer and unchanged.")},
    Words{"chip_genuine", msg("genuine chip"), msg("The chip proved that it is no copy.")},
    Words{"chip_access", msg("secure connection"), msg("The chip was opened in the way it announces.")},
    Words{"zone_check_digits", msg("check digits"), msg("All check digits of the zone are right.")},
    Words{"zone_as_in_chip", msg("chip and zone"), msg("The chip and the printed zone agree.")},
    Words{"document_before", msg("document before"), msg("The document that was read before passed its checks.")},
    Words{"validity", msg("validity"), msg("The document is valid today.")},
    Words{"document_status", msg("lost or stolen"), msg("The document is not reported lost or stolen.")},
};

/// By `check/reason`, or for any reason by `check/failed` and `check/not_possible`.
constexpr std::array kCheckFailures{
    Words{"issuer_signature/failed", msg("The data were changed or not signed by the issuer. Do not confirm.")},
    Words{"issuer_signature/not_possible", msg("Not checked: the issuer of the chip is not known here.")},
    Words{"chip_genuine/chip_not_read", msg("Not checked: the chip was not read.")},
    Words{"chip_genuine/failed", msg("The chip is a copy. Do not confirm.")},
    Words{"chip_genuine/not_possible", msg("Not checked: this chip cannot prove it.")},
    Words{"chip_access/failed", msg("The chip was not opened in the way it announces. Do not confirm.")},
    Words{"chip_access/not_possible", msg("Not checked: the chip does not announce how it is opened.")},
    Words{"zone_check_digits/typed", msg("Not checked: the document was typed.")},
    Words{"zone_check_digits/failed", msg("A check digit of the zone is wrong.")},
    Words{"zone_check_digits/not_possible", msg("Not checked.")},
    Words{"zone_as_in_chip/failed", msg("The chip and the printed zone differ. Do not confirm.")},
    Words{"zone_as_in_chip/not_possible", msg("Not compared: only one of them was read.")},
    Words{"document_before/failed", msg("The document that was read before did not pass its checks. Do not confirm.")},
    Words{"validity/failed", msg("The document has expired.")},
    Words{"validity/not_possible", msg("The validity of the document is not known.")},
    Words{"document_status/failed", msg("The document is reported lost or stolen. Do not confirm.")},
    Words{"document_status/not_possible", msg("Not checked: there is no register to ask. This is recorded.")},
};

constexpr const char* kForged = msg("Keep the document, refuse with F4 and call a supervisor. Nothing was recorded.");

constexpr std::array kStops{
    Words{"different_person", msg("Stop: the personal number is different"),
          msg("This account cannot be confirmed with this document. Nothing was recorded.")},
    Words{"document_expired", msg("Stop: the document has expired"),
          msg("An expired document confirms nobody. Nothing was recorded.")},
    Words{"no_personal_number", msg("Stop: the document holds no personal number"),
          msg("The portal needs a personal number. Nothing was recorded.")},
    Words{"suspected_forgery", msg("Stop: the document did not pass its checks"), kForged},
};

/// By the check that failed.
constexpr std::array kForgeries{
    Words{"issuer_signature", msg("Stop: the data are not signed by the issuer"), kForged},
    Words{"chip_genuine", msg("Stop: the chip is a copy"), kForged},
    Words{"chip_access", msg("Stop: the chip opens otherwise than it announces"), kForged},
    Words{"zone_check_digits", msg("Stop: a check digit of the zone is wrong"), kForged},
    Words{"zone_as_in_chip", msg("Stop: the chip and the printed zone differ"), kForged},
};

constexpr std::array kKinds{
    Words{"identity_card", msg("Identity card")},
    Words{"passport", msg("Passport")},
    Words{"residence_permit", msg("Residence permit")},
};

/// To the whole minute, so that the hour on the screen is not too early.
Instant rounded_up(Instant time)
{
    return std::chrono::ceil<std::chrono::minutes>(time);
}

wxString looked_up(const Words* words, const std::string& code)
{
    return words ? translated(words->title) : utf8(code);
}
} // namespace

Sentence sentence_of(const FieldMessage& message)
{
    const auto* const words = find(kMessages, message.code);
    Sentence sentence;
    if (words) {
        sentence = {translated(words->title), translated(words->advice)};
    } else {
        // TRANSLATORS: %s is a stable code that the operator can look up.
        sentence = {wxString::Format(tr("It did not work (%s)."), utf8(message.code)),
                    tr("Try again; nothing was lost.")};
    }
    if (message.not_before)
        // TRANSLATORS: %s is an hour such as 17:42.
        sentence.advice =
            wxString::Format(tr("Try again at %s, not before."), minute_text(rounded_up(*message.not_before)));
    if (!message.raw.empty())
        sentence.advice = wxString::Format(tr("Read: \"%s\". "), utf8(message.raw)) + sentence.advice;
    return sentence;
}

Tone tone_of(FieldMessage::Tone tone)
{
    switch (tone) {
    case FieldMessage::Tone::neutral:
        return Tone::information;
    case FieldMessage::Tone::good:
        return Tone::good;
    case FieldMessage::Tone::caution:
        return Tone::caution;
    case FieldMessage::Tone::bad:
        return Tone::bad;
    }
    return Tone::neutral;
}

Shape shape_of(FieldMessage::Tone tone)
{
    switch (tone) {
    case FieldMessage::Tone::neutral:
        return Shape::information;
    case FieldMessage::Tone::good:
        return Shape::tick;
    case FieldMessage::Tone::caution:
        return Shape::triangle;
    case FieldMessage::Tone::bad:
        return Shape::octagon;
    }
    return Shape::information;
}

wxString key_cap(Action action)
{
    switch (action) {
    case Action::help:
        return "F1";
    case Action::by_hand:
        return "F2";
    case Action::camera:
        return "F3";
    case Action::refuse:
        return "F4";
    case Action::print:
        return "F5";
    case Action::other_road:
        return "F6";
    case Action::second_person:
        return "F7";
    case Action::decide:
        return "F8";
    case Action::end_service:
        return "F9";
    case Action::back:
        return "Esc";
    case Action::next:
        return "Enter";
    }
    return {};
}

namespace {
/// Where Enter leads from a stop: to the field again, or to the refusal.
wxString stop_next(const CompareView& step)
{
    return step.comparison.stop_reason == "different_person" ? tr("Another account") : tr("Next: refuse");
}
} // namespace

wxString key_words(Action action, const View& view)
{
    const auto& step = view.step;
    const auto* const compare = std::get_if<CompareView>(&step);
    const bool stop = compare && compare->comparison.summary == portal::contract::Comparison::Summary::stop;
    const auto* const document = std::get_if<DocumentView>(&step);
    switch (action) {
    case Action::help:
        return compare ? tr("Why?") : tr("Help");
    case Action::by_hand:
        return tr("By hand");
    case Action::camera:
        return tr("Camera");
    case Action::refuse:
        return tr("Refuse...");
    case Action::print:
        return tr("Print");
    case Action::other_road:
        if (std::holds_alternative<FoundView>(step)) return tr("Another account");
        if (compare) return compare->names_adopted ? tr("Names of the account") : tr("Names of the document");
        return {};
    case Action::second_person:
        return compare ? tr("To the supervisor...") : tr("A second clerk is needed...");
    case Action::decide:
        return std::holds_alternative<RefuseView>(step) ? tr("I record the refusal") : tr("I confirm the identity");
    case Action::end_service:
        return tr("End of service");
    case Action::back:
        return document && document->state == DocumentView::State::reading ? tr("Stop reading") : tr("Back");
    case Action::next:
        if (std::holds_alternative<SignInView>(step)) return tr("Sign in");
        if (std::holds_alternative<FoundView>(step)) return tr("Yes, this is the account");
        if (std::holds_alternative<DoneView>(step)) return tr("Next citizen");
        if (std::holds_alternative<HiddenView>(step)) return tr("Show again");
        if (document && document->state == DocumentView::State::zone_read) return tr("Next: without the chip");
        if (compare) return stop ? stop_next(*compare) : tr("Next: confirm");
        return tr("Next");
    }
    return {};
}

wxString name_of(portal::contract::Field field, std::optional<portal::contract::PersonalNumberKind> number_kind)
{
    using Kind = portal::contract::PersonalNumberKind;
    using enum portal::contract::Field;
    switch (field) {
    case given_name:
        return tr("Given name");
    case fathers_name:
        return tr("Father's name");
    case family_name:
        return tr("Family name");
    case personal_number:
        if (number_kind) return *number_kind == Kind::egn ? tr("EGN") : tr("LNCh");
        return tr("Personal number");
    case birth_date:
        return tr("Birth date");
    case sex:
        return tr("Sex");
    case validity:
        return tr("Validity");
    }
    return {};
}

wxString verdict_word(const portal::contract::ComparedField& row)
{
    const bool validity = row.field == portal::contract::Field::validity;
    switch (row.verdict) {
    case Verdict::exact:
        return validity ? tr("valid") : tr("matches");
    case Verdict::variant:
        return tr("variant");
    case Verdict::truncated:
        return tr("shortened");
    case Verdict::mismatch:
        return validity ? tr("expired") : tr("mismatch");
    case Verdict::absent:
        return tr("missing");
    case Verdict::later:
        return tr("by the portal");
    }
    return {};
}

Shape shape_of(Verdict verdict)
{
    switch (verdict) {
    case Verdict::exact:
        return Shape::tick;
    case Verdict::variant:
        return Shape::variant;
    case Verdict::truncated:
        return Shape::cut;
    case Verdict::mismatch:
        return Shape::cross;
    case Verdict::absent:
        return Shape::absent;
    case Verdict::later:
        return Shape::unplugged;
    }
    return Shape::absent;
}

Tone tone_of(Verdict verdict)
{
    switch (verdict) {
    case Verdict::exact:
        return Tone::good;
    case Verdict::variant:
    case Verdict::truncated:
    case Verdict::later:
        return Tone::caution;
    case Verdict::mismatch:
        return Tone::bad;
    case Verdict::absent:
        return Tone::neutral;
    }
    return Tone::neutral;
}

wxString explanation_of(const portal::contract::ComparedField& row)
{
    if (const auto* const words = find(kExplanations, row.reason)) return translated(words->title);
    switch (row.verdict) {
    case Verdict::exact:
        return tr("Both sides agree.");
    case Verdict::variant:
        return tr("A usual spelling of the same name.");
    case Verdict::truncated:
        return tr("The document has room for the beginning only, and that agrees.");
    case Verdict::mismatch:
        return tr("The two sides differ.");
    case Verdict::absent:
        return tr("One side holds nothing to compare.");
    case Verdict::later:
        return tr("It cannot be compared without a connection; the portal does it later.");
    }
    return {};
}

wxString check_name(const std::string& code)
{
    return looked_up(find(kChecks, code), code);
}

wxString check_sentence(const CheckLine& check)
{
    if (check.result == CheckLine::Result::passed) {
        const auto* const words = find(kChecks, check.code);
        return words ? translated(words->advice) : tr("Passed.");
    }
    const bool failed = check.result == CheckLine::Result::failed;
    for (const auto& key : {check.code + "/" + check.reason, check.code + (failed ? "/failed" : "/not_possible")})
        if (const auto* const words = find(kCheckFailures, key)) return translated(words->title);
    return failed ? tr("Not passed.") : tr("Not checked.");
}

Shape shape_of(CheckLine::Result result)
{
    switch (result) {
    case CheckLine::Result::passed:
        return Shape::tick;
    case CheckLine::Result::failed:
        return Shape::cross;
    case CheckLine::Result::not_possible:
        return Shape::absent;
    }
    return Shape::absent;
}

Tone tone_of(CheckLine::Result result)
{
    switch (result) {
    case CheckLine::Result::passed:
        return Tone::good;
    case CheckLine::Result::failed:
        return Tone::bad;
    case CheckLine::Result::not_possible:
        return Tone::neutral;
    }
    return Tone::neutral;
}

wxString stage_name(hardware::document::Stage stage)
{
    using enum hardware::document::Stage;
    switch (stage) {
    case opening:
        return tr("Secure connection to the chip");
    case data:
        return tr("Names, number, dates");
    case portrait:
        return tr("Portrait");
    case signature:
        return tr("Signature of the issuer");
    case chip:
        return tr("Check for a copied chip");
    }
    return {};
}

wxString stage_now(hardware::document::Stage stage)
{
    using enum hardware::document::Stage;
    switch (stage) {
    case opening:
        return tr("Opening the chip");
    case data:
        return tr("Reading names, number and dates");
    case portrait:
        return tr("Reading the bearer's portrait");
    case signature:
        return tr("Checking the issuer's signature");
    case chip:
        return tr("Checking for a copied chip");
    }
    return {};
}

wxString access_words(const hardware::document::Access& access)
{
    const bool can = access.secret == hardware::document::SecretKind::can;
    if (access.protocol == hardware::document::AccessProtocol::pace)
        return can ? tr("PACE with CAN") : tr("PACE with the zone");
    return tr("BAC with the zone");
}

wxString document_kind(const std::string& kind)
{
    const auto* const words = find(kKinds, kind);
    return words ? translated(words->title) : tr("Document");
}

wxString document_words(const DocumentSummary& document)
{
    return document_kind(document.kind) + " " + utf8(document.number);
}

wxString assurance_words(portal::contract::Assurance assurance)
{
    using enum portal::contract::Assurance;
    switch (assurance) {
    case typed:
        return tr("typed by hand");
    case mrz_by_device:
        return tr("zone, read by a device");
    case chip_unproven:
        return tr("chip, not proven");
    case chip_genuine:
        return tr("chip, proven genuine");
    }
    return {};
}

wxString account_state(portal::contract::AccountState state)
{
    using enum portal::contract::AccountState;
    switch (state) {
    case email_unconfirmed:
        return tr("e-mail not confirmed");
    case unverified:
        return tr("unverified user");
    case verified:
        return tr("verified user");
    case paused:
        return tr("paused");
    case closed:
        return tr("closed");
    }
    return {};
}

wxString reason_text(const portal::contract::RefusalReason& reason)
{
    return utf8(spoken() == Language::bulgarian ? reason.bulgarian : reason.english);
}

wxString bring_text(const portal::contract::RefusalReason& reason)
{
    return utf8(spoken() == Language::bulgarian ? reason.bring_bulgarian : reason.bring_english);
}

Sentence stop_words(const CompareView& step)
{
    const auto& reason = step.comparison.stop_reason;
    const auto* words = find(kStops, reason);
    if (reason == "suspected_forgery")
        for (const auto& check : step.checks)
            if (const auto* const named = find(kForgeries, check.code);
                named && check.result == CheckLine::Result::failed) {
                words = named;
                break;
            }
    if (words) return {translated(words->title), translated(words->advice)};
    return {tr("Stop: this document cannot confirm this account"), tr("Nothing was recorded.")};
}
} // namespace kiosk::ui
