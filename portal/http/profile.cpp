#include "portal/http/profile.hpp"

#include "portal/domain/names.hpp"
#include "portal/domain/new_address.hpp"
#include "portal/domain/notices.hpp"
#include "portal/domain/own_sessions.hpp"
#include "portal/domain/phone.hpp"
#include "portal/domain/second_factor.hpp"

namespace portal::http {
namespace {
/// One thing of the profile. `act` is the word of the link to `href`.
struct ProfileRow {
    std::string name;
    std::string value;
    std::string act;
    std::string href;
};

/// A part of the profile under a heading of its own.
struct ProfilePart {
    std::string id;
    std::string title;
    std::vector<ProfileRow> rows;
};

PageData rows_of(const std::vector<ProfileRow>& rows)
{
    PageData list{PageData::type::list};
    for (const auto& row : rows) {
        PageData data;
        data.set("name", row.name);
        data.set("value", row.value);
        data.set("change", row.href.empty() ? PageData{false} : PageData{"href", row.href});
        data.set("act", row.act);
        list << data;
    }
    return list;
}

/// Who the account belongs to, and how its owner is reached.
std::vector<ProfileRow> personal_rows(const Visit& visit, const domain::Account& account)
{
    const auto& number = account.number_masked;
    std::vector<ProfileRow> rows{
        {visit.text("Username"), account.username, "", ""},
        {visit.text("Names"), contract::full_name(account.names), visit.text("Change"), "/account/names"},
    };
    if (const auto waiting = domain::waiting_names(visit.site().context, account.id))
        rows.push_back({visit.text("Names to be confirmed at the counter"), contract::full_name(*waiting),
                        visit.text("Look"), "/account/names"});
    rows.push_back({visit.text("Personal number"), number.empty() ? visit.text("not given") : number,
                    number.empty() ? visit.text("Add") : visit.text("Change"), "/account/number"});
    rows.push_back({visit.text("E-mail address"), account.email, visit.text("Change"), "/account/email"});
    if (const auto waiting = domain::waiting_address(visit.site().context, account.id))
        rows.push_back(
            {visit.text("New e-mail address, not confirmed yet"), *waiting, visit.text("Look"), "/account/email"});
    rows.push_back({visit.text("Telephone"),
                    account.phone.empty() ? visit.text("not given") : hidden_phone(account.phone),
                    account.phone.empty() ? visit.text("Add") : visit.text("Change"), "/account/phone"});
    if (const auto waiting = domain::phone_of(visit.site().context, account.id).waiting; !waiting.empty())
        rows.push_back({visit.text("New telephone, not confirmed yet"), hidden_phone(waiting), visit.text("Look"),
                        "/account/phone"});
    return rows;
}

/// How the account is entered, and from where.
std::vector<ProfileRow> entrance_rows(const CitizenVisit& visit, const domain::Account& account)
{
    const auto sessions = domain::own_sessions(visit.site().context, account.id).size();
    return {
        {visit.text("Signed in"), visit.counted("on {n} device", "on {n} devices", static_cast<std::int64_t>(sessions)),
         visit.text("Look"), "/account/sessions"},
    };
}

/// What is seen of the account, and what goes out from it.
std::vector<ProfileRow> insight_rows(const Visit& visit)
{
    const auto look = visit.text("Look");
    return {
        {visit.text("Acts"), visit.text("who looked at your data or changed them"), look, "/account/activity"},
        {visit.text("Messages"), visit.text("letters and text messages to you"), look, "/account/messages"},
        {visit.text("My data"), visit.text("all that is kept of you, to read and download"), visit.text("Download"),
         "/account/export"},
        {visit.text("Account"), visit.text("can be closed for good"), visit.text("Close"), "/account/close"},
    };
}

PageData parts_of(const std::vector<ProfilePart>& parts)
{
    PageData list{PageData::type::list};
    for (const auto& part : parts) {
        PageData data;
        data.set("id", part.id);
        data.set("title", part.title);
        data.set("rows", rows_of(part.rows));
        list << data;
    }
    return list;
}

/// How the portal writes to its owner.
std::vector<ProfileRow> writing_rows(const Visit& visit, const domain::Account& account)
{
    const auto choice = domain::notices_of(visit.site().context, account.id);
    const bool by_text = choice.reminders_by_text || choice.visits_by_text;
    const auto notices = by_text                    ? visit.text("letters and text messages")
                         : choice.reminders_by_mail ? visit.text("letters")
                                                    : visit.text("letters about what protects the account");
    return {{visit.text("Language"), account.language == Language::bulgarian ? "Български" : "English",
             visit.text("Change"), "/account/language"},
            {visit.text("Notices"), notices, visit.text("Change"), "/account/notices"}};
}

/// What keeps others out.
std::vector<ProfileRow> protecting_rows(const Visit& visit, const domain::Account& account)
{
    const bool on = domain::second_factor_of(visit.site().context, account.id).has_value();
    return {{visit.text("Two-factor protection"), on ? visit.text("turned on") : visit.text("turned off"),
             visit.text("Change"), "/account/second-factor"},
            {visit.text("Password"), visit.text("chosen"), visit.text("Change"), "/account/password"}};
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    PageData data;
    data.set("saved", visit.request().query.has("saved"));
    data.set("parts",
             parts_of({{"personal", visit.text("Your data"), personal_rows(visit, account)},
                       {"writing", visit.text("How we write to you"), writing_rows(visit, account)},
                       {"protecting", visit.text("What protects the account"), protecting_rows(visit, account)},
                       {"entrance", visit.text("Entrance and sessions"), entrance_rows(visit, account)},
                       {"insight", visit.text("Your data with us"), insight_rows(visit)}}));
    return visit.page("profile", visit.text("Profile update"), std::move(data));
}
} // namespace

Response profile_saved()
{
    return see_other("/account/profile?saved=yes");
}

std::string hidden_phone(const std::string& phone)
{
    constexpr std::string_view kBulgaria = "+359";
    constexpr std::size_t kHead = 6; // +35988, +44207
    constexpr std::size_t kTail = 2;
    if (phone.size() <= kHead + kTail) return phone;
    std::string head = phone.substr(0, kHead);
    if (head.starts_with(kBulgaria)) head.insert(kBulgaria.size(), "\u00a0");
    return head + "\u00a0***\u00a0**\u00a0" + phone.substr(phone.size() - kTail);
}

void add_profile_routes(Router& router, const Site& site)
{
    router.get("/account/profile", for_citizen(site, show));
}
} // namespace portal::http
