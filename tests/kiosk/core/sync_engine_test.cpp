#include "kiosk/core/sync_engine.hpp"

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;

namespace {
using Connection = StripView::Connection;
using Trouble = StripView::Trouble;

void wait(Station& station, std::chrono::seconds time)
{
    station.clock.go(time);
    station.desk->tick();
    station.settle();
}
} // namespace

TEST_CASE("What was written without the portal is sent in order when it is back")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    for (const char* username : {"first.one", "second.one", "third.one"}) {
        station.scan(username);
        station.press(Action::end_service);
    }
    CHECK(station.desk->view().strip.queue == 3);
    station.portal.reachable = true;
    wait(station, 60s);
    const auto sent = station.portal.records_of<contract::LookUpContent>();
    REQUIRE(sent.size() == 3);
    CHECK(sent[0].username == "first.one");
    CHECK(sent[2].username == "third.one");
    CHECK(station.desk->view().strip.queue == 0);
    CHECK(station.desk->view().strip.connection == StripView::Connection::online);
}

TEST_CASE("A portal that was restored gets again what it has lost")
{
    Station station;
    station.sign_in();
    station.name_account();
    REQUIRE(station.portal.next_number == 3);
    station.portal.next_number = 1;
    station.portal.records.clear();
    wait(station, 60s);
    CHECK(station.portal.next_number == 3);
    CHECK(station.portal.records.size() == 2);
}

TEST_CASE("What an older portal told is asked for anew once the program starts: it may name security features now")
{
    const TemporaryFolder folder;
    {
        Station station{folder.path, true};
        wait(station, 60s);
        CHECK(station.portal.told_since == std::vector<std::uint64_t>{0, 1}); // which names none yet, and no more asked
    }
    {
        Station again{folder.path, true};
        again.portal.policy.security_features.emplace();
        wait(again, 60s);
        CHECK(again.portal.told_since == std::vector<std::uint64_t>{0, 1});
    }
    Station knowing{folder.path, true};
    CHECK(knowing.portal.told_since == std::vector<std::uint64_t>{2});
}

TEST_CASE("A receipt that the portal did not sign leaves the record in the queue")
{
    Station station;
    station.portal.forges_receipts = true;
    station.sign_in();
    CHECK(station.desk->view().strip.queue == 1);
    station.portal.forges_receipts = false;
    wait(station, 60s);
    CHECK(station.desk->view().strip.queue == 0);
}

TEST_CASE("A portal that expects more than the outbox holds has nothing recorded any more: the outbox is an old copy")
{
    Station station;
    station.portal.next_number = 40;
    wait(station, 60s);
    CHECK(station.desk->view().strip.trouble == Trouble::outbox_behind);
    station.desk->sign_in("r.stoilova", kPassword);
    station.settle();
    REQUIRE(station.at<SignInView>());
    CHECK(station.step<SignInView>().message->code == "outbox_behind");
    CHECK(station.records.head().next_number == 1);
    CHECK(station.portal.records.empty());
}

TEST_CASE("An old copy of an outbox has nothing recorded without the portal either, nor after a new start")
{
    const TemporaryFolder folder;
    {
        Station station{folder.path, true};
        station.sign_in();
        station.portal.next_number = 40;
        wait(station, 60s);
        REQUIRE(station.desk->view().strip.trouble == Trouble::outbox_behind);
        station.portal.reachable = false;
        wait(station, 60s);
        CHECK(station.desk->view().strip.trouble == Trouble::outbox_behind);
        CHECK(station.desk->view().strip.connection == Connection::offline);
        station.scan("viki.konstantinova");
        CHECK(station.records.head().next_number == 2);
    }
    Station again{folder.path, false};
    again.desk->sign_in("r.stoilova", kPassword);
    again.settle();
    REQUIRE(again.at<SignInView>());
    CHECK(again.step<SignInView>().message->code == "outbox_behind");
    CHECK(again.records.head().next_number == 2);
}

TEST_CASE("An outbox that the portal no longer finds behind records again")
{
    Station station;
    station.portal.next_number = 40;
    wait(station, 60s);
    REQUIRE(station.desk->view().strip.trouble == Trouble::outbox_behind);
    station.portal.next_number = 1;
    wait(station, 60s);
    CHECK(station.desk->view().strip.trouble == Trouble::none);
    station.sign_in();
    CHECK(station.portal.records.size() == 1);
}

TEST_CASE("A kiosk whose clock runs ahead keeps what the portal may ask for again")
{
    Station station;
    station.sign_in();
    station.name_account();
    station.clock.time += std::chrono::hours{24 * 60};
    wait(station, 60s);
    CHECK(station.records.from(1, 10).size() == 2);
}

TEST_CASE("A portal that asks for the same records in circles is left until the next exchange")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    station.name_account();
    station.portal.reachable = true;
    station.portal.goes_in_circles = true;
    station.portal.next_number = 1;
    wait(station, 60s);
    CHECK(station.desk->view().strip.connection == Connection::online);
    CHECK(station.desk->view().strip.trouble == Trouble::records_not_taken);
}

TEST_CASE("A portal that refuses this counter is not called online")
{
    Station station;
    station.sign_in();
    station.portal.refusal = contract::Problem{401, "certificate_refused", ""};
    wait(station, 60s);
    CHECK(station.desk->view().strip.connection == Connection::refused);
    CHECK(station.desk->view().strip.trouble == Trouble::certificate_refused);
    station.portal.refusal.reset();
    wait(station, 60s);
    CHECK(station.desk->view().strip.connection == Connection::online);
    CHECK(station.desk->view().strip.trouble == Trouble::none);
}

TEST_CASE("A portal that is not understood is told as such, and the counter works without it")
{
    Station station;
    station.sign_in();
    station.portal.speaks_unreadably = true;
    wait(station, 60s);
    CHECK(station.desk->view().strip.connection == Connection::offline);
    CHECK(station.desk->view().strip.trouble == Trouble::portal_unreadable);
}

TEST_CASE("A receipt that the portal did not sign is told")
{
    Station station;
    station.portal.forges_receipts = true;
    station.sign_in();
    CHECK(station.desk->view().strip.trouble == Trouble::records_not_taken);
}

TEST_CASE("A fault on this side tells nothing of the portal, and is told")
{
    Station station;
    station.portal.trust_files.emplace();
    bool disk_is_full = false;
    SyncReport last;
    const auto engine = std::make_shared<SyncEngine>(SyncEngine::Parts{station.sync_worker, station.ui, station.portal,
                                                                       station.records, station.vault, station.clock,
                                                                       [&](const auto&) {
                                                                           if (disk_is_full)
                                                                               throw std::runtime_error{"test"};
                                                                       }},
                                                     SyncEngine::Pace{});
    engine->start([&](const SyncReport& report) { last = report; });
    station.settle();
    REQUIRE(last.trouble == Trouble::none);
    disk_is_full = true;
    station.portal.reachable = false;
    engine->poke();
    station.settle();
    REQUIRE(last.connection == Connection::online); // nothing was due
    station.clock.go(60s);
    engine->poke();
    station.settle();
    REQUIRE(last.connection == Connection::offline);
    station.portal.reachable = true;
    station.portal.trust_files->push_back({"csca-bgr-2026.cer", {1}});
    engine->poke();
    station.settle();
    CHECK(last.trouble == Trouble::sync_fault);
    CHECK(last.connection == Connection::offline);
}

TEST_CASE("A clock that is off by more than the portal bears is told, ahead and behind")
{
    Station station;
    wait(station, 60s);
    CHECK(station.desk->view().strip.clock_ahead == 0s);
    station.clock.time += 5min;
    wait(station, 60s);
    CHECK(station.desk->view().strip.clock_ahead == 7min);
    station.clock.time -= 18min;
    wait(station, 60s);
    CHECK(station.desk->view().strip.clock_ahead == -10min);
}

TEST_CASE("A clock that is off is told at the sign-in, before the next exchange")
{
    Station station;
    station.clock.time -= 11min;
    station.sign_in();
    CHECK(station.desk->view().strip.clock_ahead == -11min);
}

TEST_CASE("Retries wait longer each time, and never longer than the limit")
{
    Station station;
    station.portal.reachable = false;
    wait(station, 60s);
    CHECK(station.desk->view().strip.connection == StripView::Connection::offline);
    for (int failures = 0; failures < 10; ++failures)
        wait(station, 30s);
    station.portal.reachable = true;
    wait(station, 30s);
    CHECK(station.desk->view().strip.connection == StripView::Connection::online);
}
