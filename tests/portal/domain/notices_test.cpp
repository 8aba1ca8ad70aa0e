#include "portal/domain/notices.hpp"

#include <doctest/doctest.h>

#include "portal/domain/new_address.hpp"
#include "tests/portal/domain/desk.hpp"
#include "tests/portal/domain/texts_sent.hpp"

using namespace portal::domain;
using tests::Desk;
using tests::good_verification;
using tests::take_texts;

namespace {
struct Told : Desk {
    std::string reminded()
    {
        const auto stores = portal.database->read();
        return phone_for(*stores, portal.context, stores->accounts().find(viki).value(),
                         &NoticeChoice::reminders_by_text);
    }
};
} // namespace

TEST_CASE_FIXTURE(Told, "reminders come by mail and nothing by text message until the owner chooses otherwise")
{
    CHECK(notices_of(portal.context, viki) == NoticeChoice{true, false, false});
    choose_notices(portal.context, viki, {false, true, true});
    CHECK(notices_of(portal.context, viki) == NoticeChoice{false, true, true});
    choose_notices(portal.context, viki, {true, false, true});
    CHECK(notices_of(portal.context, viki) == NoticeChoice{true, false, true});
}

TEST_CASE_FIXTURE(Told, "a visit is told by text message where the owner wants it, once a day, and by letter always")
{
    portal.confirm_phone(viki);
    choose_notices(portal.context, viki, {false, false, true});
    kiosk.tell(good_verification("viki"));
    const auto texts = take_texts(portal.context);
    REQUIRE(texts.size() == 1);
    CHECK(texts[0].kind == TextKind::visit);
    CHECK(texts[0].phone == "+359888123456");
    CHECK(portal.take_mail().size() == 1);
    kiosk.tell(good_verification("viki"));
    CHECK(take_texts(portal.context).empty());
}

TEST_CASE_FIXTURE(Told, "nothing is sent to a number that nobody confirmed, or that is not wanted")
{
    choose_notices(portal.context, viki, {true, true, true});
    CHECK(reminded().empty());
    portal.confirm_phone(viki);
    CHECK(reminded() == "+359888123456");
    choose_notices(portal.context, viki, {true, false, false});
    CHECK(reminded().empty());
    kiosk.tell(good_verification("viki"));
    CHECK(take_texts(portal.context).empty());
}

TEST_CASE_FIXTURE(Told, "letters come in the language that the owner chose")
{
    set_language(portal.context, viki, Language::english);
    kiosk.tell(good_verification("viki"));
    CHECK(portal.take_mail().at(0).language == Language::english);
}

TEST_CASE_FIXTURE(Told, "while the account is paused nobody silences its notices")
{
    portal.pause(viki, PauseReason::alarm);
    CHECK(std::holds_alternative<AccountPaused>(choose_notices(portal.context, viki, {false, false, false})));
    CHECK(notices_of(portal.context, viki) == NoticeChoice{true, false, false});
}

TEST_CASE_FIXTURE(Told, "what was chosen before and is chosen again is no act")
{
    const auto acts = [&] { return portal.database->read()->audit().count_of_account(viki); };
    choose_notices(portal.context, viki, {false, true, true});
    set_language(portal.context, viki, Language::english);
    const auto before = acts();
    CHECK(std::holds_alternative<Chosen>(choose_notices(portal.context, viki, {false, true, true})));
    set_language(portal.context, viki, Language::english);
    withdraw_new_address(portal.context, viki); // there is none
    CHECK(acts() == before);
}

TEST_CASE_FIXTURE(Told, "who chooses over and over has to wait: each choice stands in the log for ever")
{
    const auto choose = [&](bool texts) { return choose_notices(portal.context, viki, {true, texts, texts}); };
    portal.context.rules.choices_per_account = 3;
    for (const bool texts : {true, false, true, false, true}) // switching on is not counted
        CHECK(std::holds_alternative<Chosen>(choose(texts)));
    CHECK(std::holds_alternative<Chosen>(set_language(portal.context, viki, Language::english)));
    CHECK(std::holds_alternative<TooMany>(set_language(portal.context, viki, Language::bulgarian)));
    CHECK(std::holds_alternative<TooMany>(choose(false)));
    CHECK(notices_of(portal.context, viki) == NoticeChoice{true, true, true});
    CHECK(std::holds_alternative<Chosen>(choose(true))); // no act
    portal.clock.forward(std::chrono::hours{24});
    CHECK(std::holds_alternative<Chosen>(choose(false)));
}
