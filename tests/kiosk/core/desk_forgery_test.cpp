#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// Which check a document did not pass.
using namespace kiosk;
using namespace kiosk::test;
namespace document = hardware::document;

namespace {
void read_forged(Station& station, document::CheckId failed)
{
    auto reading = station.card.reading();
    reading.outcome = document::Outcome::not_genuine;
    for (auto& check : reading.checks)
        if (check.id == failed) check = {failed, document::CheckResult::failed, "test"};
    station.read_chip(reading);
}
} // namespace

TEST_CASE("A forged signature and a copied chip are told apart, and the failed check comes first")
{
    for (const auto& [failed, code] : {std::pair{document::CheckId::sod_signature, "issuer_signature"},
                                       std::pair{document::CheckId::chip, "chip_genuine"}}) {
        Station station;
        station.sign_in();
        station.to_document();
        read_forged(station, failed);
        const auto& checks = station.step<CompareView>().checks;
        REQUIRE_FALSE(checks.empty());
        CHECK(checks.front().code == code);
        CHECK(checks.front().result == CheckLine::Result::failed);
        CHECK(checks.at(1).result != CheckLine::Result::failed);
    }
}

TEST_CASE("A sound document after a forged one says that the one before did not pass")
{
    Station station;
    station.sign_in();
    station.to_document();
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
