#include "portal/http/own_data_words.hpp"

#include <algorithm>
#include <array>

#include "portal/http/text.hpp"

namespace portal::http {
namespace {
struct Wording {
    std::string_view name;
    std::string_view english;
};
constexpr std::array kNames{
    // Tables
    Wording{"account", N_("Account")},
    Wording{"personal_number", N_("Personal number")},
    Wording{"verification", N_("Identity verification")},
    Wording{"record", N_("Records of the counter")},
    Wording{"obligation", N_("Obligations")},
    Wording{"account_pause", N_("Pauses of the account")},
    Wording{"conflict_case", N_("Cases about the account")},
    Wording{"counter_pass", N_("Counter passes")},
    Wording{"email_token", N_("Links in letters")},
    Wording{"session", N_("Sessions")},
    Wording{"mail", N_("Letters")},
    Wording{"reminder", N_("Reminders")},
    Wording{"audit_event", N_("Acts")},
    Wording{"second_factor", N_("Two-factor protection")},
    Wording{"recovery_code", N_("Recovery codes")},
    Wording{"known_browser", N_("Browsers in which you signed in")},
    Wording{"password_failure", N_("Wrong passwords")},
    Wording{"phone_request", N_("Telephone that waits for its code")},
    Wording{"text_message", N_("Text messages")},
    Wording{"name_claim", N_("Names that wait for the counter")},
    Wording{"notice_choice", N_("Notices")},
    // Columns
    Wording{"actor_kind", N_("Who")},
    Wording{"added_at", N_("Added")},
    Wording{"agent", N_("Browser")},
    Wording{"amount", N_("Amount")},
    Wording{"asked_at", N_("Asked for")},
    Wording{"assurance", N_("How the document was read")},
    Wording{"begun_at", N_("Begun")},
    Wording{"bulgarian", N_("Name in Bulgarian")},
    Wording{"claimed_at", N_("Given")},
    Wording{"closed_at", N_("Closed")},
    Wording{"desk", N_("Desk")},
    Wording{"details", N_("Details")},
    Wording{"document_expiry", N_("Valid until")},
    Wording{"document_issuer", N_("Issued by")},
    Wording{"document_kind", N_("Document")},
    Wording{"document_status", N_("Answer about the document")},
    Wording{"due", N_("Due date")},
    Wording{"email", N_("E-mail address")},
    Wording{"email_confirmed_at", N_("E-mail address confirmed")},
    Wording{"ended_at", N_("Ended")},
    Wording{"ends_on", N_("Valid until")},
    Wording{"ended_by", N_("Ended by")},
    Wording{"english", N_("Name in English")},
    Wording{"enrolled_at", N_("Turned on")},
    Wording{"expires_at", N_("Valid until")},
    Wording{"failures", N_("Wrong passwords in a row")},
    Wording{"family_name", N_("Family name")},
    Wording{"fathers_name", N_("Father's name")},
    Wording{"features_seen", N_("Seen on the document")},
    Wording{"given_name", N_("Given name")},
    Wording{"given_up_at", N_("Could not be delivered")},
    Wording{"happened_at", N_("Date and time")},
    Wording{"in_a_row", N_("In a row")},
    Wording{"issued_at", N_("Issued")},
    Wording{"kind", N_("Kind")},
    Wording{"kiosk_time", N_("Date and time")},
    Wording{"language", N_("Language")},
    Wording{"last_used_at", N_("Last used")},
    Wording{"last_seen_at", N_("Last seen")},
    Wording{"made_at", N_("Made")},
    Wording{"number", N_("Number")},
    Wording{"offline", N_("Without a connection")},
    Wording{"opened_at", N_("Opened")},
    Wording{"outcome", N_("Outcome")},
    Wording{"phone", N_("Telephone")},
    Wording{"phone_confirmed_at", N_("Telephone confirmed")},
    Wording{"place", N_("Place")},
    Wording{"purpose", N_("What for")},
    Wording{"queued_at", N_("Written")},
    Wording{"reason", N_("Reason")},
    Wording{"received_at", N_("Received")},
    Wording{"reference", N_("Number")},
    Wording{"refusal_reason", N_("Reason of the refusal")},
    Wording{"registered_at", N_("Registered")},
    Wording{"reminded_at", N_("Reminded")},
    Wording{"reminders_by_mail", N_("Reminders by letter")},
    Wording{"reminders_by_text", N_("Reminders by text message")},
    Wording{"renewed_at", N_("Last visit")},
    Wording{"replaced_at", N_("Stopped")},
    Wording{"sent_at", N_("Sent")},
    Wording{"shared", N_("A shared computer")},
    Wording{"started_at", N_("Begun")},
    Wording{"superseded_at", N_("Stopped")},
    Wording{"used_at", N_("Used")},
    Wording{"username", N_("Username")},
    Wording{"verified_at", N_("Verified")},
    Wording{"visits_by_text", N_("Visits by text message")},
};

bool is_day(std::string_view column)
{
    return column == "due" || column == "document_expiry" || column == "ends_on";
}
} // namespace

std::string OwnDataWords::name(const std::string& name) const
{
    const auto found = std::ranges::find(kNames, std::string_view{name}, &Wording::name);
    return found == kNames.end() ? name : visit_.text(found->english);
}

std::string OwnDataWords::value(const std::string& column, const std::string& value) const
{
    if (is_day(column)) return shown_date(contract::date_from_iso(value));
    if (column.ends_with("_at") || column.ends_with("_time"))
        return shown_moment(contract::instant_from_rfc3339(value));
    if (column == "amount") return shown_euro(std::stoll(value), visit_.language());
    if (value == "true" || value == "false") return value == "true" ? visit_.text("yes") : visit_.text("no");
    return codes_(value);
}
} // namespace portal::http
