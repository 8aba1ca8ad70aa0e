#include "kiosk/core/desk.hpp"

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("A document scanned before the pass waits, is said to wait, and is used when the account is confirmed")
{
    Station station;
    station.sign_in();
    station.scan(station.card.zone());
    CHECK(code_of(station.step<CitizenView>().message) == "document_kept");
    CHECK(station.step<CitizenView>().message->raw.empty());
    CHECK(station.step<CitizenView>().entered.empty());
    station.name_account();
    CHECK(code_of(station.step<FoundView>().message) == "document_waits");
    station.press(Action::next);
    CHECK(station.step<DocumentView>().state == DocumentView::State::zone_read);
    station.press(Action::next);
    REQUIRE(station.at<CompareView>());
    CHECK(station.desk->view().side.document->number == "641000027");
}

TEST_CASE("A document scanned while the account is being asked about is used after the answer")
{
    Station station;
    station.sign_in();
    station.name_account();
    station.scan(station.card.zone());
    CHECK(code_of(station.step<FoundView>().message) == "document_waits");
    station.press(Action::next);
    CHECK(station.step<DocumentView>().state == DocumentView::State::zone_read);
}

TEST_CASE("A zone that waited opens the chip that lies on the reader")
{
    Station station;
    station.sign_in();
    station.put_card();
    station.scan(station.card.zone());
    station.name_account();
    station.reader.readings.emplace_back([&](const auto&) { return station.card.reading(); });
    station.press(Action::next);
    REQUIRE(station.at<CompareView>());
    CHECK(station.desk->view().side.document->assurance == contract::Assurance::chip_genuine);
}

TEST_CASE("A misread document before the pass is told and nothing is kept of it")
{
    Station station;
    station.sign_in();
    std::string zone = station.card.zone();
    zone[5] = '9';
    station.scan(zone);
    CHECK(code_of(station.step<CitizenView>().message) == "wrong_check_digit");
    station.to_document();
    CHECK(station.step<DocumentView>().state == DocumentView::State::waiting);
}

TEST_CASE("A personal number scanned before its step stands in the form, and is never shown as what was entered")
{
    Station station;
    station.sign_in();
    station.scan(station.card.personal_number);
    CHECK(code_of(station.step<CitizenView>().message) == "personal_number_kept");
    CHECK(station.step<CitizenView>().entered.empty());
    CHECK(station.portal.asked.empty());
    station.to_document();
    CHECK(station.step<DocumentView>().personal_number == station.card.personal_number);
}

TEST_CASE("What waits for the document is gone with the end of service")
{
    Station station;
    station.sign_in();
    station.scan(station.card.zone());
    station.scan(station.card.personal_number);
    station.press(Action::end_service);
    CHECK_FALSE(station.step<CitizenView>().message);
    station.to_document();
    CHECK(station.step<DocumentView>().state == DocumentView::State::waiting);
    CHECK(station.step<DocumentView>().personal_number.empty());
}
