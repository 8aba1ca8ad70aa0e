#include "portal/http/phone.hpp"

#include <doctest/doctest.h>

#include "portal/http/profile.hpp"
#include "portal/http/text_messages.hpp"
#include "tests/portal/domain/texts_sent.hpp"
#include "tests/portal/http/citizen_site.hpp"

using namespace portal::http;
using tests::says;
using tests::target_of;
using tests::TestPortal;

namespace {
struct PhonePages : tests::CitizenSite {
    PhonePages() { sign_in(); }
    Response ask(const std::string& number, const std::string& password = TestPortal::kPassword)
    {
        return post("/account/phone", {{"phone", number}, {"password", password}});
    }
    std::string code() { return tests::take_texts(portal.context).back().arguments.at("code"); }
};
} // namespace

TEST_CASE_FIXTURE(PhonePages, "a citizen changes the telephone, and the pages say where the code went")
{
    CHECK(says(get("/account/profile"), "/account/phone"));
    CHECK(target_of(ask("0899 765 432")) == "/account/phone/code");
    const auto page = get("/account/phone/code");
    CHECK(says(page, "+359 89 *** ** 32"));
    CHECK_FALSE(says(page, "899765"));
    CHECK_FALSE(says(page, "899 765"));
    const auto sent = code();
    CHECK(post("/account/phone/code", {{"code", sent == "000000" ? "000001" : "000000"}}).status == 422);
    CHECK(target_of(post("/account/phone/code", {{"code", sent.substr(0, 3) + " " + sent.substr(3)}})) ==
          "/account/profile?saved=yes");
    CHECK(says(get("/account/phone"), "Confirmed on 18.11.2026."));
    CHECK(target_of(get("/account/phone/code")) == "/account/phone");
}

TEST_CASE_FIXTURE(PhonePages, "who got no message asks for another code or enters another number")
{
    ask("0899 765 432");
    code();
    CHECK(target_of(post("/account/phone/again")) == "/account/phone/code?again=yes");
    CHECK(code().size() == 6);
    CHECK(target_of(post("/account/phone/withdraw")) == "/account/phone");
    CHECK(target_of(post("/account/phone/again")) == "/account/phone");
}

TEST_CASE_FIXTURE(PhonePages, "what was wrong is said beside its field, and the number typed stays")
{
    CHECK(says(ask("08"), "href=\"#phone\""));
    CHECK(says(ask("08"), "value=\"08\""));
    CHECK(says(ask("0899 765 432", "друга дълга парола"), "href=\"#password\""));
}

TEST_CASE_FIXTURE(PhonePages, "a code that is over leads back to the number")
{
    ask("0899 765 432");
    const auto sent = code();
    portal.clock.forward(std::chrono::minutes{10});
    const auto page = post("/account/phone/code", {{"code", sent}});
    CHECK(page.status == 422);
    CHECK(says(page, "The code is over"));
}

TEST_CASE_FIXTURE(PhonePages, "a citizen removes the telephone with the password")
{
    CHECK(says(get("/account/phone/remove"), "+359 88 *** ** 56"));
    CHECK(post("/account/phone/remove", {{"password", "друга дълга парола"}}).status == 422);
    CHECK(target_of(post("/account/phone/remove", {{"password", TestPortal::kPassword}})) ==
          "/account/profile?saved=yes");
    CHECK(target_of(get("/account/phone/remove")) == "/account/phone");
    CHECK_FALSE(says(get("/account/phone"), "/account/phone/remove"));
}

TEST_CASE_FIXTURE(PhonePages, "a text message names the municipality and, with its code, nothing of its owner")
{
    using portal::domain::TextKind;
    const portal::Municipality sofia{{"Столична община", "", "", "", "", ""},
                                     {"Sofia Municipality", "", "", "", "", ""},
                                     "portal@example.bg",
                                     "",
                                     "",
                                     ""};
    const TextMessages words{pages, sofia};
    CHECK(words.write({TextKind::phone_code, Language::english, "", {{"code", "123456"}}}) ==
          "123456 is your code for the e-portal of Sofia Municipality. It is valid for 10 minutes. Tell it to nobody.");
    CHECK(words.write({TextKind::phone_replaced, Language::bulgarian, "", {{"username", "viki"}}})
              .starts_with("Столична община: "));
    CHECK(words.write(
              {TextKind::pass_expires, Language::english, "", {{"username", "viki"}, {"expires", "2026-11-25"}}}) ==
          "Sofia Municipality: the counter pass of viki is valid until 25.11.2026, and you have not used it.");
    CHECK(words
              .write({TextKind::document_expires,
                      Language::bulgarian,
                      "",
                      {{"username", "viki"}, {"expires", "2026-11-25"}}})
              .find("25.11.2026") != std::string::npos);
}
