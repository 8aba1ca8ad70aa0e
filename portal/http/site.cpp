#include "portal/http/site.hpp"

#include <algorithm>

#include "portal/http/closing.hpp"
#include "portal/http/csrf.hpp"
#include "portal/http/form.hpp"
#include "portal/http/held_form.hpp"
#include "portal/http/log_in.hpp"
#include "portal/http/security_headers.hpp"

namespace portal::http {
namespace {
constexpr std::size_t kLongestCookie = 128;

/// A value that can only be ours: short, and of the letters that our tokens have.
std::string own_cookie(const Request& request, std::string_view name)
{
    const auto value = request.cookie(name);
    const auto ours = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (value.size() > kLongestCookie || !std::ranges::all_of(value, ours)) return {};
    return std::string{value};
}

/// The query without its language.
std::string kept_query(const Request& request)
{
    std::string query;
    for (const auto& [name, value] : request.query.all())
        if (name != "lang") query += (query.empty() ? "" : "&") + url_encoded(name) + "=" + url_encoded(value);
    return query;
}

PageData unless_empty(const std::string& text)
{
    return text.empty() ? PageData{false} : PageData{text};
}

PageData words_of(const MunicipalityWords& words, const Municipality& municipality)
{
    PageData data;
    data.set("name", words.name);
    data.set("department", words.department);
    data.set("address", words.address);
    data.set("hours", words.hours);
    data.set("email", municipality.email);
    data.set("phone", unless_empty(municipality.phone));
    data.set("cash_desks", unless_empty(words.cash_desks));
    data.set("bank", unless_empty(words.bank));
    data.set("iban", unless_empty(municipality.iban));
    data.set("bic", unless_empty(municipality.bic));
    return data;
}
} // namespace

Visit::Visit(const Site& site, const Request& request, std::string_view session_cookie)
    : site_{site}, request_{request}, language_{language_of(request.cookie(kLanguageCookie), Language::bulgarian)},
      session_token_{own_cookie(request, session_cookie)}, visit_{own_cookie(request, kVisitCookie)}
{
}

std::string_view Visit::field(std::string_view name) const
{
    return trimmed(request_.form.get(name));
}

std::string_view Visit::secret() const
{
    return signed_in_.empty() ? std::string_view{visit_} : session_token_;
}

std::string Visit::csrf()
{
    if (secret().empty()) {
        visit_ = make_visit();
        visit_is_new_ = true;
    }
    return csrf_token(secret());
}

bool Visit::has_own_form() const
{
    if (sent_by_other_site(request_)) return false;
    return has_token_of(request_, secret()) || (signed_in_.empty() && has_token_of(request_, session_token_));
}

bool Visit::has_form_from_before() const
{
    return !sent_by_other_site(request_) && has_token_of(request_, visit_);
}

void Visit::require_own_form() const
{
    if (!has_own_form()) throw HttpError{403, "csrf", {}};
}

void Visit::set_signed_in(std::string name)
{
    signed_in_ = std::move(name);
}

void Visit::prefer(Language language)
{
    language_ = language_of(request_.cookie(kLanguageCookie), language);
}

std::string Visit::language_link(std::string_view code) const
{
    const auto query = kept_query(request_);
    // A form that is shown again stands under the address of the log-in.
    const auto path = shows_form_again() ? url_encoded(request_.path, "-_.~/") : std::string{};
    return path + "?" + (query.empty() ? "" : query + "&") + "lang=" + std::string{code};
}

Response Visit::page(std::string_view name, const std::string& title, PageData data, int status)
{
    const auto& municipality = site_.municipality;
    data.set("title", title);
    data["municipality"] =
        words_of(language_ == Language::bulgarian ? municipality.bulgarian : municipality.english, municipality);
    data.set("assets", site_.assets);
    data.set("pause_ends", site_.context.rules.pause_after_reset > std::chrono::days{0});
    data.set("to_bulgarian", language_link("bg"));
    data.set("to_english", language_link("en"));
    data.set("signed_in", signed_in_.empty() ? PageData{false} : PageData{"name", signed_in_});
    if (!signed_in_.empty()) data.set("csrf", csrf());
    data.set("session_end", session_end_);
    data.set("shown_again", shows_form_again() ? PageData{"path", request_.path} : PageData{false});
    const auto nonce = make_nonce();
    data.set("nonce", nonce);
    Response response;
    response.set("Content-Security-Policy", page_policy(nonce));
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = site_.pages.render(name, language_, std::move(data));
    response.set("Content-Language", std::string{code_of(language_)});
    if (visit_is_new_) set_cookie(response, kVisitCookie, visit_);
    return response;
}

CitizenVisit::CitizenVisit(const Site& site, const Request& request) : Visit{site, request, kSessionCookie}
{
    if (session_token().empty()) return;
    auto visitor = domain::resume_session(site.context, session_token());
    if (!visitor) return;
    account_ = std::move(visitor->account);
    session_ = std::move(visitor->session);
    set_signed_in(account_->username);
    prefer(account_->language);
    const auto end = session_end_of(*this);
    PageData data;
    data.set("left", std::to_string(end.left.count()));
    data.set("until", end.until);
    data.set("last", end.last);
    set_session_end(std::move(data));
}

SessionEnd session_end_of(const CitizenVisit& visit)
{
    const auto& session = visit.session().value();
    return {session.ends - visit.site().context.clock.now(), shown_time(session.ends), session.ends == session.longest};
}

std::optional<Response> language_switch(const Request& request)
{
    const auto asked = request.query.get("lang");
    if (asked != "bg" && asked != "en") return std::nullopt;
    const auto query = kept_query(request);
    // An empty path reference would not leave the page: the path is the one that matched a route of ours.
    Response response = see_other(url_encoded(request.path, "-_.~/") + (query.empty() ? "" : "?" + query));
    set_cookie(response, kLanguageCookie, asked);
    return response;
}

Handler for_everybody(const Site& site, std::function<Response(CitizenVisit&)> handle)
{
    return [&site, handle = std::move(handle)](const Request& request) {
        if (request.method != "POST")
            if (auto answer = language_switch(request)) return *answer;
        CitizenVisit visit{site, request};
        if (request.method == "POST") visit.require_own_form();
        return handle(visit);
    };
}

Handler for_sign_in(const Site& site, std::function<Response(CitizenVisit&)> handle,
                    std::function<Response(CitizenVisit&)> inside)
{
    return [&site, handle = std::move(handle), inside = std::move(inside)](const Request& request) {
        CitizenVisit visit{site, request};
        if (visit.account() && visit.has_form_from_before()) return inside(visit);
        visit.require_own_form();
        return handle(visit);
    };
}

namespace {
/// Where a session has ended, what was filled in meanwhile is not lost.
Response sent_to_sign_in(CitizenVisit& visit)
{
    const auto& request = visit.request();
    if (request.method != "POST") {
        const auto query = kept_query(request);
        return see_other(log_in_address(request.path + (query.empty() ? "" : "?" + query)));
    }
    if (sent_by_other_site(request)) throw HttpError{403, "csrf", {}};
    // The cookie may be gone with the browser: then the browser itself has to say that the form is ours.
    if (!visit.has_own_form() && request.header("Sec-Fetch-Site") != "same-origin")
        return see_other(log_in_address(request.path));
    const auto held = hold_form(visit.site().context, {request.path, request.form}, visit.session_token());
    if (held.empty()) return see_other(log_in_address(request.path));
    auto response = ask_to_sign_in(visit, request.path, held);
    response.status = 403;
    return response;
}
} // namespace

Handler for_citizen(const Site& site, std::function<Response(CitizenVisit&, const domain::Account&)> handle,
                    WhileClosing closing)
{
    return [&site, handle = std::move(handle), closing](const Request& request) {
        if (request.method != "POST")
            if (auto answer = language_switch(request)) return *answer;
        CitizenVisit visit{site, request};
        if (!visit.account()) return sent_to_sign_in(visit);
        if (request.method == "POST") visit.require_own_form();
        if (visit.account()->closes && closing == WhileClosing::shut) return see_other(kClosingPage);
        return handle(visit, *visit.account());
    };
}

Handler for_any_staff(const Site& site, std::function<Response(Visit&)> handle)
{
    return [&site, handle = std::move(handle)](const Request& request) {
        if (request.method != "POST")
            if (auto answer = language_switch(request)) return *answer;
        Visit visit{site, request, kStaffCookie};
        if (request.method == "POST") visit.require_own_form();
        return handle(visit);
    };
}

Handler for_supervisor(const Site& site, std::function<Response(Visit&, const domain::StaffMember&)> handle)
{
    return [&site, handle = std::move(handle)](const Request& request) {
        if (request.method != "POST")
            if (auto answer = language_switch(request)) return *answer;
        Visit visit{site, request, kStaffCookie};
        if (visit.session_token().empty()) return see_other("/login");
        const auto member = domain::resume_staff_session(site.context, visit.session_token());
        if (!member) return see_other("/login");
        if (member->role != domain::Role::supervisor) throw HttpError{403, "forbidden", {}};
        visit.set_signed_in(member->display_name);
        if (request.method == "POST") visit.require_own_form();
        return handle(visit, *member);
    };
}
} // namespace portal::http
