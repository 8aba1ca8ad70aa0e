#include "portal/http/error_answers.hpp"

#include "config/log.hpp"
#include "portal/contract/wire.hpp"
#include "portal/domain/types.hpp"
#include "portal/http/csrf.hpp"
#include "portal/http/held_form.hpp"

namespace portal::http {
namespace {
constexpr std::chrono::seconds kDatabaseWait{10};

/// Every fault becomes a status and a stable code.
HttpError error_of(const Request& request, const std::exception_ptr& fault)
{
    try {
        std::rethrow_exception(fault);
    } catch (const HttpError& error) {
        return error;
    } catch (const contract::Malformed& error) {
        config::log::info("http.malformed", {{"path", request.path}, {"error", error.what()}});
        return {400, "malformed", {}};
    } catch (const domain::DatabaseUnavailable& error) {
        config::log::error("http.database_unavailable", {{"error", error.what()}});
        return {503, "unavailable", kDatabaseWait};
    } catch (const std::exception& error) {
        config::log::error("http.fault", {{"method", request.method}, {"error", error.what()}});
        return {500, "internal", {}};
    }
}

void say_when(Response& response, const HttpError& error)
{
    if (error.retry_after.count() > 0) response.set("Retry-After", std::to_string(error.retry_after.count()));
}

struct ErrorPage {
    std::string_view name; ///< of the template
    std::string_view title;
};

ErrorPage page_of(const HttpError& error)
{
    switch (error.status) {
    case 403:
        return {"error-403", N_("This action was not carried out")};
    case 404:
    case 405:
        return {"error-404", N_("There is no such page")};
    case 413:
        return {"error-413", N_("What you sent is too large")};
    case 429:
        return {"error-429", N_("Too many tries")};
    case 503:
        if (error.code == kBusy) return {"error-busy", N_("Many people are here just now")};
        return {"error-503", N_("The portal is resting for a moment")};
    default:
        if (error.status >= 500) return {"error-500", N_("Something went wrong on our side")};
        return {"error-400", N_("The request was not understood")};
    }
}

/// What a citizen had filled in on a page of the account, where it was to come again later: a button brings it back,
/// without passwords and codes.
PageData form_again(const Visit& visit, const HttpError& error)
{
    const auto& request = visit.request();
    const bool later = error.status == 429 || error.status == 503;
    if (!later || request.method != "POST" || !request.path.starts_with("/account/")) return PageData{false};
    PageData fields{PageData::type::list};
    for (const auto& [name, value] : request.form.all()) {
        if (is_secret_field(name)) continue;
        PageData field;
        field.set("name", name);
        field.set("value", value);
        fields << field;
    }
    PageData form;
    form.set("csrf", csrf_token(visit.session_token()));
    form.set("path", request.path);
    form.set("fields", fields);
    return form;
}

std::string_view problem_title(int status)
{
    switch (status) {
    case 400:
        return "The request was not understood";
    case 401:
        return "Not recognised";
    case 403:
        return "Not allowed";
    case 404:
        return "Not found";
    case 409:
        return "Not possible in this state";
    case 413:
        return "Too large";
    case 429:
        return "Too many requests";
    case 503:
        return "Unavailable for a moment";
    default:
        return status >= 500 ? "Internal error" : "Refused";
    }
}
} // namespace

std::string shown_wait(const Visit& visit, std::chrono::seconds wait)
{
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
    if (minutes < 2) return {};
    if (minutes < 120) return visit.counted("{n} minute", "{n} minutes", minutes);
    return visit.counted("{n} hour", "{n} hours", std::chrono::ceil<std::chrono::hours>(wait).count());
}

std::string later_words(const Visit& visit, const HttpError& later)
{
    if (later.status != 429) return visit.text("Many people are here just now. Try again in a few seconds.");
    const auto wait = shown_wait(visit, later.retry_after);
    if (wait.empty()) return visit.text("Too many tries. Try again in a little while; your account is not blocked.");
    return filled(visit.text("Too many tries. Try again in {time}; your account is not blocked."), {{"time", wait}});
}

void answer_later(Response& page, const HttpError& later)
{
    page.status = later.status;
    say_when(page, later);
}

Server::ErrorAnswer page_errors(const Site& site, std::string_view session_cookie)
{
    return [&site, session_cookie](const Request& request, const std::exception_ptr& fault) {
        const auto error = error_of(request, fault);
        Visit visit{site, request, session_cookie};
        PageData data;
        data.set("staff", session_cookie == kStaffCookie);
        const auto wait = shown_wait(visit, error.retry_after);
        data.set("wait", wait.empty() ? PageData{false} : PageData{"text", wait});
        data.set("again", form_again(visit, error));
        data.set("csrf_failed", error.code == "csrf");
        const auto page = page_of(error);
        auto response = visit.page(page.name, visit.text(page.title), std::move(data), error.status);
        response.set("Referrer-Policy", "no-referrer"); // the address may be that of a link from a letter
        say_when(response, error);
        return response;
    };
}

Server::ErrorAnswer problem_errors()
{
    return [](const Request& request, const std::exception_ptr& fault) {
        const auto error = error_of(request, fault);
        auto response = json(error.status, contract::to_json(contract::Problem{
                                               error.status, error.code, std::string{problem_title(error.status)}}));
        say_when(response, error);
        return response;
    };
}
} // namespace portal::http
