#include <algorithm>

#include <doctest/doctest.h>

#include "portal/domain/lookups.hpp"
#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
struct Desk {
    TestPortal portal;
    AccountId viki{portal.citizen("viki", tests::kVikisNumber)};
    StaffMember clerk{portal.clerk("stoilova")};
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};

    LookUpAnswer ask(const contract::LookUpRequest& request)
    {
        return look_up(portal.context, kiosk.kiosk, clerk, request);
    }
};
contract::LookUpRequest by_code(const std::string& code)
{
    return {std::nullopt, code, std::nullopt};
}
contract::LookUpRequest by_username(const std::string& username)
{
    return {std::nullopt, std::nullopt, username};
}
} // namespace

TEST_CASE_FIXTURE(Desk, "a pass is shown again with the same code, and its QR opens with the kiosk's keys")
{
    const auto issued = std::get<IssuedPass>(issue_pass(portal.context, viki));
    const auto again = current_pass(portal.context, viki);
    REQUIRE(again);
    CHECK(again->id == issued.id);
    CHECK(again->code == issued.code);
    CHECK(again->expires == issued.expires);

    const auto changes = changes_since(portal.context, kiosk.kiosk, 0);
    const auto header = std::get<contract::PassHeader>(contract::read_pass_header(again->qr_digits));
    const auto key = std::find_if(changes.pass_keys.begin(), changes.pass_keys.end(),
                                  [&](const auto& candidate) { return candidate.number == header.epoch; });
    REQUIRE(key != changes.pass_keys.end());
    const auto opened = std::get<contract::CounterPass>(contract::open_pass(again->qr_digits, *key));
    CHECK(opened.content.username == "viki");
    CHECK(opened.content.number_hash ==
          contract::pass_number_hash(*key, issued.id, {contract::PersonalNumberKind::egn, tests::kVikisNumber}));
}

TEST_CASE_FIXTURE(Desk, "a pass needs a confirmed address but no personal number")
{
    register_account(portal.context, tests::good_form("fresh"));
    const auto fresh = portal.database->begin()->accounts().find_by_username("fresh")->id;
    CHECK(std::get<PassIssueRefusal>(issue_pass(portal.context, fresh)) == PassIssueRefusal::email_unconfirmed);
    CHECK(std::holds_alternative<IssuedPass>(issue_pass(portal.context, portal.citizen("quiet"))));
}

TEST_CASE_FIXTURE(Desk, "a new pass stops the one before")
{
    const auto old = std::get<IssuedPass>(issue_pass(portal.context, viki));
    const auto newer = std::get<IssuedPass>(issue_pass(portal.context, viki));
    CHECK(std::get<LookUpRefusal>(ask(by_code(old.code))) == LookUpRefusal::pass_replaced);
    CHECK(std::get<contract::AccountView>(ask(by_code(contract::grouped_pass_code(newer.code)))).pass == newer.id);
}

TEST_CASE_FIXTURE(Desk, "an account gets so many passes within a day, and the last one stays good")
{
    std::string code;
    for (unsigned i = 0; i < portal.context.rules.passes_per_account; ++i)
        code = std::get<IssuedPass>(issue_pass(portal.context, viki)).code;
    CHECK(std::holds_alternative<TooMany>(issue_pass(portal.context, viki)));
    CHECK(current_pass(portal.context, viki)->code == code);
    portal.clock.forward(24h);
    CHECK(std::holds_alternative<IssuedPass>(issue_pass(portal.context, viki)));
}

TEST_CASE_FIXTURE(Desk, "a pass ends with the seventh day after in Sofia")
{
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    CHECK(sofia_day(pass.expires) == std::chrono::year{2026} / 11 / 25);
    portal.clock.forward(24h * 7 + 9h + 59min - 1s); // taken at 14:00, now 23:58:59
    CHECK(current_pass(portal.context, viki));
    CHECK(std::holds_alternative<contract::AccountView>(ask({pass.id, std::nullopt, std::nullopt})));
    portal.clock.forward(1s);
    CHECK_FALSE(current_pass(portal.context, viki));
    CHECK(std::get<LookUpRefusal>(ask({pass.id, std::nullopt, std::nullopt})) == LookUpRefusal::pass_expired);
    CHECK(std::holds_alternative<IssuedPass>(issue_pass(portal.context, viki)));
}

TEST_CASE_FIXTURE(Desk, "a pass that is taken while the week turns ends before kiosks forget its key")
{
    portal.clock.forward(24h * 4 + 10h + 30min); // Sunday, 22:30 UTC; Monday, 00:30 in Sofia
    const auto pass = std::get<IssuedPass>(issue_pass(portal.context, viki));
    CHECK(sofia_day(pass.expires) == std::chrono::year{2026} / 11 / 29);
    portal.clock.forward(pass.expires - portal.clock.now());
    const auto keys = changes_since(portal.context, kiosk.kiosk, 0).pass_keys;
    CHECK(std::ranges::any_of(keys, [&](const auto& key) {
        return std::holds_alternative<contract::CounterPass>(contract::open_pass(pass.qr_digits, key));
    }));
}

TEST_CASE_FIXTURE(Desk, "a look-up shows what the desk needs and hides the rest")
{
    const auto view = std::get<contract::AccountView>(ask(by_username("VIKI")));
    CHECK(view.username == "viki");
    CHECK(view.email_masked == "v***i@example.com");
    CHECK(view.state == contract::AccountState::unverified);
    CHECK(view.number_masked == "850615****");
    CHECK(view.birth_date == std::chrono::year{1985} / 6 / 15);
    const auto changes = changes_since(portal.context, kiosk.kiosk, 0);
    for (const auto& key : changes.pass_keys)
        if (key.number == view.number_epoch)
            CHECK(view.number_hash ==
                  contract::pass_number_hash(key, view.number_salt,
                                             {contract::PersonalNumberKind::egn, tests::kVikisNumber}));
}

TEST_CASE_FIXTURE(Desk, "what is unknown is said plainly")
{
    CHECK(std::get<LookUpRefusal>(ask(by_username("nobody"))) == LookUpRefusal::unknown_username);
    CHECK(std::get<LookUpRefusal>(ask(by_username("vik"))) == LookUpRefusal::unknown_username);
    CHECK(std::get<LookUpRefusal>(ask(by_code("4821093755601170"))) == LookUpRefusal::unknown_pass);
    CHECK(std::get<LookUpRefusal>(ask({})) == LookUpRefusal::bad_request);
}

TEST_CASE_FIXTURE(Desk, "a clerk looks up so many accounts, found or not, and then has to wait")
{
    for (unsigned i = 0; i < portal.context.rules.lookups_per_clerk; ++i)
        CHECK_FALSE(std::holds_alternative<TooMany>(ask(by_username(i % 2 == 0 ? "viki" : "guess"))));
    CHECK(std::holds_alternative<TooMany>(ask(by_username("viki"))));
    portal.clock.forward(portal.context.rules.throttle_window);
    CHECK(std::holds_alternative<contract::AccountView>(ask(by_username("viki"))));
}

TEST_CASE_FIXTURE(Desk, "a kiosk looks up so many accounts for whoever signs in at it")
{
    const auto other = portal.clerk("marinova");
    const auto& rules = portal.context.rules;
    for (unsigned i = 0; i < rules.lookups_per_kiosk; ++i) {
        const auto& who = i < rules.lookups_per_clerk ? clerk : other;
        CHECK_FALSE(std::holds_alternative<TooMany>(look_up(portal.context, kiosk.kiosk, who, by_username("viki"))));
    }
    CHECK(std::holds_alternative<TooMany>(look_up(portal.context, kiosk.kiosk, other, by_username("viki"))));
    TestKiosk next{portal, "Гише 13", "marinova"};
    CHECK(
        std::holds_alternative<contract::AccountView>(look_up(portal.context, next.kiosk, other, by_username("viki"))));
}

TEST_CASE("a clerk looks up so many accounts a day and no more")
{
    Rules rules;
    rules.lookups_per_clerk_and_day = 2;
    TestPortal portal{rules};
    portal.citizen("viki");
    const auto clerk = portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    const auto ask = [&] { return look_up(portal.context, kiosk.kiosk, clerk, by_username("viki")); };
    ask();
    ask();
    portal.clock.forward(1h);
    CHECK(std::holds_alternative<TooMany>(ask()));
    portal.clock.forward(23h);
    CHECK(std::holds_alternative<contract::AccountView>(ask()));
}

TEST_CASE_FIXTURE(Desk, "every look-up is in the audit log of the account")
{
    ask(by_username("viki"));
    const auto events = portal.database->begin()->audit().of_account(viki, 1);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == "account.looked_up");
    CHECK(events[0].actor == clerk.id);
    CHECK(events[0].kiosk == kiosk.kiosk.number);
}

TEST_CASE("the week of a pass key begins on Monday")
{
    const auto monday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 16};
    CHECK(epoch_of(monday) == epoch_of(monday + 24h * 7 - 1s));
    CHECK(epoch_of(monday - 1s) + 1 == epoch_of(monday));
}
