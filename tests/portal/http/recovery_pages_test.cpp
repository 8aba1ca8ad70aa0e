#include "portal/http/recovery.hpp"

#include <doctest/doctest.h>

#include "portal/domain/pending_sign_in.hpp"
#include "portal/domain/recovery.hpp"
#include "portal/http/account.hpp"
#include "portal/http/mail_pages.hpp"
#include "portal/http/payments.hpp"
#include "tests/portal/domain/authenticator.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using namespace std::chrono_literals;
namespace domain = portal::domain;
using tests::CitizenSite;
using tests::hidden_of;
using tests::says;

namespace {
struct RecoveryPages : CitizenSite {
    MailPages words{pages, texts, {}, "https://portal.example.bg"};

    std::string link()
    {
        post("/forgot-password", {{"email", "viki@example.com"}});
        std::string text;
        for (const auto& mail : portal.take_mail())
            if (mail.kind == domain::MailKind::forgotten_password) text = words.write(mail).text;
        const auto from = text.find("token=") + 6;
        return text.substr(from, text.find('\n', from) - from);
    }
    /// All letters that are due, in text.
    std::string letters()
    {
        std::string all;
        for (const auto& mail : portal.take_mail())
            all += words.write(mail).text;
        return all;
    }
};

} // namespace

TEST_CASE_FIXTURE(RecoveryPages, "an address that nobody has gets the same pages as one that is known")
{
    for (const std::string path : {"/forgot-username", "/forgot-password"}) {
        CAPTURE(path);
        CHECK(get(path).status == 200);
        const auto known = post(path, {{"email", "viki@example.com"}});
        const auto unknown = post(path, {{"email", "nobody@example.com"}});
        CHECK(known.status == 303);
        CHECK(known.status == unknown.status);
        CHECK(known.headers.find("Location")->second == unknown.headers.find("Location")->second);
        CHECK(known.body == unknown.body);
        CHECK(says(get(known.headers.find("Location")->second), "If no account has this address, the letter says so."));
    }
    CHECK(portal.take_mail().size() == 4);
}

TEST_CASE_FIXTURE(RecoveryPages, "a mistyped address stays in its field with what is wrong")
{
    const auto page = post("/forgot-password", {{"email", "viki"}});
    CHECK(page.status == 422);
    CHECK(says(page, "value=\"viki\""));
    CHECK(says(page, "Enter an e-mail address in Latin letters, such as name@example.com."));
    CHECK(portal.take_mail().empty());
}

TEST_CASE_FIXTURE(RecoveryPages, "whoever must ask for a letter or set a password later keeps the page")
{
    portal.context.rules.recoveries_per_network = 1;
    const auto token = link();
    const auto asked = post("/forgot-password", {{"email", "viki@example.com"}});
    CHECK(asked.status == 429);
    CHECK(asked.headers.contains("Retry-After"));
    CHECK(says(asked, "value=\"viki@example.com\""));
    CHECK(says(asked, "Too many tries. Try again in 15 minutes; your account is not blocked."));

    domain::PasswordHasher full{portal.keys.pepper, {8, 1, 0, 0}};
    const domain::Context pressed{*portal.database, portal.keys, full, portal.clock, portal.context.rules};
    const Site crowded{pressed, texts, pages, {}, "/static"};
    router = Router{};
    add_recovery_routes(router, crowded);
    const auto busy = post("/reset-password", {{"token", token}, {"password", "съвсем друга дълга парола"}});
    CHECK(busy.status == 503);
    CHECK(busy.headers.contains("Retry-After"));
    CHECK(hidden_of(busy, "token") == token);
    CHECK(says(busy, "Many people are here just now. Try again in a few seconds."));
}

TEST_CASE_FIXTURE(RecoveryPages, "letters about forgotten things read well in both languages")
{
    auto other = tests::good_form("novak");
    other.email = "viki@example.com";
    domain::register_account(portal.context, other);
    portal.take_mail();
    for (const std::string code : {"bg", "en"}) {
        language = code;
        for (const auto* email : {"viki@example.com", "nobody@example.com"}) {
            post("/forgot-username", {{"email", email}});
            post("/forgot-password", {{"email", email}});
        }
    }
    for (const auto spoken : {domain::Language::bulgarian, domain::Language::english}) {
        const auto transaction = portal.database->begin();
        auto owner = *transaction->accounts().find_by_username("viki");
        owner.language = spoken;
        domain::queue_reset_letter(*transaction, portal.context, owner);
        transaction->commit();
    }
    for (const auto& mail : portal.take_mail()) {
        const auto letter = words.write(mail);
        CAPTURE(letter.text);
        CHECK((letter.text.find("служители") != std::string::npos ||
               letter.text.find("works here") != std::string::npos) == mail.arguments.contains("by_staff"));
        const auto end = letter.text.find_last_not_of('\n'); // this municipality signs with no name
        CHECK(letter.text.substr(0, end).find("\n\n\n") == std::string::npos);
        CHECK(letter.text.find("{{") == std::string::npos);
        for (auto at = letter.text.find("https://"); at != std::string::npos; at = letter.text.find("https://", at + 1))
            CHECK(letter.text.substr(at - 2, 2) == "\n\n");
        CHECK(letter.html.find("<a ") != std::string::npos);
        const bool known = mail.recipient == "viki@example.com";
        CHECK((letter.text.find("viki\n") != std::string::npos) == known);
    }
}

TEST_CASE_FIXTURE(RecoveryPages, "the page behind the link sets the password and keeps its address to itself")
{
    const auto token = link();
    const auto page = get("/reset-password", {{"token", token}});
    CHECK(page.status == 200);
    CHECK(says(page, "viki"));
    CHECK(page.headers.find("Referrer-Policy")->second == "no-referrer");

    const auto weak = post("/reset-password", {{"token", token}, {"password", "къса"}});
    CHECK(weak.status == 422);
    CHECK(says(weak, "The password must have at least 12 characters."));
    CHECK(weak.headers.find("Referrer-Policy")->second == "no-referrer");

    const auto done = post("/reset-password", {{"token", token}, {"password", "съвсем друга дълга парола"}});
    CHECK(done.headers.find("Location")->second == "/reset-password/done");
    CHECK(says(get("/reset-password/done"), "Sign in with the new password."));
    CHECK(letters().find("беше зададена наново") != std::string::npos);

    const auto again = get("/reset-password", {{"token", token}});
    CHECK(again.status == 410);
    CHECK(says(again, "A new password has been set with this link already."));
}

TEST_CASE_FIXTURE(RecoveryPages,
                  "after a new password by mail, account and payments say why they are closed and what opens them")
{
    kiosk.tell(tests::good_verification("viki"));
    post("/reset-password", {{"token", link()}, {"password", "съвсем друга дълга парола"}});
    const auto in = domain::log_in(portal.context, {"viki", "съвсем друга дълга парола", "192.0.2.1", ""});
    session = std::get<domain::LoggedIn>(in).token;
    for (const auto* path : {"/account", "/payments"}) {
        CAPTURE(path);
        language = "en";
        const auto english = get(path);
        CHECK(says(english, "On 18.11.2026 at 14:00 the password was set anew by a link in a letter."));
        CHECK(says(english, "Come to the counter with your document, and everything opens at once."));
        CHECK_FALSE(says(english, "it opens by itself"));
        language = "bg";
        CHECK(says(get(path), "На 18.11.2026 в 14:00 ч. паролата беше зададена наново"));
    }
    portal.clock.forward(1min);
    kiosk.tell(tests::good_verification("viki"));
    language = "en";
    CHECK_FALSE(says(get("/account"), "set anew"));
}

namespace {
/// The password was set anew by mail, and nobody came to the counter since.
struct PausedByMail : RecoveryPages {
    tests::Authenticator app{portal, viki};

    void reset()
    {
        post("/reset-password", {{"token", link()}, {"password", kOther}});
        letter = letters();
    }
    /// In English; at the code, where one is asked, with a recovery code.
    std::string account()
    {
        auto in = domain::log_in(portal.context, {"viki", kOther, "192.0.2.1", ""});
        if (const auto* wanted = std::get_if<domain::CodeWanted>(&in))
            session = std::get<domain::LoggedIn>(
                          domain::give_code(portal.context, {wanted->token, app.recovery.at(0), "192.0.2.1", ""}))
                          .token;
        else
            session = std::get<domain::LoggedIn>(in).token;
        return get("/account").body;
    }
    static bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

    static constexpr auto kOther = "съвсем друга дълга парола";
    std::string letter;
};
constexpr auto kByApp = "sign in with a code of your app, not with a recovery code";
constexpr auto kByVerification = "with the verification of your identity everything opens at once";
constexpr auto kByVisit = "Come to the counter with your document, and everything opens at once";
constexpr auto kOrVisit = "Or come to the counter with your document.";
constexpr auto kByTime = "it opens by itself";
} // namespace

TEST_CASE_FIXTURE(PausedByMail, "without app and verification it takes the visit that verifies")
{
    reset();
    const auto page = account();
    CHECK(has(page, kByVerification));
    CHECK_FALSE(has(page, kByApp));
    CHECK_FALSE(has(page, kByVisit));
    CHECK_FALSE(has(page, kByTime));
    CHECK(has(letter, "докато не дойдете на гише"));
}

TEST_CASE_FIXTURE(PausedByMail, "who was verified comes again with the document")
{
    kiosk.tell(tests::good_verification("viki"));
    reset();
    const auto page = account();
    CHECK(has(page, kByVisit));
    CHECK_FALSE(has(page, kByApp));
    CHECK_FALSE(has(page, kByVerification));
}

TEST_CASE_FIXTURE(PausedByMail, "an app of before is named first, verified or not, to who came in by a recovery code")
{
    bool verified = false;
    SUBCASE("not verified") {}
    SUBCASE("verified")
    {
        verified = true;
    }
    app.enrol();
    if (verified) kiosk.tell(tests::good_verification("viki"));
    reset();
    const auto page = account();
    CHECK(has(page, kByApp));
    CHECK(has(page, kOrVisit));
    CHECK_FALSE(has(page, kByVisit));
    CHECK_FALSE(has(page, kByVerification));
    CHECK(has(letter, "код от приложението"));
    CHECK(has(get("/payments").body, kByApp));
}

TEST_CASE_FIXTURE(PausedByMail, "where the operator allows time, page and letter name the day")
{
    portal.context.rules.pause_after_reset = std::chrono::days{7};
    reset();
    CHECK(has(account(), "Or wait: on 25.11.2026 it opens by itself."));
    CHECK(has(letter, "25.11.2026"));
}

TEST_CASE_FIXTURE(PausedByMail,
                  "where the operator allows time, whoever asks for a new password reads of it before, else not")
{
    const std::string in_time = "In time it opens by itself, too";
    for (const auto* page : {"/forgot-password", "/help"})
        CHECK_FALSE(has(get(page).body, in_time));
    portal.context.rules.pause_after_reset = std::chrono::days{7};
    for (const auto* page : {"/forgot-password", "/help"})
        CHECK(has(get(page).body, in_time));
}

TEST_CASE_FIXTURE(PausedByMail, "time and app open no alarm, and its page names neither")
{
    portal.context.rules.pause_after_reset = std::chrono::days{7};
    app.enrol();
    reset();
    portal.pause(viki, domain::PauseReason::alarm);
    const auto page = account();
    CHECK_FALSE(has(page, kByApp));
    CHECK_FALSE(has(page, kByTime));
}

TEST_CASE_FIXTURE(RecoveryPages, "after an alarm the account says that the municipality looks into it")
{
    sign_in();
    portal.pause(viki, domain::PauseReason::alarm);
    CHECK(says(get("/account"), "somebody told us by the link in a letter"));
    CHECK(says(get("/payments"), "It goes faster if you write to"));
}

TEST_CASE_FIXTURE(RecoveryPages, "where the letter went is shown once, and the cookie that tells it cannot be read")
{
    const std::string email = "viki@example.com";
    const auto sent = post("/forgot-password", {{"email", email}});
    const auto cookie = sent.headers.find("Set-Cookie")->second;
    REQUIRE(cookie.starts_with("__Host-sent-to="));
    CHECK(cookie.find(portal::contract::to_hex(portal::contract::bytes_of(email))) == std::string::npos);
    others["__Host-sent-to"] = cookie.substr(15, cookie.find(';') - 15);
    CHECK(says(get("/forgot-password/sent"), email));
    others["__Host-sent-to"] = portal::contract::to_hex(portal::contract::bytes_of(email));
    CHECK_FALSE(says(get("/forgot-password/sent"), email));
}
