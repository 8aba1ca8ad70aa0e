#include <array>

#include <doctest/doctest.h>

#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::Desk;
using tests::good_verification;

namespace {
struct Paused : Desk {
    void begin(PauseReason reason) { portal.pause(viki, reason); }
    bool end(PauseReason reason, Instant when, PauseEnd by = PauseEnd::second_factor)
    {
        const auto transaction = portal.database->begin();
        const bool ended = end_pause(*transaction, viki, reason, by, when);
        transaction->commit();
        return ended;
    }
    std::size_t events(const char* kind)
    {
        const auto all = portal.database->read()->audit().of_account(viki, 50);
        return static_cast<std::size_t>(std::ranges::count(all, kind, &AuditEvent::kind));
    }
    std::optional<GateClosed> gate() { return payment_gate(portal.account(viki), sofia_day(portal.clock.now())); }
};
} // namespace

TEST_CASE_FIXTURE(Paused, "a pause closes e-payment, and each reason stands once")
{
    kiosk.tell(good_verification("viki"));
    CHECK_FALSE(gate());
    begin(PauseReason::reset_by_mail);
    begin(PauseReason::reset_by_mail);
    CHECK(gate() == GateClosed::paused);
    CHECK(portal.account(viki).pause->begun == portal.clock.now());
    CHECK(events("account.paused") == 1);
    CHECK(end(PauseReason::reset_by_mail, portal.clock.now()));
    CHECK_FALSE(end(PauseReason::reset_by_mail, portal.clock.now()));
    CHECK(events("account.pause_ended") == 1);
    CHECK_FALSE(gate());
}

TEST_CASE_FIXTURE(Paused, "of two pauses the alarm is shown, and ending the other leaves it")
{
    begin(PauseReason::reset_by_mail);
    begin(PauseReason::alarm);
    CHECK(portal.account(viki).pause->reason == PauseReason::alarm);
    CHECK(end(PauseReason::reset_by_mail, portal.clock.now()));
    CHECK(portal.account(viki).pause->reason == PauseReason::alarm);
    CHECK(portal.database->read()->pauses().of_account(viki)->reason == PauseReason::alarm);
    CHECK(end(PauseReason::alarm, portal.clock.now()));
    CHECK_FALSE(portal.account(viki).pause);
    CHECK_FALSE(portal.database->read()->pauses().of_account(viki));
}

TEST_CASE_FIXTURE(Paused, "of two pauses the one with fewer ways out is shown, whichever came first")
{
    constexpr std::array kBoth{PauseReason::second_factor_lost, PauseReason::reset_by_mail};
    portal.context.rules.pause_after_reset = std::chrono::days{7};
    for (const bool lost_first : {true, false}) {
        for (const auto reason : kBoth) {
            begin(lost_first == (reason == kBoth[0]) ? kBoth[0] : kBoth[1]);
            portal.clock.forward(1h);
        }
        CHECK(portal.account(viki).pause->reason == PauseReason::second_factor_lost);
        const auto transaction = portal.database->begin();
        const auto pause = transaction->pauses().of_account(viki).value();
        CHECK(pause.reason == PauseReason::second_factor_lost);
        CHECK(ways_out(*transaction, portal.context, viki, pause).empty());
        for (const auto reason : kBoth)
            end_pause(*transaction, viki, reason, PauseEnd::counter, portal.clock.now());
        transaction->commit();
    }
}

TEST_CASE_FIXTURE(Paused, "an act that arrives late ends no pause that began after it")
{
    begin(PauseReason::reset_by_mail);
    CHECK_FALSE(end(PauseReason::reset_by_mail, portal.clock.now() - 1s));
    CHECK(portal.account(viki).pause);
}

TEST_CASE_FIXTURE(Paused, "a visit at the counter ends the pause after a reset by mail")
{
    begin(PauseReason::reset_by_mail);
    portal.clock.forward(1h);
    kiosk.tell(good_verification("viki"));
    CHECK_FALSE(gate());
    CHECK(events("account.pause_ended") == 1);
}

TEST_CASE_FIXTURE(Paused, "a visit from before the reset ends no pause, though its record arrives after it")
{
    const auto visit = kiosk.record(good_verification("viki"));
    portal.clock.forward(1h);
    begin(PauseReason::reset_by_mail);
    portal.clock.forward(1h);
    kiosk.post({visit});
    CHECK(verified(viki));
    CHECK(gate() == GateClosed::paused);
}

TEST_CASE_FIXTURE(Paused, "a visit at the counter ends no alarm, and its letter does not say that e-payment is open")
{
    const auto letter = [&] {
        portal.take_mail();
        portal.clock.forward(24h);
        kiosk.tell(good_verification("viki"));
        return portal.take_mail().at(0);
    };
    begin(PauseReason::alarm);
    const auto first = letter();
    CHECK(gate() == GateClosed::paused);
    CHECK(first.kind == MailKind::identity_verified);
    CHECK(first.arguments.contains("paused"));
    const auto second = letter();
    CHECK(second.kind == MailKind::identity_renewed);
    CHECK(second.arguments.contains("paused"));
    end(PauseReason::alarm, portal.clock.now());
    CHECK_FALSE(letter().arguments.contains("paused"));
}

TEST_CASE_FIXTURE(Paused, "a qualified signature ends the pause after a reset by mail, and leaves an alarm")
{
    kiosk.tell(good_verification("viki"));
    begin(PauseReason::reset_by_mail);
    begin(PauseReason::alarm);
    CHECK(end(PauseReason::reset_by_mail, portal.clock.now(), PauseEnd::signature));
    const auto newest = portal.database->read()->audit().of_account(viki, 50).front();
    CHECK(newest.kind == "account.pause_ended");
    CHECK(newest.details == std::map<std::string, std::string>{{"by", "signature"}, {"reason", "reset_by_mail"}});
    CHECK(portal.account(viki).pause->reason == PauseReason::alarm);
    CHECK(gate() == GateClosed::paused);
}
