#pragma once

#include <chrono>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "portal/http/csrf.hpp"
#include "portal/http/registration.hpp"
#include "tests/portal/domain/proofs.hpp"
#include "tests/portal/domain/test_portal.hpp"

namespace tests {
using Answers = std::vector<std::pair<std::string, std::string>>;

inline portal::domain::Rules easy_proofs()
{
    portal::domain::Rules rules;
    rules.proof_of_work = 20;
    return rules;
}

/// The pages of a registration, without a server, as one visitor gets them.
struct Registering {
    TestPortal portal{easy_proofs()};
    portal::http::Texts texts{GISHE_LOCALE};
    portal::http::Pages pages{GISHE_TEMPLATES, texts};
    portal::http::Site site{portal.context, texts, pages, {}, "/static"};
    portal::http::Router router;
    std::string visit{portal::http::make_visit()};
    portal::http::Response last;

    Registering() { portal::http::add_registration_routes(router, site); }

    const portal::http::Response& ask(const std::string& method, const std::string& path, const Answers& fields = {})
    {
        portal::http::Request request;
        request.method = method;
        request.path = path;
        request.client = "192.0.2.1";
        request.headers.emplace("Cookie", "__Host-visit=" + visit + "; __Host-language=en");
        if (method == "POST") request.form.add("csrf", portal::http::csrf_token(visit));
        for (const auto& [name, value] : fields)
            (method == "POST" ? request.form : request.query).add(name, value);
        last = (*router.match(method, path).handler)(request);
        return last;
    }
    /// A field that the newest page carries.
    std::string hidden(const std::string& name) const
    {
        std::smatch found;
        const std::regex field{"name=\"" + name + "\" value=\"([^\"]*)\""};
        return std::regex_search(last.body, found, field) ? found[1].str() : "";
    }
    std::string proof() const
    {
        const auto challenge = portal::domain::make_challenge(portal.context, "192.0.2.1");
        return tests::as_sent(tests::solved(std::get<portal::domain::Challenge>(challenge)));
    }
    /// Answers the newest page, with a proof if it wants one.
    const portal::http::Response& answer(Answers fields)
    {
        fields.emplace_back("form", hidden("form"));
        fields.emplace_back("step", hidden("step"));
        if (shows("<altcha-widget")) fields.emplace_back("altcha", proof());
        return ask("POST", "/registration/steps", fields);
    }
    bool shows(const std::string& text) const { return last.body.find(text) != std::string::npos; }
    bool asks(const std::string& heading) const { return shows("<h1>" + heading + "</h1>"); }

    void begin()
    {
        ask("GET", "/registration");
        portal.clock.forward(std::chrono::seconds{2});
        answer({{"email", "viki@example.com"}});
    }
    void fill_in_to_username()
    {
        begin();
        answer({{"given", "Виктория"}, {"family", "О’Конър"}});
        answer({{"phone", ""}});
    }
    void fill_in()
    {
        fill_in_to_username();
        answer({{"username", "viki"}});
        answer({{"password", TestPortal::kPassword}});
    }
    std::size_t letters() { return portal.take_mail().size(); }
};
} // namespace tests
