#include "kiosk/core/desk.hpp"

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("A card that does not answer is told at once, and again when its CAN is typed")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.reader.told(ReaderState::card_mute);
    station.settle();
    REQUIRE(station.step<DocumentView>().message);
    CHECK(station.step<DocumentView>().message->code == "chip_silent");
    CHECK(station.desk->view().strip.reader == StripView::Reader::card_present);
    station.scan("641903");
    CHECK(station.step<DocumentView>().message->code == "chip_silent");
    CHECK(station.step<DocumentView>().state == DocumentView::State::waiting);
}

TEST_CASE("A card that is turned the right way round is read with the CAN that was typed before")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.reader.told(ReaderState::card_mute);
    station.scan("641903");
    station.reader.readings.emplace_back([&](const auto&) { return station.card.reading(); });
    station.put_card();
    CHECK(station.at<CompareView>());
}
