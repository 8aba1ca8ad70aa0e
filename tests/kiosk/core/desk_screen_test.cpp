#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// What is seen of a citizen, and for how long.
using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;

TEST_CASE("End of service leaves nothing of the citizen")
{
    Station station;
    station.sign_in();
    station.to_decision();
    station.press(Action::end_service);
    CHECK(station.at<CitizenView>());
    CHECK_FALSE(station.desk->view().side.account);
    CHECK_FALSE(station.desk->view().side.document);
    CHECK_FALSE(station.desk->view().side.portrait);
}

TEST_CASE("An answer to a question that nobody asks any more is dropped")
{
    Station station;
    station.sign_in();
    station.portal.accounts.emplace_back(station.account());
    station.desk->scanned("viki.konstantinova");
    station.desk->press(Action::back);
    station.settle();
    CHECK(station.at<CitizenView>());
}

TEST_CASE("Two minutes without input hide the case, and the password brings it back")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.clock.go(110s);
    station.desk->tick();
    CHECK(station.desk->view().hides_in == 10s);
    station.clock.go(10s);
    station.desk->tick();
    REQUIRE(station.at<HiddenView>());
    CHECK_FALSE(station.desk->view().side.account);
    station.desk->unlock("wrong");
    station.settle();
    CHECK(code_of(station.step<HiddenView>().message) == "wrong_unlock");
    station.desk->unlock(kPassword);
    station.settle();
    CHECK(station.at<DocumentView>());
}

TEST_CASE("Behind the hidden screen a finished case is told from one that recorded nothing")
{
    for (const bool finished : {false, true}) {
        CAPTURE(finished);
        Station station;
        station.sign_in();
        station.to_document();
        if (finished) {
            station.read_chip(station.card.reading());
            station.press(Action::next);
            station.press(Action::decide);
            REQUIRE(station.at<DoneView>());
        }
        station.clock.go(120s);
        station.desk->tick();
        CHECK(station.step<HiddenView>().recorded == finished);
    }
}

TEST_CASE("Ten minutes without input clear the case behind the hidden screen")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.clock.go(120s);
    station.desk->tick();
    CHECK(station.step<HiddenView>().cleared_at == station.clock.time + 480s);
    station.clock.go(480s);
    station.desk->tick();
    station.desk->unlock(kPassword);
    station.settle();
    CHECK(station.at<CitizenView>());
    CHECK_FALSE(station.desk->view().side.account);
}

TEST_CASE("Input keeps the screen open")
{
    Station station;
    station.sign_in();
    station.clock.go(119s);
    station.desk->activity();
    station.clock.go(60s);
    station.desk->tick();
    CHECK(station.at<CitizenView>());
}
