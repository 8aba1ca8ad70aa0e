#pragma once

#include <algorithm>
#include <map>
#include <regex>
#include <string>

#include "portal/http/csrf.hpp"
#include "portal/http/entrances.hpp"
#include "portal/http/error_answers.hpp"
#include "portal/http/form.hpp"
#include "portal/http/security_headers.hpp"
#include "tests/portal/domain/desk.hpp"

namespace tests {
/// The citizens' pages, without a server, as a browser gets them. Texts come with plain blanks.
struct CitizenSite : Desk {
    portal::http::Texts texts{GISHE_LOCALE};
    portal::http::Pages pages{GISHE_TEMPLATES, texts};
    portal::http::Site site{portal.context, texts, pages, {}, "/static"};
    portal::http::Router router;
    std::string session;                       ///< token; empty: nobody is signed in
    std::string language{"en"};                ///< of the pages
    std::string agent;                         ///< of the browser
    std::map<std::string, std::string> others; ///< cookies

    CitizenSite() { portal::http::add_citizens_pages(router, site); }

    /// Goes on as this citizen, in a new session; returns its token.
    std::string sign_in(const std::string& username = "viki")
    {
        const auto in = portal::domain::log_in(portal.context, {username, TestPortal::kPassword, "192.0.2.1", agent});
        session = std::get<portal::domain::LoggedIn>(in).token;
        return session;
    }

    /// `address`: a path, or what a page sends its reader to, query and all.
    portal::http::Response get(const std::string& address, const std::map<std::string, std::string>& query = {})
    {
        auto request = request_of("GET", address);
        for (const auto& [name, value] : query)
            request.query.add(name, value);
        return answer(std::move(request));
    }

    /// A form of ours.
    portal::http::Response post(const std::string& path, const std::map<std::string, std::string>& fields = {})
    {
        auto request = own_form(path);
        for (const auto& [name, value] : fields)
            request.form.add(name, value);
        return answer(std::move(request));
    }

    /// With nothing in it but its token.
    portal::http::Request own_form(const std::string& path) const
    {
        auto request = request_of("POST", path);
        request.form.add("csrf", portal::http::csrf_token(session.empty() ? visit_ : session));
        return request;
    }

    portal::http::Request request_of(const std::string& method, const std::string& address) const
    {
        return request_of(method, address, session);
    }

    /// In another session than this one, or in none.
    portal::http::Request request_of(const std::string& method, const std::string& address, const std::string& in) const
    {
        portal::http::Request request;
        request.method = method;
        const auto mark = std::min(address.find('?'), address.size());
        request.path = address.substr(0, mark);
        if (mark < address.size())
            request.query = portal::http::parse_urlencoded(std::string_view{address}.substr(mark + 1));
        request.client = "192.0.2.1";
        auto cookies = "__Host-language=" + language + "; __Host-visit=" + visit_;
        if (!in.empty()) cookies += "; __Host-session=" + in;
        for (const auto& [name, value] : others)
            if (!value.empty()) cookies += "; " + name + "=" + value;
        request.headers.emplace("Cookie", cookies);
        request.headers.emplace("User-Agent", agent);
        return request;
    }

    /// As the entrance answers, refusals among them.
    portal::http::Response answer(portal::http::Request request) const
    {
        portal::http::Response response;
        try {
            auto match = router.match(request.method, request.path);
            request.captured = std::move(match.captured);
            response = (*match.handler)(request);
        } catch (...) {
            response = portal::http::page_errors(site, portal::http::kSessionCookie)(request, std::current_exception());
        }
        portal::http::add_security_headers(response);
        static const std::regex kNoBreakSpace{"\u00a0"};
        response.body = std::regex_replace(response.body, kNoBreakSpace, " ");
        return response;
    }

private:
    const std::string visit_{portal::http::make_visit()};
};

inline bool says(const portal::http::Response& response, std::string_view words)
{
    return response.body.find(words) != std::string::npos;
}

/// Value of a hidden field; empty: the page has none of this name.
inline std::string hidden_of(const portal::http::Response& response, const std::string& name)
{
    std::smatch found;
    const std::regex field{"<input type=\"hidden\" name=\"" + name + "\" value=\"([^\"]*)\">"};
    return std::regex_search(response.body, found, field) ? found[1].str() : "";
}

/// Where a browser is sent next; empty: nowhere.
inline std::string target_of(const portal::http::Response& response)
{
    const auto found = response.headers.find("Location");
    return found == response.headers.end() ? "" : found->second;
}
} // namespace tests
