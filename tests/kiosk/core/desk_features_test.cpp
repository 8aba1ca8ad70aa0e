#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_station.hpp"

/// The list of what is to be seen on a document that no chip proves.
using namespace kiosk;
using namespace kiosk::test;

namespace {
/// A counter whose policy names two features of an identity card and one of a passport.
struct Careful : Station {
    Careful()
    {
        portal.policy.security_features = {
            {"tilt_image", {"identity_card", "passport"}, "Картинката се променя", "The picture changes"},
            {"number_on_both_sides", {"identity_card"}, "Номерът е същият", "The number is the same"}};
        portal.policy.typed_needs_second_person = false;
        sync->pull({});
        settle();
        sign_in();
    }
    void to_decision_by_zone()
    {
        to_document();
        scan(card.zone());
        press(Action::next);
        press(Action::next);
        REQUIRE(at<DecideView>());
    }
    void see(const std::string& code, bool seen = true)
    {
        desk->see_feature(code, seen);
        settle();
    }
    void see_all()
    {
        see("tilt_image");
        see("number_on_both_sides");
    }
    std::string ticks() const
    {
        std::string ticks;
        for (const auto& line : step<DecideView>().features)
            ticks += line.seen ? "x" : "-";
        return ticks;
    }
    std::vector<std::string> recorded() const
    {
        const auto verified = portal.records_of<contract::VerificationContent>();
        REQUIRE(verified.size() == 1);
        return verified[0].document.features_seen;
    }
};
} // namespace

TEST_CASE_FIXTURE(Careful,
                  "A card read by its zone is confirmed once each of its features is ticked, and the record says which")
{
    to_decision_by_zone();
    CHECK(ticks() == "--");
    CHECK_FALSE(enabled(Action::decide));
    CHECK(code_of(step<DecideView>().message) == "features_left");
    press(Action::decide);
    CHECK(at<DecideView>());
    see("number_on_both_sides");
    CHECK(ticks() == "-x");
    CHECK_FALSE(enabled(Action::decide));
    see("tilt_image");
    CHECK_FALSE(step<DecideView>().message);
    press(Action::decide);
    CHECK(step<DoneView>().kind == DoneView::Kind::verified);
    CHECK(recorded() == std::vector<std::string>{"tilt_image", "number_on_both_sides"}); // in the policy's order
}

TEST_CASE_FIXTURE(Careful, "A tick that is taken back closes F8 again")
{
    to_decision_by_zone();
    see_all();
    see_all(); // twice is once
    CHECK(enabled(Action::decide));
    see("tilt_image", false);
    CHECK(ticks() == "-x");
    press(Action::decide);
    CHECK(at<DecideView>());
}

TEST_CASE_FIXTURE(Careful, "A chip that was proven needs no ticks, one that was not does")
{
    to_decision();
    CHECK(step<DecideView>().features.empty());
    CHECK(enabled(Action::decide));
    press(Action::end_service);
    to_document();
    auto unproven = card.reading();
    unproven.outcome = hardware::document::Outcome::unproven;
    read_chip(unproven);
    press(Action::next);
    CHECK(ticks() == "--");
    CHECK_FALSE(enabled(Action::decide));
}

TEST_CASE_FIXTURE(Careful, "A typed document that one clerk may confirm needs the ticks of its kind")
{
    to_document();
    desk->enter_document({"passport",
                          "641000027",
                          {"Виктория", "Любомирова", "Константинова"},
                          "8506150016",
                          "15.06.1985",
                          "28.02.2033"});
    press(Action::next);
    CHECK(ticks() == "-");
    see("number_on_both_sides"); // a passport has none
    CHECK(ticks() == "-");
    see("tilt_image");
    press(Action::decide);
    CHECK(recorded() == std::vector<std::string>{"tilt_image"});
}

TEST_CASE_FIXTURE(Careful, "Ticks stay with their document, and nobody else's begins with them")
{
    to_decision_by_zone();
    see_all();
    press(Action::back);
    press(Action::next);
    CHECK(ticks() == "xx");
    press(Action::back);
    press(Action::back); // to the document, which is read anew
    scan(card.zone());
    press(Action::next);
    press(Action::next);
    CHECK(ticks() == "--");
    see_all();
    press(Action::end_service);
    to_decision_by_zone();
    CHECK(ticks() == "--");
    see_all();
    press(Action::decide);
    REQUIRE(at<DoneView>());
    press(Action::next);
    to_decision_by_zone();
    CHECK(ticks() == "--");
}

TEST_CASE_FIXTURE(Careful, "Nothing is ticked from another step, nor behind the cover")
{
    to_document();
    scan(card.zone());
    press(Action::next);
    see("tilt_image");
    press(Action::next);
    CHECK(ticks() == "--");
    clock.go(std::chrono::seconds{portal.policy.hide_after_seconds});
    desk->tick();
    REQUIRE(at<HiddenView>());
    see("tilt_image");
    desk->unlock(kPassword);
    settle();
    CHECK(ticks() == "--");
}

TEST_CASE_FIXTURE(Careful, "A clerk who stops among the features is offered the reason that the document did not pass")
{
    to_decision_by_zone();
    press(Action::refuse);
    CHECK(step<RefuseView>().suggested == "");
    press(Action::back);
    see("tilt_image");
    press(Action::refuse);
    CHECK(step<RefuseView>().suggested == "suspected_forgery");
    desk->refuse("suspected_forgery");
    settle();
    CHECK(step<DoneView>().kind == DoneView::Kind::refused);
    CHECK(portal.records_of<contract::VerificationContent>().empty());
}

TEST_CASE_FIXTURE(Careful, "What closes F8 besides is told before the ticks are asked for")
{
    to_decision_by_zone();
    portal.reachable = false;
    clock.go(std::chrono::hours{80});
    sync->poke();
    settle();
    desk->tick();
    desk->unlock(kPassword);
    settle();
    CHECK(code_of(step<DecideView>().message) == "too_long_offline");
}

TEST_CASE("A portal that names no features asks for no ticks, and its records have none")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.scan(station.card.zone());
    station.press(Action::next);
    station.press(Action::next);
    CHECK(station.step<DecideView>().features.empty());
    station.press(Action::decide);
    const auto verified = station.portal.records_of<contract::VerificationContent>();
    REQUIRE(verified.size() == 1);
    CHECK(verified[0].document.assurance == contract::Assurance::mrz_by_device);
    CHECK(verified[0].document.features_seen.empty());
}
