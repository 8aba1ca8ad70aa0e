#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// A document that did not pass its checks.
using namespace kiosk;
using namespace kiosk::test;
namespace document = hardware::document;

namespace {
/// Where a document is asked for.
struct AtDocument : Station {
    AtDocument()
    {
        sign_in();
        to_document();
    }
};

void read_forged(Station& station, document::CheckId failed)
{
    auto reading = station.card.reading();
    reading.outcome = document::Outcome::not_genuine;
    std::erase_if(reading.checks, [&](const auto& check) { return check.id == failed; });
    reading.checks.push_back({failed, document::CheckResult::failed, "test"});
    station.read_chip(reading);
}
} // namespace

TEST_CASE("A forged signature and a copied chip are told apart, and the failed check comes first")
{
    for (const auto& [failed, code] : {std::pair{document::CheckId::sod_signature, "issuer_signature"},
                                       std::pair{document::CheckId::chip, "chip_genuine"}}) {
        AtDocument station;
        read_forged(station, failed);
        const auto& checks = station.step<CompareView>().checks;
        REQUIRE_FALSE(checks.empty());
        CHECK(checks.front().code == code);
        CHECK(checks.front().result == CheckLine::Result::failed);
        CHECK(checks.at(1).result != CheckLine::Result::failed);
    }
}

TEST_CASE("Whatever shows a document to be forged, a failed check of it stands on the screen")
{
    for (auto id = document::CheckId{}; id < document::CheckId::document_validity;
         id = static_cast<document::CheckId>(static_cast<int>(id) + 1)) {
        CAPTURE(static_cast<int>(id));
        AtDocument station;
        read_forged(station, id);
        const auto& step = station.step<CompareView>();
        CHECK(step.comparison.stop_reason == "suspected_forgery");
        REQUIRE_FALSE(step.checks.empty());
        CHECK(step.checks.front().result == CheckLine::Result::failed);
    }
}

TEST_CASE("A chip whose own zone has wrong check digits is told as forged, and refused as that")
{
    for (const bool broken_off : {false, true}) {
        AtDocument station;
        document::Reading reading;
        reading.outcome = document::Outcome::not_genuine;
        reading.checks = {{document::CheckId::mrz, document::CheckResult::failed, "wrong_check_digit_document_number"}};
        if (broken_off) reading.error = document::ReadError::card_removed;
        station.read_chip(reading);
        CHECK(code_of(station.step<DocumentView>().message) == "chip_zone_wrong");
        station.press(Action::refuse);
        CHECK(station.step<RefuseView>().suggested == "suspected_forgery");
    }
}

TEST_CASE("A forged chip that gives no zone is told as forged, also where its printed zone was scanned")
{
    AtDocument station;
    document::Reading broken_off;
    broken_off.error = document::ReadError::protocol_violation;
    broken_off.outcome = document::Outcome::not_genuine;
    broken_off.checks = {{document::CheckId::chip, document::CheckResult::failed, "chip_has_not_the_key"}};
    station.reader.readings.emplace_back([&](const document::ReadOptions&) { return broken_off; });
    station.put_card();
    station.scan(station.card.zone());
    CHECK(code_of(station.step<DocumentView>().message) == "document_forged");
    station.press(Action::next);
    CHECK(station.step<CompareView>().comparison.stop_reason == "suspected_forgery");
}

TEST_CASE("A sound document after a forged one says that the one before did not pass")
{
    AtDocument station;
    document::Reading broken_off;
    broken_off.error = document::ReadError::protocol_violation;
    broken_off.outcome = document::Outcome::not_genuine;
    station.read_chip(broken_off);
    station.reader.told(ReaderState::ready);
    station.settle();
    station.scan(station.card.zone());
    station.press(Action::next);
    const auto& step = station.step<CompareView>();
    CHECK(step.comparison.stop_reason == "suspected_forgery");
    CHECK(step.checks.front().code == "document_before");
}

TEST_CASE("A forged security object stops the case and suggests that reason")
{
    AtDocument station;
    auto reading = station.card.reading();
    reading.outcome = document::Outcome::not_genuine;
    reading.checks.at(1) = {document::CheckId::sod_signature, document::CheckResult::failed, "bad_signature"};
    station.read_chip(reading);
    const auto& compare = station.step<CompareView>();
    CHECK(compare.comparison.summary == contract::Comparison::Summary::stop);
    CHECK(compare.comparison.stop_reason == "suspected_forgery");
    CHECK_FALSE(station.enabled(Action::decide));
    station.press(Action::refuse);
    CHECK(station.step<RefuseView>().suggested == "suspected_forgery");
}

TEST_CASE("A chip that is shown to be forged stops the case also when it breaks off afterwards")
{
    AtDocument station;
    auto reading = station.card.reading();
    reading.outcome = document::Outcome::not_genuine;
    reading.error = document::ReadError::protocol_violation;
    reading.checks.at(1) = {document::CheckId::sod_signature, document::CheckResult::failed, "bad_signature"};
    station.read_chip(reading);
    REQUIRE(station.at<CompareView>());
    CHECK(station.step<CompareView>().comparison.stop_reason == "suspected_forgery");
}

TEST_CASE("After a forged chip nothing leads back to the document, only to the refusal or the end")
{
    AtDocument station;
    auto reading = station.card.reading();
    reading.outcome = document::Outcome::not_genuine;
    station.read_chip(reading);
    station.press(Action::back);
    REQUIRE(station.at<CompareView>());
    CHECK_FALSE(station.enabled(Action::back));
    station.press(Action::refuse);
    station.press(Action::back);
    CHECK(station.at<CompareView>());
}

TEST_CASE("A forged chip without a readable zone stops the case whatever road is taken next")
{
    AtDocument station;
    auto forged = failed(document::ReadError::protocol_violation);
    forged.outcome = document::Outcome::not_genuine;
    station.read_chip(forged);
    REQUIRE(station.at<DocumentView>());
    station.press(Action::refuse);
    CHECK(station.step<RefuseView>().suggested == "suspected_forgery");
    station.press(Action::back);
    station.reader.told(ReaderState::ready);
    station.settle();
    station.scan(station.card.zone());
    station.press(Action::next);
    REQUIRE(station.at<CompareView>());
    CHECK(station.step<CompareView>().comparison.stop_reason == "suspected_forgery");
    CHECK_FALSE(station.enabled(Action::decide));
}

TEST_CASE("A forged chip stops nothing in the case of the next citizen")
{
    AtDocument station;
    auto forged = station.card.reading();
    forged.outcome = document::Outcome::not_genuine;
    station.read_chip(forged);
    station.press(Action::end_service);
    station.to_document();
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.summary != contract::Comparison::Summary::stop);
}

TEST_CASE("A zone that says otherwise than its chip is a forgery")
{
    AtDocument station;
    station.put_card();
    station.reader.readings.emplace_back(
        [honest = station.card.reading()](const document::ReadOptions&) { return honest; });
    station.card.surname = "KONSTANTINOFF";
    station.scan(station.card.zone());
    CHECK(station.step<CompareView>().comparison.stop_reason == "suspected_forgery");
}

TEST_CASE("A chip whose last day no calendar has is no document without an end, and no forgery")
{
    AtDocument station;
    auto reading = station.card.reading();
    reading.mrz->expiry_date.reset();
    reading.checks.push_back({document::CheckId::document_validity, document::CheckResult::not_possible, "wrong_date"});
    station.read_chip(reading);
    CHECK(station.step<DocumentView>().state == DocumentView::State::failed);
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.stop_reason.empty());
}
