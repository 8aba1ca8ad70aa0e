#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// A chip, a zone or the form becomes a document.
using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;
namespace document = hardware::document;

TEST_CASE("A wrong CAN is told and empties the field")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.read_chip(failed(document::ReadError::wrong_secret));
    CHECK(code_of(station.step<DocumentView>().message) == "wrong_can");
    CHECK(station.step<DocumentView>().can.empty());
}

TEST_CASE("A card pulled while it is read is read again when it comes back")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.reader.readings.emplace_back([&](const document::ReadOptions&) {
        station.reader.told(ReaderState::ready);
        return failed(document::ReadError::card_removed);
    });
    station.put_card();
    station.scan("641903");
    CHECK(code_of(station.step<DocumentView>().message) == "card_removed");
    station.reader.readings.emplace_back([&](const document::ReadOptions&) { return station.card.reading(); });
    station.put_card();
    CHECK(station.at<CompareView>());
}

TEST_CASE("A card of another kind is no travel document")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.read_chip(failed(document::ReadError::not_a_travel_document));
    CHECK(code_of(station.step<DocumentView>().message) == "not_a_travel_document");
    CHECK(station.step<DocumentView>().state == DocumentView::State::failed);
}

TEST_CASE("The stages of a reading are told while it runs, and Esc stops it")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.reader.readings.emplace_back([&](const document::ReadOptions& options) {
        document::Progress progress;
        progress.stage = document::Stage::portrait;
        progress.done = 9000;
        progress.total = 18000;
        progress.elapsed = 1000ms;
        options.progress(progress);
        station.ui.run_one();
        CHECK(station.step<DocumentView>().percent == 50);
        CHECK(station.step<DocumentView>().left == 1s);
        CHECK(station.desk->view().strip.reader == StripView::Reader::reading);
        station.desk->press(Action::back);
        CHECK(options.stop());
        return failed(document::ReadError::stopped);
    });
    station.put_card();
    station.scan("641903");
    CHECK(code_of(station.step<DocumentView>().message) == "reading_stopped");
    CHECK(station.desk->view().strip.reader == StripView::Reader::card_present);
}

TEST_CASE("Name, number and expiry are on the screen before the portrait has come, and go with the reading")
{
    for (const bool ends_service : {false, true}) {
        CAPTURE(ends_service);
        Station station;
        station.sign_in();
        station.to_document();
        std::weak_ptr<const DocumentView::ChipZone> shown;
        station.reader.readings.emplace_back([&](const document::ReadOptions& options) {
            const auto zone = *station.card.reading().mrz;
            document::Progress progress;
            progress.stage = document::Stage::data;
            options.progress(progress);
            station.ui.run_one();
            CHECK_FALSE(station.step<DocumentView>().zone);
            progress.mrz = &zone;
            options.progress(progress);
            station.ui.run_one();
            const auto& step = station.step<DocumentView>();
            REQUIRE(step.zone);
            CHECK(step.zone->names == "VIKTORIA LYUBOM KONSTANTINOVA");
            CHECK(step.zone->number == "641000027");
            CHECK(step.zone->expiry == zone.expiry_date);
            CHECK_FALSE(station.desk->view().side.document); // nothing is checked yet
            shown = step.zone;
            if (ends_service) station.desk->press(Action::end_service);
            return ends_service ? failed(document::ReadError::stopped) : station.card.reading();
        });
        station.put_card();
        station.scan("641903");
        CHECK(shown.expired());
        CHECK(station.at<CompareView>() == !ends_service);
    }
}

TEST_CASE("A chip that broke off leaves nothing of its bearer on the screen")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.reader.readings.emplace_back([&](const document::ReadOptions& options) {
        const auto zone = *station.card.reading().mrz;
        document::Progress progress;
        progress.stage = document::Stage::portrait;
        progress.mrz = &zone;
        options.progress(progress);
        station.ui.run_one();
        CHECK(station.step<DocumentView>().zone);
        return failed(document::ReadError::card_removed);
    });
    station.put_card();
    station.scan("641903");
    CHECK_FALSE(station.step<DocumentView>().zone);
}

TEST_CASE("A zone alone is read by Enter and is weaker than a chip")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.scan(station.card.zone());
    CHECK(station.step<DocumentView>().state == DocumentView::State::zone_read);
    station.press(Action::next);
    CHECK(station.desk->view().side.document->assurance == contract::Assurance::mrz_by_device);
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.portal.records_of<contract::VerificationContent>().at(0).document.assurance ==
          contract::Assurance::mrz_by_device);
}

TEST_CASE("A zone opens the chip that lies on the reader")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.put_card();
    station.reader.readings.emplace_back([&](const document::ReadOptions& options) {
        CHECK(std::holds_alternative<document::MrzKey>(options.secret));
        return station.card.reading();
    });
    station.scan(station.card.zone());
    CHECK(station.desk->view().side.document->assurance == contract::Assurance::chip_genuine);
}

TEST_CASE("A misread zone names the field and shows nothing of it")
{
    Station station;
    station.sign_in();
    station.to_document();
    std::string zone = station.card.zone();
    zone.at(5) = zone.at(5) == '1' ? '2' : '1';
    station.scan(zone);
    CHECK(code_of(station.step<DocumentView>().message) == "wrong_check_digit");
    CHECK(station.step<DocumentView>().message->raw.empty()); // a field's code is nothing for a clerk
}

TEST_CASE("A zone that came through a Bulgarian keyboard layout is told, and nothing of it is shown")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.scan("САФЖИ6410000273РРРРРРРРРРРРРРР\n8506155О3302286ФЖИ8506150000Р0\nНДХЯШЍХШСХДЭЍРРЭСНШДИСЩЍРВЩКФД");
    CHECK(code_of(station.step<DocumentView>().message) == "wrong_layout");
    CHECK(station.step<DocumentView>().message->raw.empty());
}

TEST_CASE("A typed date that is none is told at the form")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->enter_document(
        {"identity_card", "641000027", {"Виктория", "", "Константинова"}, "8506150016", "31.02.1985", ""});
    CHECK(station.step<DocumentView>().typed_faults == std::vector<std::string>{"typed_birth_date_wrong"});
}

TEST_CASE("A birth that the document tells in part is typed as it stands there, on either keyboard")
{
    for (const auto* typed :
         {"XX.06.1985", "ХХ.06.1985", "xx.06.1985", "06.1985", "1985", "XX.XX.1985", "ХХ.ХХ.ХХХХ"}) {
        CAPTURE(typed);
        Station station;
        station.sign_in();
        station.to_document();
        station.desk->enter_document(
            {"identity_card", "641000027", {"Виктория", "", "Константинова"}, "8506150016", typed, ""});
        CHECK(station.at<CompareView>());
    }
}

TEST_CASE("Everything that is wrong in the form is told at once")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->enter_document({"identity_card", "", {"", "", "Константинова"}, "8506150017", "", "1.1"});
    CHECK(station.step<DocumentView>().typed_faults ==
          std::vector<std::string>{"typed_number_missing", "typed_personal_number_wrong", "typed_given_name_missing",
                                   "typed_birth_date_missing", "typed_expiry_wrong"});
}
