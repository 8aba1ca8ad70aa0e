#include "portal/http/own_data_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

#include <nlohmann/json.hpp>

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
    Wording{"by_owner", N_("By you")},
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
    Wording{"expires_at", N_("Ends on")},
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
    Wording{"network", N_("Network")},
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

/// Codes of a column, in whichever table it stands; an empty column: of a table's `kind`.
struct Code {
    std::string_view of;
    std::string_view code;
    std::string_view english;
};
constexpr std::array kCodes{
    Code{"language", "bg", N_("Bulgarian")},
    Code{"language", "en", N_("English")},
    Code{"purpose", "confirm_address", N_("Confirm your e-mail address")},
    Code{"purpose", "reset_password", N_("A new password for the e-portal")},
    Code{"purpose", "new_address", N_("Confirm your new e-mail address")},
    Code{"purpose", "stop_new_address", N_("Stop the change of the e-mail address")},
    Code{"purpose", "alarm", N_("“This was not me”")},
    Code{"purpose", "open_entrance", N_("Let passwords be taken again")},
    Code{"purpose", "keep_account", N_("Keep your account")},
    Code{"reason", "reset_by_mail", N_("The password was set anew by a letter")},
    Code{"reason", "second_factor_lost", N_("Lost two-factor protection was taken away")},
    Code{"reason", "alarm", N_("“This was not me”")},
    Code{"document_status", "valid", N_("valid")},
    Code{"document_status", "not_valid", N_("not valid")},
    Code{"document_status", "not_checked", N_("not checked in a register")},
    Code{"ended_by", "counter", N_("A visit at the counter")},
    Code{"ended_by", "second_factor", N_("Two-factor protection")},
    Code{"ended_by", "signature", N_("A qualified signature")},
    Code{"ended_by", "time", N_("Time")},
    Code{"ended_by", "supervisor", N_("A supervisor")},
    Code{"personal_number", "egn", N_("EGN")},
    Code{"personal_number", "lnch", N_("LNCh")},
    Code{"reminder", "document_in_60_days", N_("The document, 60 days before")},
    Code{"reminder", "document_in_14_days", N_("The document, 14 days before")},
    Code{"reminder", "pass", N_("The counter pass")},
    Code{"text_message", "phone_code", N_("A code for the telephone")},
    Code{"text_message", "phone_replaced", N_("The telephone was changed")},
    Code{"text_message", "visit", N_("A visit at the counter")},
    Code{"text_message", "document_expires", N_("Your identity document expires soon")},
    Code{"text_message", "pass_expires", N_("Your counter pass expires soon")},
    Code{"mail", "confirm_email", N_("Confirm your e-mail address")},
    Code{"mail", "first_letter", N_("Go on with your registration")},
    Code{"mail", "account_limit", N_("A registration with your e-mail address")},
    Code{"mail", "identity_verified", N_("Your identity is verified")},
    Code{"mail", "identity_renewed", N_("Your identity was verified again")},
    Code{"mail", "identity_conflict", N_("A clerk is checking your visit")},
    Code{"mail", "identity_ended", N_("Your identity is no longer verified")},
    Code{"mail", "new_address", N_("Confirm your new e-mail address")},
    Code{"mail", "new_address_full", N_("This e-mail address cannot be used")},
    Code{"mail", "address_changing", N_("Your e-mail address is to change")},
    Code{"mail", "address_changed", N_("Your e-mail address has changed")},
    Code{"mail", "phone_changed", N_("The telephone of your account")},
    Code{"mail", "second_factor", N_("Two-factor protection of your account")},
    Code{"mail", "wrong_codes", N_("Wrong codes for your account")},
    Code{"mail", "data_exported", N_("Your data were taken along")},
    Code{"mail", "account_closing", N_("Your account will be closed")},
    Code{"mail", "account_kept", N_("Your account is kept")},
    Code{"mail", "closing_elsewhere", N_("An account that had your address will be closed")},
    Code{"mail", "account_closed", N_("Your account is closed")},
    Code{"mail", "document_expires", N_("Your identity document expires soon")},
    Code{"mail", "pass_expires", N_("Your counter pass expires soon")},
    Code{"mail", "forgotten_username", N_("Your username in the e-portal")},
    Code{"mail", "forgotten_password", N_("A new password for the e-portal")},
    Code{"mail", "password_reset", N_("Your password was set anew")},
    Code{"mail", "password_changed", N_("Your password was changed")},
    Code{"mail", "new_browser", N_("A sign-in from a new browser")},
    Code{"mail", "entrance_closed", N_("Many wrong passwords for your account")},
    Code{"mail", "alarm_raised", N_("E-payment is stopped")},
    Code{"mail", "alarm_ended", N_("The municipality has looked into your case")},
};
/// Columns that hold codes which supervisors' pages show, too.
constexpr std::array<std::string_view, 7> kStaffCodes{"assurance", "document_kind", "document_status", "kind",
                                                      "outcome",   "reason",        "refusal_reason"};

domain::ActorKind actor_kind_of(std::string_view word)
{
    const auto found =
        std::ranges::find_if(domain::kActorKinds, [word](const auto& kind) { return kind.second == word; });
    return found == domain::kActorKinds.end() ? domain::ActorKind::portal : found->first;
}

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

OwnDataWords::Row OwnDataWords::row(const std::string& table, const Row& row) const
{
    Row shown;
    if (table == "audit_event") {
        const auto [what, who] = act(row);
        shown = {{name("kind"), what}, {name("actor_kind"), who}};
        const auto moment = std::ranges::find(row, "happened_at", &Row::value_type::first);
        if (moment != row.end()) shown.emplace_back(name("happened_at"), value(table, "happened_at", moment->second));
        return shown;
    }
    for (const auto& [column, value] : row)
        shown.emplace_back(name(column), this->value(table, column, value));
    return shown;
}

std::string OwnDataWords::value(const std::string& table, const std::string& column, const std::string& value) const
{
    if (is_day(column)) return shown_date(contract::date_from_iso(value));
    if (column.ends_with("_at") || column.ends_with("_time"))
        return shown_moment(contract::instant_from_rfc3339(value));
    if (column == "amount") return shown_euro(std::stoll(value), visit_.language());
    if (value == "true" || value == "false") return value == "true" ? visit_.text("yes") : visit_.text("no");
    const std::string_view of = column == "kind" ? table : column;
    const auto found =
        std::ranges::find_if(kCodes, [&](const Code& code) { return code.of == of && code.code == value; });
    if (found != kCodes.end()) return visit_.text(found->english);
    if (column == "features_seen") {
        std::istringstream features{value};
        return codes_.of_features({std::istream_iterator<std::string>{features}, {}});
    }
    return std::ranges::find(kStaffCodes, std::string_view{column}) == kStaffCodes.end() ? value : codes_(value);
}

std::pair<std::string, std::string> OwnDataWords::act(const Row& row) const
{
    constexpr domain::AccountId kOwner = 1; // of which the export says no number
    domain::PlacedEvent placed;
    auto& event = placed.event;
    event.account = kOwner;
    for (const auto& [column, value] : row) {
        if (column == "kind") event.kind = value;
        if (column == "actor_kind") event.actor_kind = actor_kind_of(value);
        if (column == "by_owner" && value == "true") event.actor = kOwner;
        if (column == "desk") placed.desk = value;
        if (column == "place") placed.place = value;
        if (column == "details") event.details = nlohmann::json::parse(value).get<std::map<std::string, std::string>>();
    }
    return {acts_.act(event), acts_.actor(placed)};
}
} // namespace portal::http
