#include "portal/domain/activity.hpp"

#include <doctest/doctest.h>

#include "portal/domain/messages.hpp"
#include "portal/domain/recovery.hpp"
#include "portal/domain/text_outbox.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::Desk;
using tests::good_verification;
using tests::TestPortal;

namespace {
struct Seen : Desk {
    Activity of_viki(std::int64_t page = 1) { return activity_of(portal.context, viki, page); }
    void enter() { log_in(portal.context, {"viki", TestPortal::kPassword, "192.0.2.1", "Firefox"}); }
};
} // namespace

TEST_CASE_FIXTURE(Seen, "an owner sees who did what, when and at which desk, the newest first")
{
    portal.clock.forward(1h);
    kiosk.tell(good_verification("viki"));
    portal.clock.forward(1h);
    enter();
    const auto events = of_viki().events;
    REQUIRE(events.size() == 3);
    CHECK(events.at(0).event.kind == "login.succeeded");
    CHECK(events.at(0).desk.empty());
    CHECK(events.at(1).event.kind == "identity.verified");
    CHECK(events.at(1).event.actor_kind == ActorKind::clerk);
    CHECK(events.at(1).event.time == portal.clock.now() - 1h);
    CHECK(events.at(1).desk == "Гише 12");
    CHECK(events.at(1).place == "ул. „Московска“ 33");
    CHECK(events.at(2).event.kind == "number.claimed");
}

TEST_CASE_FIXTURE(Seen, "a record that arrives late stands at its own time")
{
    const auto visit = kiosk.record(good_verification("viki"));
    portal.clock.forward(1h);
    enter();
    portal.clock.forward(1h);
    kiosk.post({visit});
    const auto events = of_viki().events;
    CHECK(events.at(0).event.kind == "login.succeeded");
    CHECK(events.at(1).event.kind == "identity.verified");
}

TEST_CASE_FIXTURE(Seen, "a long list comes in pages, and nobody else's acts are in it")
{
    Rules rules;
    rules.activity_per_page = 2;
    const Context context{*portal.database, portal.keys, portal.passwords, portal.clock, rules};
    portal.citizen("ivan", tests::kIvansNumber);
    enter();
    enter();
    const auto first = activity_of(context, viki);
    CHECK(first.at.all == 3);
    CHECK(first.at.pages == 2);
    CHECK(first.events.size() == 2);
    const auto last = activity_of(context, viki, 99);
    CHECK(last.at.page == 2);
    REQUIRE(last.events.size() == 1);
    CHECK(last.events.at(0).event.kind == "number.claimed");
}

TEST_CASE_FIXTURE(Seen, "an owner sees which letters went out, and what became of them")
{
    kiosk.tell(good_verification("viki"));
    auto messages = messages_of(portal.context, viki);
    REQUIRE(messages.messages.size() == 1);
    CHECK(std::get<MailKind>(messages.messages.at(0).kind) == MailKind::identity_verified);
    CHECK(messages.messages.at(0).queued == portal.clock.now());
    CHECK_FALSE(messages.messages.at(0).sent);
    portal.clock.forward(1min);
    portal.take_mail();
    messages = messages_of(portal.context, viki);
    CHECK(messages.messages.at(0).sent == portal.clock.now());
    CHECK_FALSE(messages.messages.at(0).given_up);
    CHECK(messages_of(portal.context, portal.citizen("ivan")).messages.empty());
}

TEST_CASE_FIXTURE(Seen, "text messages stand among the letters, the newest first")
{
    kiosk.tell(good_verification("viki"));
    portal.clock.forward(1min);
    {
        const auto transaction = portal.database->begin();
        queue_text(*transaction, portal.context, {TextKind::visit, Language::bulgarian, "+359888123456", {}}, viki,
                   24h);
        transaction->commit();
    }
    const auto messages = messages_of(portal.context, viki);
    CHECK(messages.at.all == 2);
    REQUIRE(messages.messages.size() == 2);
    CHECK(std::get<TextKind>(messages.messages.at(0).kind) == TextKind::visit);
    CHECK(std::get<MailKind>(messages.messages.at(1).kind) == MailKind::identity_verified);
    CHECK(messages_of(portal.context, portal.citizen("ivan")).messages.empty());
}

TEST_CASE_FIXTURE(Seen, "letters about a forgotten username or password are listed by whoever confirmed their address")
{
    const auto stranger = portal.newcomer("stranger");
    {
        const auto transaction = portal.database->begin();
        transaction->accounts().set_unconfirmed_email(stranger, "viki@example.com");
        transaction->commit();
    }
    remind_username(portal.context, {"Viki@example.com", Language::bulgarian, "198.51.100.7"});
    portal.clock.forward(1min);
    request_reset(portal.context, {"viki@example.com", Language::bulgarian, "198.51.100.7"});
    portal.take_mail();
    const auto messages = messages_of(portal.context, viki).messages;
    REQUIRE(messages.size() == 2);
    CHECK(std::get<MailKind>(messages.at(0).kind) == MailKind::forgotten_password);
    CHECK(std::get<MailKind>(messages.at(1).kind) == MailKind::forgotten_username);
    CHECK(messages_of(portal.context, stranger).messages.empty());
    CHECK(activity_of(portal.context, stranger).events.empty());
    const auto event = of_viki().events.at(0).event;
    CHECK(event.kind == "password.reset_asked");
    CHECK_FALSE(event.actor);
    CHECK(event.details.at("network") == "198.51.100.7");
}
