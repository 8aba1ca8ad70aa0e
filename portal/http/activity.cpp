#include "portal/http/activity.hpp"

#include "portal/domain/activity.hpp"
#include "portal/domain/messages.hpp"
#include "portal/domain/payment_gate.hpp"
#include "portal/http/account.hpp"
#include "portal/http/activity_words.hpp"
#include "portal/http/lists.hpp"
#include "portal/http/mail_pages.hpp"
#include "portal/http/text_messages.hpp"

namespace portal::http {
namespace {
void put_pages(PageData& data, const Visit& visit, const domain::PageOf& at)
{
    const auto to_page = [](std::int64_t page) { return PageData{"at", std::to_string(page)}; };
    data.set("any", at.all > 0);
    data.set("shown_rows", told(shown_rows(visit, at)));
    data.set("newer", at.page > 1 ? to_page(at.page - 1) : PageData{false});
    data.set("older", at.page < at.pages ? to_page(at.page + 1) : PageData{false});
}

std::string pause_words(const Visit& visit, const domain::Pause& pause)
{
    const auto since = shown_date(pause.begun);
    switch (pause.reason) {
    case domain::PauseReason::reset_by_mail:
        return filled(visit.text("paused since {day}: the password was set anew by a letter"), {{"day", since}});
    case domain::PauseReason::second_factor_lost:
        return filled(visit.text("paused since {day}: lost two-factor protection was taken away"), {{"day", since}});
    case domain::PauseReason::alarm:
        return filled(visit.text("paused since {day}: you or somebody told us that an act was not yours"),
                      {{"day", since}});
    }
    throw std::logic_error{"unknown reason of a pause"};
}

std::string expiry_words(const Visit& visit, const domain::Verification& verification)
{
    if (!verification.document_expiry) return visit.text("without expiry");
    const auto today = domain::sofia_day(visit.site().context.clock.now());
    const auto day = shown_date(*verification.document_expiry);
    return *verification.document_expiry < today ? filled(visit.text("{day}, has expired"), {{"day", day}}) : day;
}

std::string state_words(const Visit& visit, const domain::Account& account)
{
    if (account.contested)
        return filled(visit.text("your visit on {day} is being checked"), {{"day", shown_date(*account.contested)}});
    if (!account.verification) return visit.text("not verified yet");
    return filled(visit.text("verified on {day}"), {{"day", shown_date(account.verification->verified)}});
}

/// Where the verification stands, row by row.
PageData standing(const Visit& visit, const domain::Account& account)
{
    PageData rows{PageData::type::list};
    const auto add = [&](const std::string& name, const std::string& value) {
        PageData row;
        row.set("name", name);
        row.set("value", value);
        rows << row;
    };
    add(visit.text("Identity"), state_words(visit, account));
    if (account.verification) {
        const auto& verification = *account.verification;
        add(visit.text("Last visit"), shown_moment(verification.renewed));
        add(visit.text("Desk"), verification.desk + ", " + verification.place);
        add(visit.text("Document"), document_words(visit, verification));
        add(visit.text("Valid until"), expiry_words(visit, verification));
    }
    if (account.pause) add(visit.text("Account"), pause_words(visit, *account.pause));
    return rows;
}

Response show_activity(CitizenVisit& visit, const domain::Account& account)
{
    const auto activity = domain::activity_of(visit.site().context, account.id, asked_page(visit));
    const ActivityWords words{visit};
    PageData rows{PageData::type::list};
    for (const auto& placed : activity.events) {
        PageData row;
        row.set("moment", shown_moment(placed.event.time));
        row.set("act", words.act(placed.event));
        row.set("actor", words.actor(placed));
        rows << row;
    }
    PageData data;
    data.set("standing", standing(visit, account));
    data.set("rows", rows);
    put_pages(data, visit, activity.at);
    return visit.page("activity", visit.text("Who looked at my data or changed them"), std::move(data));
}

std::string outcome_words(const Visit& visit, const domain::MessageTrace& message)
{
    if (message.sent) return filled(visit.text("sent on {moment}"), {{"moment", shown_moment(*message.sent)}});
    return message.given_up ? visit.text("could not be delivered") : visit.text("is on its way");
}

PageData message_row(const Visit& visit, const domain::MessageTrace& message)
{
    const auto* mail = std::get_if<domain::MailKind>(&message.kind);
    PageData row;
    row.set("moment", shown_moment(message.queued));
    row.set("subject", visit.text(mail ? mail_subject(*mail) : text_subject(std::get<domain::TextKind>(message.kind))));
    row.set("way", mail ? visit.text("letter") : visit.text("text message"));
    row.set("outcome", outcome_words(visit, message));
    return row;
}

Response show_messages(CitizenVisit& visit, const domain::Account& account)
{
    const auto messages = domain::messages_of(visit.site().context, account.id, asked_page(visit));
    PageData rows{PageData::type::list};
    for (const auto& message : messages.messages)
        rows << message_row(visit, message);
    PageData data;
    data.set("rows", rows);
    put_pages(data, visit, messages.at);
    return visit.page("messages", visit.text("Messages to me"), std::move(data));
}
} // namespace

void add_activity_routes(Router& router, const Site& site)
{
    router.get("/account/activity", for_citizen(site, show_activity));
    router.get("/account/messages", for_citizen(site, show_messages));
}
} // namespace portal::http
