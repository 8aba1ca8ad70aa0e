#include "portal/http/registration.hpp"

#include <regex>

#include <doctest/doctest.h>

#include "portal/http/csrf.hpp"
#include "portal/http/security_headers.hpp"
#include "tests/portal/domain/proofs.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
using Answers = std::vector<std::pair<std::string, std::string>>;

portal::domain::Rules easy()
{
    portal::domain::Rules rules;
    rules.proof_of_work = 20;
    return rules;
}

/// The pages of a registration, without a server, as one visitor gets them.
struct Registering {
    TestPortal portal{easy()};
    Texts texts{GISHE_LOCALE};
    Pages pages{GISHE_TEMPLATES, texts};
    Site site{portal.context, texts, pages, {}, "/static"};
    Router router;
    std::string visit{make_visit()};
    Response last;

    Registering() { add_registration_routes(router, site); }

    const Response& ask(const std::string& method, const std::string& path, const Answers& fields = {})
    {
        Request request;
        request.method = method;
        request.path = path;
        request.client = "192.0.2.1";
        request.headers.emplace("Cookie", "__Host-visit=" + visit + "; __Host-language=en");
        if (method == "POST") request.form.add("csrf", csrf_token(visit));
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
    const Response& answer(Answers fields)
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
        portal.clock.forward(2s);
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
} // namespace

TEST_CASE_FIXTURE(Registering, "six pages lead to an account, and nothing is kept before the last button")
{
    fill_in();
    REQUIRE(asks("Check your answers"));
    CHECK(shows("О&apos;Конър"));
    CHECK_FALSE(portal.database->begin()->accounts().username_taken("viki"));
    CHECK(letters() == 0);
    answer({});
    CHECK(asks("Open your mailbox"));
    CHECK(shows("viki@example.com"));
    CHECK(letters() == 1);
    CHECK(std::holds_alternative<portal::domain::LoggedIn>(
        portal::domain::log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", ""})));
}

TEST_CASE_FIXTURE(Registering, "no page shows the password, nor the answers in clear but in their fields")
{
    fill_in();
    CHECK_FALSE(shows(TestPortal::kPassword));
    CHECK_FALSE(shows("argon2id"));
    answer({{"show", "password"}});
    CHECK(asks("Choose a password"));
    answer({{"password", "кратка"}});
    CHECK(shows("at least 12 characters"));
    CHECK_FALSE(shows("кратка"));
    CHECK_FALSE(shows("Виктория"));
}

TEST_CASE_FIXTURE(Registering, "a browser may show these pages again by itself, and others must not keep them")
{
    fill_in();
    CHECK(last.status == 200);
    CHECK(last.headers.find("Cache-Control")->second == "private, no-cache");
    CHECK(last.headers.find("Set-Cookie") == last.headers.end());
}

TEST_CASE_FIXTURE(Registering, "a form filled in under two seconds is asked for once more and loses nothing")
{
    ask("GET", "/registration");
    answer({{"email", "viki@example.com"}});
    CHECK(asks("Your e-mail address"));
    CHECK(shows("Press the button once more"));
    CHECK(shows("viki@example.com"));
    portal.clock.forward(2s);
    answer({{"email", "viki@example.com"}});
    CHECK(asks("Your names as on your ID card"));
}

TEST_CASE_FIXTURE(Registering, "a proof that was used or is too old is asked for once more")
{
    ask("GET", "/registration");
    const auto old = proof();
    portal.clock.forward(1h);
    ask("POST", "/registration/steps",
        {{"form", hidden("form")}, {"step", "email"}, {"email", "viki@example.com"}, {"altcha", old}});
    CHECK(asks("Your e-mail address"));
    CHECK(shows("viki@example.com"));
    CHECK(letters() == 0);
}

TEST_CASE_FIXTURE(Registering, "without a proof, or with what no person fills in, a letter comes first")
{
    for (const Answers& robot : {Answers{}, Answers{{"website", "https://example.com"}, {"altcha", proof()}}}) {
        ask("GET", "/registration");
        portal.clock.forward(2s);
        Answers fields{{"form", hidden("form")}, {"step", "email"}, {"email", "viki@example.com"}};
        fields.insert(fields.end(), robot.begin(), robot.end());
        ask("POST", "/registration/steps", fields);
        CHECK(asks("Open your mailbox to go on"));
        CHECK(letters() == 1);
    }
}

TEST_CASE_FIXTURE(Registering, "an address that is known gets the same pages as one that nobody has")
{
    portal.context.rules.accounts_per_email = 1;
    portal.citizen("known"); // known@example.com
    std::vector<std::string> first;
    std::vector<std::string> sent;
    for (const std::string name : {"known", "other"}) {
        const auto masked = [&] {
            static const std::regex kSealed{"name=\"(form|csrf)\" value=\"[^\"]*\"|nonce=\"[^\"]*\""};
            return std::regex_replace(std::regex_replace(last.body, kSealed, ""), std::regex{name + "@"}, "…@");
        };
        ask("GET", "/registration");
        portal.clock.forward(2s);
        const auto form = hidden("form");
        ask("POST", "/registration/steps", {{"form", form}, {"step", "email"}, {"email", name + "@example.com"}});
        first.push_back(masked());
        ask("POST", "/registration/steps",
            {{"form", form}, {"step", "email"}, {"email", name + "@example.com"}, {"altcha", proof()}});
        answer({{"given", "Виктория"}, {"family", "Константинова"}});
        answer({{"phone", ""}});
        answer({{"username", name + ".2"}});
        answer({{"password", TestPortal::kPassword}});
        answer({});
        sent.push_back(masked());
        CHECK(letters() == 2);
    }
    CHECK(first[0] == first[1]);
    CHECK(sent[0] == sent[1]);
    CHECK(sent[0].find("Open your mailbox") != std::string::npos);
}

TEST_CASE_FIXTURE(Registering, "behind the letter's link no proof is asked for, and its address is not changed")
{
    ask("GET", "/registration");
    portal.clock.forward(2s);
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"step", "email"}, {"email", "viki@example.com"}});
    const auto token = portal.take_mail().at(0).arguments.at("token");
    ask("GET", "/registration/letter", {{"token", token}});
    CHECK(asks("Go on with your registration"));
    ask("POST", "/registration/letter", {{"token", hidden("token")}});
    CHECK(asks("Your names as on your ID card"));
    answer({{"given", "Виктория"}, {"family", "Константинова"}});
    answer({{"phone", ""}});
    CHECK_FALSE(shows("<altcha-widget"));
    answer({{"username", "viki"}});
    answer({{"password", TestPortal::kPassword}});
    CHECK_FALSE(shows("value=\"email\""));
    const auto check = last;
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"step", "email"}, {"email", "other@example.com"}});
    CHECK(asks("Check your answers"));
    CHECK_FALSE(shows("other@example.com"));
    last = check;
    answer({});
    CHECK(asks("You are registered"));
    CHECK(letters() == 0);
    CHECK(ask("GET", "/registration/letter", {{"token", token}}).status == 410);
}

TEST_CASE_FIXTURE(Registering, "no step is reached by who skips those before it")
{
    ask("GET", "/registration");
    const auto empty = hidden("form");
    for (const std::string step : {"names", "phone", "username", "password", "check"}) {
        CAPTURE(step);
        ask("POST", "/registration/steps", {{"form", empty}, {"step", step}, {"given", "А"}, {"family", "Б"}});
        CHECK(asks("Your e-mail address"));
        ask("POST", "/registration/steps", {{"form", empty}, {"show", step}});
        CHECK(asks("Your e-mail address"));
    }
    begin();
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"step", "check"}});
    CHECK(asks("Your names as on your ID card"));
    ask("POST", "/registration/steps",
        {{"form", hidden("form")}, {"step", "password"}, {"password", TestPortal::kPassword}});
    CHECK(asks("Your names as on your ID card"));
}

TEST_CASE_FIXTURE(Registering, "a username is told free or taken only to who brings a proof for each")
{
    portal.citizen("viki");
    fill_in_to_username();
    const auto before = last;
    answer({{"username", "viki"}});
    CHECK(shows("This username is taken"));
    last = before;
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"step", "username"}, {"username", "viki"}});
    CHECK_FALSE(shows("This username is taken"));
    CHECK(shows("could not show that it is no robot"));
}

TEST_CASE_FIXTURE(
    Registering,
    "a changed answer leads back to the check, changed names or another username ask for the password again")
{
    fill_in();
    answer({{"show", "phone"}});
    answer({{"phone", "0888 765 432"}});
    CHECK(asks("Check your answers"));
    answer({{"show", "names"}});
    CHECK(shows("О&apos;Конър"));
    answer({{"given", "Виктория"}, {"family", "Константинова"}});
    CHECK(asks("Choose a password"));
    answer({{"password", TestPortal::kPassword}});
    CHECK(asks("Check your answers"));
    answer({{"show", "username"}});
    answer({{"username", "viki"}});
    CHECK(asks("Check your answers"));
    answer({{"show", "username"}});
    answer({{"username", "viki.k"}});
    CHECK(asks("Choose a password"));
}

TEST_CASE_FIXTURE(Registering, "another language on the way keeps the answers and stays chosen")
{
    fill_in_to_username();
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"show", "names"}, {"language", "bg"}});
    CHECK(asks("Имената Ви по лична карта"));
    CHECK(shows("Виктория"));
    CHECK(last.headers.find("Set-Cookie")->second.starts_with("__Host-language=bg;"));
}

TEST_CASE_FIXTURE(Registering, "answers that waited for hours are gone, and the page says so")
{
    fill_in();
    portal.clock.forward(4h);
    CHECK(answer({}).status == 410);
    CHECK(asks("The registration has waited too long"));
    CHECK_FALSE(portal.database->begin()->accounts().username_taken("viki"));
}

TEST_CASE_FIXTURE(Registering, "a form that is not ours begins anew")
{
    CHECK(ask("POST", "/registration/steps", {{"form", "changed"}, {"step", "check"}}).status == 303);
    CHECK(last.headers.find("Location")->second == "/registration");
    CHECK(ask("GET", "/registration/steps").headers.find("Location")->second == "/registration");
}

TEST_CASE_FIXTURE(Registering, "the last button pressed twice shows the same page and makes one account")
{
    fill_in();
    const auto check = last;
    answer({});
    last = check;
    answer({});
    CHECK(asks("Open your mailbox"));
    CHECK(letters() == 1);
    last = check;
    answer({{"show", "username"}});
    answer({{"username", "viki.2"}});
    answer({{"password", TestPortal::kPassword}});
    answer({});
    CHECK(asks("This registration is finished already"));
}

TEST_CASE_FIXTURE(Registering, "the page that moves a new account to another address is kept by no browser")
{
    fill_in();
    answer({});
    REQUIRE_FALSE(hidden("form").empty());
    auto sent = last;
    add_security_headers(sent);
    CHECK(sent.headers.find("Cache-Control")->second == "no-store");
}

TEST_CASE_FIXTURE(Registering, "the letter goes to a corrected address without signing in")
{
    fill_in();
    answer({});
    const auto form = hidden("form");
    ask("POST", "/registration/address", {{"form", form}, {"email", "viki"}});
    CHECK(shows("Enter an e-mail address such as"));
    ask("POST", "/registration/address", {{"form", hidden("form")}, {"email", "right@example.com"}});
    CHECK(shows("right@example.com"));
    CHECK(portal.take_mail().back().recipient == "right@example.com");
    CHECK(ask("POST", "/registration/address", {{"form", "changed"}, {"email", "thief@example.com"}}).status == 303);
    portal.clock.forward(1h);
    CHECK(ask("POST", "/registration/address", {{"form", form}, {"email", "late@example.com"}}).status == 303);
    CHECK(letters() == 0);
}

TEST_CASE_FIXTURE(Registering, "a challenge is JSON for the browser's script, and says how long to wait")
{
    const auto challenge = nlohmann::json::parse(ask("GET", "/registration/challenge").body);
    CHECK(challenge["algorithm"] == "SHA-256");
    CHECK(challenge["maxnumber"] == 20);
    CHECK(last.headers.find("Cache-Control")->second == "no-store");
    CHECK(last.headers.find("Retry-After") == last.headers.end());
    portal.context.rules.challenges_per_network = 3; // of which this is the second
    ask("GET", "/registration/challenge");
    CHECK(last.headers.find("Retry-After") == last.headers.end());
    ask("GET", "/registration/challenge");
    CHECK(last.headers.find("Retry-After")->second == "10");
    CHECK_THROWS_AS(ask("GET", "/registration/challenge"), HttpError);
}

TEST_CASE_FIXTURE(Registering, "another site's page uses up no challenges of its visitors")
{
    Request request;
    request.method = "GET";
    request.path = "/registration/challenge";
    request.client = "192.0.2.1";
    request.headers.emplace("Sec-Fetch-Site", "cross-site");
    CHECK_THROWS_AS((*router.match("GET", request.path).handler)(request), HttpError);
}
