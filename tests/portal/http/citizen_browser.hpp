#pragma once

#include <map>
#include <string>

#include "portal/http/csrf.hpp"
#include "portal/http/entrances.hpp"
#include "portal/http/site.hpp"
#include "tests/portal/domain/test_portal.hpp"

namespace tests {
/// The citizens' pages, without a server, as one browser gets them: it keeps cookies.
struct CitizenBrowser {
    using Form = std::vector<std::pair<std::string, std::string>>;

    TestPortal portal;
    portal::http::Texts texts{GISHE_LOCALE};
    portal::http::Pages pages{GISHE_TEMPLATES, texts};
    portal::http::Site site{portal.context, texts, pages, {}, "/static"};
    portal::http::Router router;
    std::map<std::string, std::string> cookies{{"__Host-language", "en"}};

    CitizenBrowser() { portal::http::add_citizens_pages(router, site); }

    /// With password alone.
    void sign_in(const std::string& username)
    {
        const auto in =
            portal::domain::log_in(portal.context, {username, TestPortal::kPassword, "192.0.2.1", "Firefox"});
        cookies["__Host-session"] = std::get<portal::domain::LoggedIn>(in).token;
    }
    /// `query`: a parameter and its value; none where the parameter is empty.
    portal::http::Response get(const std::string& path, const std::pair<std::string, std::string>& query = {})
    {
        portal::http::Request request;
        request.method = "GET";
        request.path = path;
        if (!query.first.empty()) request.query.add(query.first, query.second);
        return answer(std::move(request));
    }
    /// A form of ours, sent.
    portal::http::Response post(const std::string& path, const Form& form = {})
    {
        portal::http::Request request;
        request.method = "POST";
        request.path = path;
        const auto session = cookies.find("__Host-session");
        if (session == cookies.end() && !cookies.contains("__Host-visit"))
            cookies["__Host-visit"] = portal::http::make_visit();
        request.form.add(
            "csrf", portal::http::csrf_token(session == cookies.end() ? cookies["__Host-visit"] : session->second));
        for (const auto& [name, value] : form)
            request.form.add(name, value);
        return answer(std::move(request));
    }
    static std::string target(const portal::http::Response& response)
    {
        const auto location = response.headers.find("Location");
        return location == response.headers.end() ? "" : location->second;
    }

private:
    portal::http::Response answer(portal::http::Request request)
    {
        std::string sent;
        for (const auto& [name, value] : cookies)
            sent += (sent.empty() ? "" : "; ") + name + "=" + value;
        request.headers.emplace("Cookie", sent);
        request.client = "192.0.2.1";
        auto match = router.match(request.method, request.path);
        request.captured = std::move(match.captured);
        auto response = (*match.handler)(request);
        keep_cookies(response);
        return response;
    }
    void keep_cookies(const portal::http::Response& response)
    {
        const auto [first, last] = response.headers.equal_range("Set-Cookie");
        for (auto header = first; header != last; ++header) {
            const auto& text = header->second;
            const auto name = text.substr(0, text.find('='));
            cookies[name] = text.substr(name.size() + 1, text.find(';') - name.size() - 1);
            if (text.find("Max-Age=0") != std::string::npos) cookies.erase(name);
        }
    }
};

inline bool says(const portal::http::Response& response, std::string_view words)
{
    return response.body.find(words) != std::string::npos;
}
} // namespace tests
