#include "kiosk/ui/objection_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "kiosk/ui/word_table.hpp"

namespace kiosk::ui {
namespace {
constexpr std::array kObjections{
    Words{"person_on_other_account", msg("This person is already confirmed in another account."),
          msg("Ask the citizen about the other account.")},
    Words{"account_of_other_person", msg("This account is already confirmed for another person."),
          msg("Check the username with the citizen.")},
    Words{"different_person", msg("The account has another personal number than the document."),
          msg("Check the username with the citizen.")},
    Words{"names_differ", msg("The names in the account differ from those in the document."),
          msg("Serve the citizen again: F6 at the comparison takes the names of the document.")},
    Words{"data_differ", msg("The data of the document do not agree with the personal number."),
          msg("Compare the document once more.")},
    Words{"adoption_not_allowed", msg("The names of the document could not be taken over."),
          msg("The citizen enters the personal number in the portal and comes again.")},
    Words{"pass_unknown", msg("The pass does not belong to this account."), msg("Begin again with the username.")},
    Words{"pass_of_other_account", msg("The pass does not belong to this account."),
          msg("Begin again with the username.")},
    Words{"pass_used", msg("The pass had been used already."), msg("Begin again with the username.")},
    Words{"pass_replaced", msg("The citizen had a newer pass than this one."), msg("Begin again with the username.")},
    Words{"pass_expired", msg("The pass had expired."), msg("Begin again with the username.")},
    Words{"account_closed", msg("This account has been closed."),
          msg("Who closed it in the last days keeps it by signing in to the portal; otherwise the citizen registers "
              "again.")},
    Words{"unknown_account", msg("There is no such username in the portal."),
          msg("Ask the citizen for the exact username and type it again.")},
    Words{"document_expired", msg("The document has expired."), msg("The citizen comes again with a valid document.")},
    Words{"document_not_valid", msg("The document was reported lost, stolen or not valid."),
          msg("Do not confirm. Call the supervisor.")},
    Words{"bad_personal_number", msg("The personal number of the document is not right."),
          msg("Compare the document once more.")},
    Words{"second_person_needed", msg("A typed document confirms nobody."), msg("Read the card by chip or scanner.")},
    Words{"unknown_feature", msg("A feature was ticked that the portal does not know."),
          msg("Call an operator: the versions may differ.")},
    Words{"face_not_compared", msg("A step of the case is missing in the record."), msg("Serve the citizen anew.")},
    Words{"account_not_confirmed", msg("A step of the case is missing in the record."), msg("Serve the citizen anew.")},
    Words{"clerk_certificate_not_in_force", msg("You were not entitled to record at that time."),
          msg("Sign out with Ctrl+L and in again; if it comes back, call an operator.")},
    Words{"bad_clerk_certificate", msg("You were not entitled to record at that time."),
          msg("Sign out with Ctrl+L and in again; if it comes back, call an operator.")},
    Words{"unknown_clerk", msg("You were not entitled to record at that time."),
          msg("Sign out with Ctrl+L and in again; if it comes back, call an operator.")},
    Words{"clerk_disabled", msg("You were not entitled to record at that time."),
          msg("Sign out with Ctrl+L and in again; if it comes back, call an operator.")},
    Words{"clerk_disabled_since", msg("You were not entitled to record at that time."),
          msg("Sign out with Ctrl+L and in again; if it comes back, call an operator.")},
    Words{"time_in_future", msg("The clock of this counter is wrong."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"time_before_receipt", msg("The clock of this counter is wrong."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"time_before_previous", msg("The clock of this counter is wrong."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"chain_broken", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"record_id_reused", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"number_reused", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"unknown_receipt", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"receipt_forgotten", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"unsigned_stray", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"unknown_kiosk_key", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"foreign_kiosk", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"bad_signature", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"unknown_sealing_key", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
    Words{"unreadable_content", msg("The record does not go with the others of this counter."),
          msg("Call an operator and serve nobody here until then.")},
};
constexpr std::array<std::string_view, 18> kToldToCitizen{"person_on_other_account",
                                                          "account_of_other_person",
                                                          "different_person",
                                                          "names_differ",
                                                          "data_differ",
                                                          "adoption_not_allowed",
                                                          "pass_unknown",
                                                          "pass_of_other_account",
                                                          "pass_used",
                                                          "pass_replaced",
                                                          "pass_expired",
                                                          "document_expired",
                                                          "document_not_valid",
                                                          "bad_personal_number",
                                                          "second_person_needed",
                                                          "face_not_compared",
                                                          "account_not_confirmed",
                                                          "unknown_feature"};
} // namespace

Sentence objection_words(const std::string& reason)
{
    if (const auto* const words = find(kObjections, reason))
        return {translated(words->title), translated(words->advice)};
    // TRANSLATORS: %s is a stable code that the operator can look up.
    return {wxString::Format(tr("The portal's reason: %s."), utf8(reason)), tr("Call an operator.")};
}

bool citizen_is_told(const std::string& reason)
{
    return std::ranges::find(kToldToCitizen, reason) != kToldToCitizen.end();
}
} // namespace kiosk::ui
