#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// A chip that is not read: what the steps of the reading say then, and how the case goes on.
using namespace kiosk;
using namespace kiosk::test;
namespace document = hardware::document;
using LineState = DocumentView::StageLine::State;

namespace {
/// Scans the zone while a card lies on the reader whose chip ends in `error`.
void scan_zone_over(Station& station, document::ReadError error)
{
    station.put_card();
    station.reader.readings.emplace_back([error](const document::ReadOptions&) { return failed(error); });
    station.scan(station.card.zone());
}
} // namespace

TEST_CASE("A reading that fails shows as done only what was read, and the rest as not reached")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.reader.readings.emplace_back([&](const document::ReadOptions& options) {
        document::Progress progress;
        progress.stage = document::Stage::data;
        options.progress(progress);
        station.ui.run_one();
        return failed(document::ReadError::card_removed);
    });
    station.put_card();
    station.scan("641903");
    std::vector<LineState> states;
    for (const auto& line : station.step<DocumentView>().stages)
        states.push_back(line.state);
    CHECK(states == std::vector{LineState::done, LineState::failed, LineState::not_reached, LineState::not_reached,
                                LineState::not_reached});
}

TEST_CASE("A wrong CAN shows nothing as done")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.read_chip(failed(document::ReadError::wrong_secret));
    const auto& stages = station.step<DocumentView>().stages;
    REQUIRE(stages.size() == 5);
    CHECK(stages.front().state == LineState::failed);
    for (std::size_t at = 1; at < stages.size(); ++at)
        CHECK(stages[at].state == LineState::not_reached);
}

TEST_CASE("A card without a chip that lies on the reader goes on with its zone by Enter")
{
    for (const auto error : {document::ReadError::not_a_travel_document, document::ReadError::unsupported}) {
        Station station;
        station.sign_in();
        station.to_document();
        scan_zone_over(station, error);
        const auto& step = station.step<DocumentView>();
        CHECK(step.state == DocumentView::State::zone_read);
        CHECK(step.message.value().code == "zone_without_chip");
        CHECK(step.message.value().tone == FieldMessage::Tone::good);
        CHECK(step.stages.empty());
        CHECK(station.enabled(Action::next));
        station.press(Action::next);
        CHECK(station.desk->view().side.document.value().assurance == contract::Assurance::mrz_by_device);
    }
}

TEST_CASE("A chip that breaks off keeps the zone that was scanned, and says that Enter goes on with it")
{
    Station station;
    station.sign_in();
    station.to_document();
    scan_zone_over(station, document::ReadError::protocol_violation);
    CHECK(station.step<DocumentView>().message.value().code == "zone_chip_unreadable");
    station.press(Action::next);
    CHECK(station.at<CompareView>());
}

TEST_CASE("The zone of another card than the one on the reader is not kept")
{
    Station station;
    station.sign_in();
    station.to_document();
    scan_zone_over(station, document::ReadError::wrong_secret);
    CHECK(station.step<DocumentView>().message.value().code == "zone_not_of_this_card");
    CHECK_FALSE(station.enabled(Action::next));
}

TEST_CASE("A scanned zone empties the field of the CAN, so that Enter goes on with the zone")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->enter_can("641903");
    station.settle();
    station.scan(station.card.zone());
    CHECK(station.step<DocumentView>().can.empty());
}

TEST_CASE("A CAN that is not six digits is told, an empty one as well")
{
    for (const char* digits : {"", "6419", "64190a", "6419033"}) {
        CAPTURE(digits);
        Station station;
        station.sign_in();
        station.to_document();
        station.desk->enter_can(digits);
        CHECK(station.step<DocumentView>().message.value().code == "can_is_six_digits");
    }
}
