#include "tests/portal/http/registering.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace portal::http;
using namespace std::chrono_literals;
using tests::Answers;
using tests::Registering;
using tests::TestPortal;

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

TEST_CASE_FIXTURE(Registering, "whoever must register later keeps the page with what was answered")
{
    const auto later = [this](const std::string& heading) {
        CHECK(last.status == 429);
        CHECK(last.headers.contains("Retry-After"));
        CHECK(asks(heading));
        CHECK(shows("Too many tries. Leave this page open and press the button again in "));
    };
    portal.context.rules.registrations_per_network = 0;
    fill_in();
    answer({});
    later("Check your answers");
    portal.context.rules.registrations_per_network = 1;
    portal.clock.forward(16min);
    answer({});
    CHECK(asks("Open your mailbox"));

    portal.context.rules.first_letters_per_network = 0;
    ask("GET", "/registration");
    portal.clock.forward(2s);
    ask("POST", "/registration/steps", {{"form", hidden("form")}, {"step", "email"}, {"email", "maria@example.com"}});
    later("Your e-mail address");
    CHECK(shows("value=\"maria@example.com\""));
}

TEST_CASE_FIXTURE(Registering, "where many choose a password at once, who waited too long keeps all answers")
{
    fill_in_to_username();
    answer({{"username", "viki"}});
    auto form = hidden("form");
    portal::domain::PasswordHasher full{portal.keys.pepper, {8, 1, 0, 0}};
    const portal::domain::Context pressed{*portal.database, portal.keys, full, portal.clock, portal.context.rules};
    const Site crowded{pressed, texts, pages, {}, "/static"};
    router = Router{};
    add_registration_routes(router, crowded);
    answer({{"password", TestPortal::kPassword}});
    CHECK(last.status == 503);
    CHECK(asks("Choose a password"));
    CHECK(shows("Many people are here just now. Try again in a few seconds."));
    router = Router{};
    add_registration_routes(router, site);
    answer({{"password", TestPortal::kPassword}});
    CHECK(asks("Check your answers"));
}
