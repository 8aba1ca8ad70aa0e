#include <chrono>

#include "kiosk/ui/word_table.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr const char* kForgery = msg("Do not confirm: refuse with F4 and call a supervisor. Nothing was recorded.");
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
    Words{"too_long_offline", msg("The counter has been without the portal for too long."),
          msg("No decision is recorded until the connection is back. Nothing is lost.")},
    Words{"portal_is_back", msg("The portal answers again, but you signed in without it."),
          msg("Press Ctrl+L and sign in again: until then accounts are compared later.")},
    Words{"no_certificate", msg("The portal does not see the certificate of this counter."),
          msg("Call an operator. Nothing was recorded.")},
    Words{"certificate_refused", msg("The portal does not accept the certificate of this counter."),
          msg("Call an operator: it has expired or was revoked. No decision was recorded.")},
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
          msg("Who closed it in the last days keeps it by signing in to the portal; otherwise the citizen registers "
              "again.")},
    Words{"account_paused", msg("This account is paused."),
          msg("The citizen or a supervisor has to open it again first.")},
    Words{"account_verified", msg("This account is confirmed already."),
          msg("Go on only where the citizen has a new document or new names; otherwise nothing is left to do.")},
    Words{"confirm_account_first", msg("The citizen has not confirmed the account yet."),
          msg("Ask first; after Enter the document is read.")},
    Words{"not_now", msg("A scan is not expected here."), msg("Nothing was recorded and nothing has changed.")},
    Words{"code_is_no_document", msg("A code with a document's data is no document."),
          msg("Read the lines on the document itself.")},
    Words{"several_documents", msg("More than one document is before the camera."), msg("Leave only one there.")},
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
    Words{"chip_zone_wrong", msg("Stop: the zone in the chip is wrong"), kForgery},
    Words{"document_forged", msg("Stop: the document did not pass its checks"), kForgery},
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
    Words{"typed_birth_date_missing", msg("The birth date is missing."), msg("Type it as it stands on the document.")},
    Words{"typed_birth_date_wrong", msg("The birth date is not right (as 15.06.1985, 06.1985 or 1985).")},
    Words{"typed_expiry_wrong", msg("The expiry date is not right."),
          msg("Type it as DD.MM.YYYY, or leave the field empty where the document has none.")},
    // decision
    Words{"data_differ", msg("The data differ: this cannot be confirmed as it stands."),
          msg("Take the names of the document with F6, or refuse with F4.")},
    Words{"needs_second_person", msg("A typed document cannot be confirmed."),
          msg("Read the card by chip or scanner, or refuse with F4.")},
    Words{"features_left", msg("F8 opens once every feature of the document is ticked."),
          msg("If one of them is not right, refuse with F4.")},
    Words{"choose_reason", msg("A reason is needed."), msg("Choose it in the list.")},
    Words{"outbox_behind", msg("The records of this counter are an old copy: nothing can be recorded."),
          msg("Call an operator. The case stays on the screen.")},
    Words{"outbox_failed", msg("The disk refuses: nothing was recorded."),
          msg("The case stays on the screen. Call an operator, then press the same key again.")},
};

/// To the whole minute, so that the hour on the screen is not too early.
Instant rounded_up(Instant time)
{
    return std::chrono::ceil<std::chrono::minutes>(time);
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
} // namespace kiosk::ui
