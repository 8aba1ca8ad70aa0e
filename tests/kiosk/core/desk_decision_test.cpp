#include <csignal>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "tests/kiosk/core/counter_station.hpp"

/// Confirming, refusing, recording.
using namespace kiosk;
using namespace kiosk::test;

namespace {
/// No file of this process grows while it lives: a full disk, made without one.
class FullDisk {
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit none{1, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(FullDisk&&) = delete;

private:
    rlimit before_{};
};
} // namespace

TEST_CASE("A genuine chip, an equal number and F8 make one record that the portal accepts")
{
    Station station;
    station.sign_in();
    station.to_decision();
    station.press(Action::decide);
    const auto& done = station.step<DoneView>();
    CHECK(done.kind == DoneView::Kind::verified);
    CHECK(done.names == "Виктория Любомирова Константинова");
    REQUIRE(done.receipt);
    CHECK(done.receipt->outcome == contract::ReceiptOutcome::accepted);
    CHECK(done.record_number == "12-000003"); // after the sign-in and the look-up
    const auto verified = station.portal.records_of<contract::VerificationContent>();
    REQUIRE(verified.size() == 1);
    CHECK(verified[0].username == "viki.konstantinova");
    CHECK(verified[0].document.assurance == contract::Assurance::chip_genuine);
    CHECK(verified[0].document.personal_number.digits == "8506150016");
    CHECK(verified[0].face_compared);
    CHECK(verified[0].citizen_confirmed_account);
    CHECK(verified[0].document_status.answer == "not_checked");
    CHECK_FALSE(verified[0].offline);
    CHECK(station.desk->view().strip.queue == 0);
}

TEST_CASE("F8 pressed twice at once writes one record")
{
    Station station;
    station.sign_in();
    station.to_decision();
    station.desk->press(Action::decide);
    station.desk->press(Action::decide);
    CHECK(station.step<DecideView>().recording);
    station.settle();
    CHECK(station.portal.records_of<contract::VerificationContent>().size() == 1);
}

TEST_CASE("Enter never decides")
{
    Station station;
    station.sign_in();
    station.to_decision();
    station.press(Action::next);
    CHECK(station.at<DecideView>());
    CHECK(station.portal.records_of<contract::VerificationContent>().empty());
}

TEST_CASE("Sign-in and look-up are records too")
{
    Station station;
    station.sign_in();
    station.name_account();
    REQUIRE(station.portal.records.size() == 2);
    CHECK(std::get<contract::SignInContent>(station.portal.records[0]).method == "password");
    const auto& look_up = std::get<contract::LookUpContent>(station.portal.records[1]);
    CHECK(look_up.username == "viki.konstantinova");
    CHECK(look_up.answer == "found");
}

TEST_CASE("A typed document can be refused but not confirmed by one clerk")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->enter_document({"identity_card",
                                  "641000027",
                                  {"Виктория", "Любомирова", "Константинова"},
                                  "8506150016",
                                  "15.06.1985",
                                  "28.02.2033"});
    REQUIRE(station.at<CompareView>());
    CHECK(station.step<CompareView>().needs_second_person);
    CHECK_FALSE(station.enabled(Action::next));
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.at<CompareView>());
    CHECK_FALSE(station.listed(Action::second_person));
    CHECK(station.enabled(Action::refuse));
}

TEST_CASE("A refusal is a record with its reason and what was found")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.card.expiry = "250228";
    station.read_chip(station.card.reading());
    station.press(Action::refuse);
    station.desk->refuse("document_expired");
    station.settle();
    CHECK(station.step<DoneView>().kind == DoneView::Kind::refused);
    const auto refusals = station.portal.records_of<contract::RefusalContent>();
    REQUIRE(refusals.size() == 1);
    CHECK(refusals[0].reason == "document_expired");
    CHECK(refusals[0].document_kind == "identity_card");
    CHECK(refusals[0].assurance == portal::contract::Assurance::chip_genuine);
}

TEST_CASE("A reason that is not in the policy writes nothing")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.press(Action::refuse);
    station.desk->refuse("because");
    station.settle();
    CHECK(code_of(station.step<RefuseView>().message) == "choose_reason");
    CHECK(station.portal.records_of<contract::RefusalContent>().empty());
}

TEST_CASE("A full disk claims nothing as recorded and loses nothing of the case")
{
    Station station;
    station.sign_in();
    station.to_decision();
    {
        const FullDisk full;
        station.press(Action::decide);
        CHECK(code_of(station.step<DecideView>().message) == "outbox_failed");
        CHECK(station.desk->view().strip.trouble == StripView::Trouble::disk_refuses);
        CHECK(station.portal.records_of<contract::VerificationContent>().empty());
    }
    station.press(Action::decide);
    CHECK(station.step<DoneView>().receipt);
    CHECK(station.desk->view().strip.trouble == StripView::Trouble::none);
    CHECK(station.portal.records_of<contract::VerificationContent>().size() == 1);
}
