#pragma once

#include <string>

#include "portal/http/csrf.hpp"
#include "portal/http/pages.hpp"
#include "portal/http/site.hpp"
#include "tests/portal/domain/test_kiosk.hpp"

namespace tests {
/// The staff pages, without a server, as a supervisor who has just signed in gets them. The test adds the routes.
struct StaffSite {
    TestPortal portal;
    portal::http::Texts texts{GISHE_LOCALE};
    portal::http::Pages pages{GISHE_TEMPLATES, texts};
    portal::http::Site site{portal.context, texts, pages, {}, "/static"};
    portal::http::Router router;

    StaffSite()
    {
        portal.clerk("stoilova");
        portal.supervisor("marinova");
    }

    /// `query`: a parameter and its value; none where the parameter is empty.
    portal::http::Response open(const std::string& path, const std::pair<std::string, std::string>& query = {},
                                const std::string& language = "en")
    {
        portal::http::Request request;
        request.method = "GET";
        request.path = path;
        if (!query.first.empty()) request.query.add(query.first, query.second);
        return answer(std::move(request), enter(), language);
    }

    /// A form of ours, with one field.
    portal::http::Response send(const std::string& path, const std::pair<std::string, std::string>& field)
    {
        const auto session = enter();
        portal::http::Request request;
        request.method = "POST";
        request.path = path;
        request.form.add(field.first, field.second);
        request.form.add("csrf", portal::http::csrf_token(session));
        return answer(std::move(request), session, "en");
    }

private:
    std::string enter()
    {
        const auto in =
            portal::domain::staff_log_in(portal.context, {"marinova", TestPortal::kPassword, "192.0.2.1", ""});
        return std::get<portal::domain::StaffLoggedIn>(in).token;
    }

    portal::http::Response answer(portal::http::Request request, const std::string& session,
                                  const std::string& language)
    {
        request.headers.emplace("Cookie", "__Host-staff=" + session + "; __Host-language=" + language);
        auto match = router.match(request.method, request.path);
        request.captured = std::move(match.captured);
        return (*match.handler)(request);
    }
};
} // namespace tests
