#include "portal/http/own_sessions.hpp"

#include "portal/domain/own_sessions.hpp"
#include "portal/http/activity_words.hpp"
#include "portal/http/browser.hpp"
#include "portal/http/lists.hpp"
#include "portal/http/sign_in.hpp"

namespace portal::http {
namespace {
std::string browser_words(const Visit& visit, std::string_view agent)
{
    const auto [name, system] = browser_of(agent);
    if (name.empty() && system.empty()) return visit.text("An unknown browser");
    if (name.empty()) return filled(visit.text("A browser on {system}"), {{"system", system}});
    if (system.empty()) return std::string{name};
    return filled(visit.text("{browser} on {system}"), {{"browser", name}, {"system", system}});
}

PageData shown(const CitizenVisit& visit, const domain::Session& session)
{
    PageData data;
    data.set("id", std::to_string(session.id));
    data.set("browser", browser_words(visit, session.agent));
    data.set("begun", shown_moment(session.started));
    data.set("seen", shown_moment(session.last_seen));
    data.set("ends", shown_moment(session.ends));
    data.set("network", told(hidden_network(session.network)));
    data.set("shared", session.shared);
    data.set("own", session.id == visit.session()->id);
    return data;
}

/// `?ended=`: what was done a moment ago.
std::string done(const Visit& visit)
{
    const auto ended = visit.request().query.get("ended");
    if (ended == "one") return visit.text("The session has ended.");
    if (ended == "others") return visit.text("All other sessions have ended.");
    return {};
}

Response show(CitizenVisit& visit, const domain::Account& account)
{
    const auto& context = visit.site().context;
    const auto sessions = domain::own_sessions(context, account.id);
    PageData list{PageData::type::list};
    for (const auto& session : sessions)
        list << shown(visit, session);
    PageData data;
    data.set("sessions", list);
    data.set("others", sessions.size() > 1);
    data.set("done", told(done(visit)));
    const auto minutes = [&](std::chrono::seconds time) {
        return visit.counted("{n} minute", "{n} minutes", std::chrono::ceil<std::chrono::minutes>(time).count());
    };
    const auto hours = std::chrono::ceil<std::chrono::hours>(context.rules.session_longest).count();
    data.set("idle", minutes(context.rules.session_idle));
    data.set("idle_shared", minutes(std::min(context.rules.shared_session_idle, context.rules.session_idle)));
    data.set("longest", visit.counted("{n} hour", "{n} hours", hours));
    return visit.page("sessions", visit.text("Entrance and sessions"), std::move(data));
}

Response end_one(CitizenVisit& visit, const domain::Account& account)
{
    const auto session = whole_number(visit.field("session")).value_or(0);
    if (session == visit.session()->id) {
        domain::log_out(visit.site().context, visit.session_token());
        return signed_out(kSessionCookie, "/signed-out");
    }
    domain::end_own_session(visit.site().context, account.id, session); // over before: the list says so, too
    return see_other("/account/sessions?ended=one");
}

Response end_others(CitizenVisit& visit, const domain::Account& account)
{
    domain::end_other_sessions(visit.site().context, account.id, visit.session()->id);
    return see_other("/account/sessions?ended=others");
}
} // namespace

void add_own_session_routes(Router& router, const Site& site)
{
    router.get("/account/sessions", for_citizen(site, show));
    router.post("/account/sessions/end", for_citizen(site, end_one));
    router.post("/account/sessions/end-others", for_citizen(site, end_others));
}
} // namespace portal::http
