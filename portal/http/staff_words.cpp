#include "portal/http/staff_words.hpp"

#include <algorithm>
#include <array>

#include "portal/domain/changes.hpp"

namespace portal::http {
namespace {
struct Wording {
    std::string_view code;
    std::string_view english;
};
constexpr std::array kWords{
    Wording{"verification", N_("verification")},
    Wording{"refusal", N_("refusal")},
    Wording{"unreadable", N_("unreadable record")},
    Wording{"accepted", N_("accepted")},
    Wording{"conflict", N_("waits for a decision")},
    Wording{"refused", N_("refused")},
    Wording{"identity_card", N_("ID card")},
    Wording{"passport", N_("Passport")},
    Wording{"residence_permit", N_("Residence permit")},
    Wording{"chip_genuine", N_("chip, proven genuine")},
    Wording{"chip_unproven", N_("chip, not proven")},
    Wording{"mrz_by_device", N_("zone read by a device")},
    Wording{"typed", N_("typed by the clerk")},
    Wording{"alarm", N_("The owner says: it was not me")},
    Wording{"person_on_other_account", N_("One person, two accounts")},
    Wording{"account_of_other_person", N_("One account, two persons")},
    Wording{"pass_used", N_("The pass was used already")},
    Wording{"pass_expired", N_("The pass had expired")},
    Wording{"pass_replaced", N_("The pass had been replaced")},
    Wording{"pass_unknown", N_("The pass is unknown")},
    Wording{"pass_of_other_account", N_("The pass is of another account")},
    Wording{"chain_broken", N_("Records of a kiosk do not follow each other")},
    Wording{"number_reused", N_("Two records of a kiosk have one number")},
    Wording{"record_id_reused", N_("Two records have one identifier")},
    Wording{"foreign_kiosk", N_("A record of another kiosk")},
    Wording{"unsigned_stray", N_("A kiosk sends records that no kiosk has signed")},
    Wording{"bad_signature", N_("A signature is wrong")},
    Wording{"bad_clerk_certificate", N_("The clerk's key is not certified")},
    Wording{"clerk_certificate_not_in_force", N_("The clerk's key was not in force")},
    Wording{"clerk_disabled", N_("The clerk was disabled")},
    Wording{"clerk_disabled_since", N_("The clerk was disabled before the record arrived")},
    Wording{"receipt_forgotten", N_("The kiosk names an older receipt than before")},
    Wording{"unknown_clerk", N_("The clerk is unknown")},
    Wording{"unknown_kiosk_key", N_("The kiosk's key is unknown")},
    Wording{"unknown_sealing_key", N_("The record was sealed with an unknown key")},
    Wording{"unknown_receipt", N_("The record names an unknown receipt")},
    Wording{"unreadable_content", N_("The record cannot be read")},
    Wording{"time_before_receipt", N_("The kiosk's clock is wrong: before the last receipt")},
    Wording{"time_before_previous", N_("The kiosk's clock is wrong: before the record before")},
    Wording{"time_in_future", N_("The kiosk's clock is wrong: in the future")},
    Wording{"unknown_account", N_("The account does not exist")},
    Wording{"account_closed", N_("The account is closed")},
    Wording{"account_not_confirmed", N_("The citizen did not confirm the account")},
    Wording{"face_not_compared", N_("The face was not compared")},
    Wording{"second_person_needed", N_("A second person was needed")},
    Wording{"unknown_feature", N_("A security feature was ticked that the portal does not know")},
    Wording{"adoption_not_allowed", N_("The names could not be taken from the document")},
    Wording{"bad_personal_number", N_("The personal number is not valid")},
    Wording{"different_person", N_("The document is of another person")},
    Wording{"names_differ", N_("The names differ from the document's")},
    Wording{"data_differ", N_("Date of birth or sex differ from the personal number")},
    Wording{"document_not_valid", N_("The document was reported not valid")},
    Wording{"document_expired", N_("The document has expired")},
};
} // namespace

StaffWords::StaffWords(const Visit& visit) : visit_{visit}, policy_{domain::current_policy(visit.site().context)} {}

std::string StaffWords::operator()(const std::string& code) const
{
    const auto reason = std::ranges::find(policy_.refusal_reasons, code, &contract::RefusalReason::code);
    if (reason != policy_.refusal_reasons.end())
        return visit_.language() == Language::bulgarian ? reason->bulgarian : reason->english;
    const auto found = std::ranges::find(kWords, std::string_view{code}, &Wording::code);
    return found == kWords.end() ? code : visit_.text(found->english);
}

std::string StaffWords::of_features(const std::vector<std::string>& codes) const
{
    const auto known = policy_.security_features.value_or(std::vector<contract::SecurityFeature>{});
    std::string words;
    for (const auto& code : codes) {
        const auto feature = std::ranges::find(known, code, &contract::SecurityFeature::code);
        words += words.empty() ? "" : "; ";
        if (feature == known.end())
            words += code;
        else
            words += visit_.language() == Language::bulgarian ? feature->bulgarian : feature->english;
    }
    return words;
}
} // namespace portal::http
