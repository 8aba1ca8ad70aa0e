#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// What is read out of codes: by the camera, and by a scanner that says so.
using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("A code that the camera sees goes where a scan goes")
{
    Station station;
    station.sign_in();
    station.press(Action::camera);
    CHECK(station.step<CitizenView>().camera_on);
    station.portal.accounts.emplace_back(station.account());
    station.camera.seen({Sighting::Kind::code, station.pass()});
    station.settle();
    CHECK(station.at<FoundView>());
    CHECK_FALSE(station.camera.seen);
}

TEST_CASE("A zone or a number in a code is no reading of a document")
{
    Station station;
    station.sign_in();
    station.press(Action::camera);
    for (const auto& text : {SpecimenCard{}.zone(), std::string{"8506156591"}}) {
        station.camera.seen({Sighting::Kind::code, text});
        station.settle();
        CHECK(code_of(station.step<CitizenView>().message) == "code_is_no_document");
    }
}

TEST_CASE("A zone that the camera read in print is a reading of the document")
{
    Station station;
    station.sign_in();
    station.name_account();
    station.press(Action::next);
    station.press(Action::camera);
    CHECK(station.step<DocumentView>().camera_on);
    station.camera.seen({Sighting::Kind::zone, SpecimenCard{}.zone()});
    station.settle();
    CHECK(station.step<DocumentView>().state == DocumentView::State::zone_read);
    CHECK_FALSE(station.step<DocumentView>().camera_on);
    CHECK(station.enabled(Action::next));
}

TEST_CASE("Two documents before the camera are told, and the one that stays is read")
{
    Station station;
    station.sign_in();
    station.name_account();
    station.press(Action::next);
    station.press(Action::camera);
    station.camera.seen({Sighting::Kind::several_documents, {}});
    station.settle();
    CHECK(code_of(station.step<DocumentView>().message) == "several_documents");
    CHECK(station.step<DocumentView>().camera_on);
    CHECK_FALSE(station.enabled(Action::next));
    station.camera.seen({Sighting::Kind::zone, SpecimenCard{}.zone()});
    station.settle();
    CHECK(station.step<DocumentView>().state == DocumentView::State::zone_read);
}

TEST_CASE("A zone before the camera ahead of its step is kept for it")
{
    Station station;
    station.sign_in();
    station.press(Action::camera);
    station.camera.seen({Sighting::Kind::zone, SpecimenCard{}.zone()});
    station.settle();
    CHECK(code_of(station.step<CitizenView>().message) == "document_kept");
}

TEST_CASE("A scanner's code that is known for one names an account and is no reading of a document")
{
    Station station;
    station.sign_in();
    station.name_account();
    station.press(Action::next);
    station.desk->scanned_code(SpecimenCard{}.zone());
    station.settle();
    CHECK(code_of(station.step<DocumentView>().message) == "code_is_no_document");
    CHECK_FALSE(station.enabled(Action::next));
    station.press(Action::end_service);
    station.portal.accounts.emplace_back(station.account());
    station.desk->scanned_code(station.pass());
    station.settle();
    CHECK(station.at<FoundView>());
}

TEST_CASE("A camera that breaks is told and the work goes on")
{
    Station station;
    station.sign_in();
    station.camera.broken = true;
    station.press(Action::camera);
    CHECK(code_of(station.step<CitizenView>().message) == "camera_failed");
    CHECK_FALSE(station.step<CitizenView>().camera_on);
}
