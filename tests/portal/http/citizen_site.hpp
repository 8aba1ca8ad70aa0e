#pragma once

#include <map>
#include <regex>
#include <string>

#include "portal/http/csrf.hpp"
#include "portal/http/pages.hpp"
#include "portal/http/site.hpp"
#include "tests/portal/domain/desk.hpp"

namespace tests {
/// The citizens' pages, without a server. The test adds the routes. Texts come with plain blanks.
struct CitizenSite : Desk {
    portal::http::Texts texts{GISHE_LOCALE};
    portal::http::Pages pages{GISHE_TEMPLATES, texts};
    portal::http::Site site{portal.context, texts, pages, {}, "/static"};
    portal::http::Router router;
    std::string session;        ///< token; empty: nobody is signed in
    std::string language{"en"}; ///< of the pages

    void sign_in(const std::string& username = "viki")
    {
        const auto in = portal::domain::log_in(portal.context, {username, TestPortal::kPassword, "192.0.2.1", ""});
        session = std::get<portal::domain::LoggedIn>(in).token;
    }

    portal::http::Response get(const std::string& path, const std::map<std::string, std::string>& query = {})
    {
        auto request = request_of("GET", path);
        for (const auto& [name, value] : query)
            request.query.add(name, value);
        return answer(std::move(request));
    }

    /// A form of ours.
    portal::http::Response post(const std::string& path, const std::map<std::string, std::string>& fields)
    {
        auto request = request_of("POST", path);
        for (const auto& [name, value] : fields)
            request.form.add(name, value);
        request.form.add("csrf", portal::http::csrf_token(session.empty() ? visit_ : session));
        return answer(std::move(request));
    }

private:
    portal::http::Request request_of(const std::string& method, const std::string& path) const
    {
        portal::http::Request request;
        request.method = method;
        request.path = path;
        request.client = "192.0.2.1";
        auto cookies = "__Host-language=" + language + "; __Host-visit=" + visit_;
        if (!session.empty()) cookies += "; __Host-session=" + session;
        request.headers.emplace("Cookie", cookies);
        return request;
    }

    portal::http::Response answer(portal::http::Request request)
    {
        auto match = router.match(request.method, request.path);
        request.captured = std::move(match.captured);
        auto response = (*match.handler)(request);
        static const std::regex kNoBreakSpace{"\u00a0"};
        response.body = std::regex_replace(response.body, kNoBreakSpace, " ");
        return response;
    }

    const std::string visit_{portal::http::make_visit()};
};

inline bool says(const portal::http::Response& response, std::string_view words)
{
    return response.body.find(words) != std::string::npos;
}
} // namespace tests
