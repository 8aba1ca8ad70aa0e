#include "kiosk/core/desk.hpp"

#include <algorithm>
#include <csignal>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;
namespace document = hardware::document;

namespace {
std::string code_of(const std::optional<FieldMessage>& message)
{
    return message ? message->code : "";
}

document::Reading failed(document::ReadError error)
{
    document::Reading reading;
    reading.error = error;
    return reading;
}

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

const std::string kPassword = "correct horse battery";
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

TEST_CASE("Signing out ends the session in the portal and clears the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->sign_out();
    station.settle();
    CHECK(station.at<SignInView>());
    CHECK(station.desk->view().strip.clerk.empty());
    CHECK(station.portal.signed_out == std::vector<std::string>{"token"});
}

TEST_CASE("A session that the portal has ended asks for the password again")
{
    Station station;
    station.sign_in();
    station.portal.accounts.push_back(contract::Problem{401, "sign_in_again", ""});
    station.scan("viki.konstantinova");
    CHECK(code_of(station.step<SignInView>().message) == "session_expired");
}

TEST_CASE("A wrong password is told and the username stays")
{
    Station station;
    station.portal.sign_in_refusal = contract::Problem{401, "wrong_password", ""};
    station.desk->sign_in("r.stoilova", "wrong");
    station.settle();
    CHECK(code_of(station.step<SignInView>().message) == "wrong_password");
    CHECK(station.step<SignInView>().username == "r.stoilova");
}

TEST_CASE("Without the portal a clerk who was here before signs in by the wrapped key")
{
    TemporaryFolder state;
    {
        Station before{state.path, true};
        before.sign_in();
    }
    Station station{state.path, false};
    station.desk->sign_in("r.stoilova", kPassword);
    station.settle();
    CHECK(station.at<CitizenView>());
    CHECK(station.desk->view().strip.connection == StripView::Connection::offline);
}

TEST_CASE("An unknown username is told with what was typed")
{
    Station station;
    station.sign_in();
    station.portal.accounts.push_back(contract::Problem{404, "unknown_username", ""});
    station.scan("nobody.here");
    CHECK(code_of(station.step<CitizenView>().message) == "unknown_username");
    CHECK(station.step<CitizenView>().entered == "nobody.here");
    CHECK(std::get<contract::LookUpContent>(station.portal.records.back()).answer == "unknown_username");
}

TEST_CASE("A pass that the portal has seen used is refused")
{
    Station station;
    station.sign_in();
    station.portal.accounts.push_back(contract::Problem{409, "pass_used", ""});
    station.scan(station.pass());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_used");
}

TEST_CASE("An expired pass is refused without asking anybody")
{
    Station station;
    station.sign_in();
    const std::string pass = station.pass();
    station.clock.time += 25h;
    station.scan(pass);
    CHECK(code_of(station.step<CitizenView>().message) == "pass_expired");
    CHECK(station.portal.asked.empty());
}

TEST_CASE("A pass that somebody else signed is forged")
{
    Station station;
    station.sign_in();
    station.portal.keys = contract::generate_ed25519();
    station.scan(station.pass());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_forged");
}

TEST_CASE("A QR code of something else is told by what it is, and long digits in it are covered")
{
    Station station;
    station.sign_in();
    station.scan("https://bills.example/8506150016");
    CHECK(code_of(station.step<CitizenView>().message) == "not_a_pass");
    station.scan("*8506150016/25!");
    CHECK(station.step<CitizenView>().message->raw == "*8506******/25!");
}

TEST_CASE("A pass under a key that is not known yet is opened after one exchange with the portal")
{
    Station station;
    station.sign_in();
    station.portal.pass_key.number = 48; // this week's, made after the last exchange
    station.portal.accounts.push_back(station.account());
    station.scan(station.pass());
    CHECK(station.at<FoundView>());
}

TEST_CASE("A pass under a key that the portal does not know either is told as such")
{
    Station station;
    station.portal.knows_pass_key = false;
    station.portal.pass_key.number = 99;
    station.sign_in();
    station.scan(station.pass());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_key_unknown");
}

TEST_CASE("Without the portal a pass names account and names by itself")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    station.scan(station.pass());
    const auto& found = station.step<FoundView>();
    CHECK(found.account.username == "viki.konstantinova");
    CHECK_FALSE(found.account.state);
    CHECK_FALSE(found.account.to_be_compared_by_portal);
    station.press(Action::next);
    station.read_chip(station.card.reading());
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.step<DoneView>().offline);
    CHECK_FALSE(station.step<DoneView>().receipt);
    CHECK(station.desk->view().strip.queue >= 2);
    station.portal.reachable = true;
    station.clock.go(60s);
    station.desk->tick();
    station.settle();
    REQUIRE(station.step<DoneView>().receipt);
    CHECK(station.portal.records_of<contract::VerificationContent>().at(0).offline);
}

TEST_CASE("Without the portal a typed username is compared later, and no field is shown as a match")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    station.scan("viki.konstantinova");
    CHECK(station.step<FoundView>().account.to_be_compared_by_portal);
    station.press(Action::next);
    station.read_chip(station.card.reading());
    for (const auto& field : station.step<CompareView>().comparison.fields) {
        CAPTURE(static_cast<int>(field.field));
        if (field.field == contract::Field::validity) continue;
        CHECK(field.verdict == contract::Verdict::later);
    }
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.step<DoneView>().kind == DoneView::Kind::verified);
}

TEST_CASE("Without the portal the sixteen digits say to scan the pass or type the username")
{
    Station station;
    station.sign_in();
    station.portal.reachable = false;
    station.scan(contract::make_pass_code());
    CHECK(code_of(station.step<CitizenView>().message) == "pass_code_needs_portal");
}

TEST_CASE("A connection lost after the account was found changes nothing in the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.portal.reachable = false;
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.summary != contract::Comparison::Summary::stop);
    station.press(Action::next);
    station.press(Action::decide);
    CHECK(station.step<DoneView>().kind == DoneView::Kind::verified);
    CHECK(station.step<DoneView>().offline);
}

TEST_CASE("What waits without the portal stands beside the case until the portal has it")
{
    Station station;
    station.sign_in();
    station.to_document();
    CHECK(station.desk->view().side.waiting.empty());
    station.portal.reachable = false;
    station.read_chip(station.card.reading());
    station.press(Action::next);
    station.press(Action::decide);
    const auto waiting = station.desk->view().side.waiting;
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].number == station.step<DoneView>().record_number);
    CHECK(waiting[0].recorded == station.clock.now());
    CHECK(waiting[0].kind == DoneView::Kind::verified);
    station.press(Action::next);
    CHECK(station.desk->view().side.waiting == waiting);
    station.portal.reachable = true;
    station.clock.go(60s);
    station.desk->tick();
    station.settle();
    CHECK(station.desk->view().side.waiting.empty());
}

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
    station.reader.readings.push_back([&](const document::ReadOptions&) {
        station.reader.told(ReaderState::ready);
        return failed(document::ReadError::card_removed);
    });
    station.put_card();
    station.scan("641903");
    CHECK(code_of(station.step<DocumentView>().message) == "card_removed");
    station.reader.readings.push_back([&](const document::ReadOptions&) { return station.card.reading(); });
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

TEST_CASE("A forged security object stops the case and suggests that reason")
{
    Station station;
    station.sign_in();
    station.to_document();
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
    Station station;
    station.sign_in();
    station.to_document();
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
    Station station;
    station.sign_in();
    station.to_document();
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
    Station station;
    station.sign_in();
    station.to_document();
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
    Station station;
    station.sign_in();
    station.to_document();
    auto forged = station.card.reading();
    forged.outcome = document::Outcome::not_genuine;
    station.read_chip(forged);
    station.press(Action::end_service);
    station.to_document();
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.summary != contract::Comparison::Summary::stop);
}

TEST_CASE("An expired document stops the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.card.expiry = "250228";
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.stop_reason == "document_expired");
    station.press(Action::next);
    CHECK(station.step<RefuseView>().suggested == "document_expired");
}

TEST_CASE("A document without a personal number stops the case")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.card.personal_number = "";
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.stop_reason == "no_personal_number");
}

TEST_CASE("Another personal number stops the case, and Enter asks for another account with the same document")
{
    Station station;
    station.sign_in();
    auto other = station.account();
    other.number_hash = contract::pass_number_hash(station.portal.pass_key, other.number_salt,
                                                   {contract::PersonalNumberKind::egn, "6403090010"});
    station.portal.accounts.push_back(other);
    station.scan("viki.konstantinova");
    station.press(Action::next);
    station.read_chip(station.card.reading());
    CHECK(station.step<CompareView>().comparison.stop_reason == "different_person");
    CHECK_FALSE(station.enabled(Action::decide));
    station.press(Action::next);
    CHECK(station.at<CitizenView>());
    station.name_account();
    station.press(Action::next);
    CHECK(station.at<CompareView>());
}

TEST_CASE("Other names with an equal number close the decision until the citizen adopts the document's")
{
    Station station;
    station.sign_in();
    auto unmarried = station.account();
    unmarried.names.family = "Петрова";
    station.portal.accounts.push_back(unmarried);
    station.scan("viki.konstantinova");
    station.press(Action::next);
    auto reading = station.card.reading();
    reading.native = document::NativeDetails{"", "КОНСТАНТИНОВА", "ВИКТОРИЯ ЛЮБОМИРОВА", std::nullopt};
    station.read_chip(reading);
    CHECK(station.step<CompareView>().may_adopt_names);
    CHECK_FALSE(station.enabled(Action::next));
    station.press(Action::other_road);
    CHECK(station.step<CompareView>().names_adopted);
    station.press(Action::next);
    CHECK(station.step<DecideView>().names == "Виктория Любомирова Константинова");
    station.press(Action::decide);
    const auto verified = station.portal.records_of<contract::VerificationContent>();
    REQUIRE(verified.size() == 1);
    REQUIRE(verified[0].adopted_names);
    CHECK(verified[0].adopted_names->family == "Константинова");
}

TEST_CASE("Other names on an account without a number cannot be adopted")
{
    Station station;
    station.sign_in();
    auto stranger = station.account();
    stranger.names = {"Мария", "Иванова", "Петрова"};
    stranger.number_present = false;
    stranger.number_masked.clear();
    stranger.number_hash.reset();
    stranger.birth_date.reset();
    stranger.sex.reset();
    station.portal.accounts.push_back(stranger);
    station.scan("viki.konstantinova");
    station.press(Action::next);
    station.read_chip(station.card.reading());
    CHECK_FALSE(station.step<CompareView>().may_adopt_names);
    CHECK_FALSE(station.enabled(Action::next));
    station.press(Action::refuse);
    CHECK(station.step<RefuseView>().suggested == "names_differ");
}

TEST_CASE("A number under a key made since the last exchange is compared all the same")
{
    Station station;
    station.sign_in();
    station.portal.pass_key.number = 48;
    station.to_document();
    station.read_chip(station.card.reading());
    const auto& fields = station.step<CompareView>().comparison.fields;
    const auto number = std::find_if(fields.begin(), fields.end(),
                                     [](const auto& field) { return field.field == contract::Field::personal_number; });
    REQUIRE(number != fields.end());
    CHECK(number->verdict == contract::Verdict::exact);
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
    station.reader.readings.push_back([&](const document::ReadOptions& options) {
        CHECK(std::holds_alternative<document::MrzKey>(options.secret));
        return station.card.reading();
    });
    station.scan(station.card.zone());
    CHECK(station.desk->view().side.document->assurance == contract::Assurance::chip_genuine);
}

TEST_CASE("A zone that says otherwise than its chip is a forgery")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.put_card();
    const auto honest = station.card.reading();
    station.reader.readings.push_back([honest](const document::ReadOptions&) { return honest; });
    station.card.surname = "KONSTANTINOFF";
    station.scan(station.card.zone());
    CHECK(station.step<CompareView>().comparison.stop_reason == "suspected_forgery");
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
    CHECK(station.step<DocumentView>().message->raw == "document_number");
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

TEST_CASE("A typed date that is none is told at the form")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->enter_document(
        {"identity_card", "641000027", {"Виктория", "", "Константинова"}, "8506150016", "31.02.1985", ""});
    CHECK(station.step<DocumentView>().typed_faults == std::vector<std::string>{"typed_birth_date_wrong"});
}

TEST_CASE("Everything that is wrong in the form is told at once")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.desk->enter_document({"identity_card", "", {"", "", "Константинова"}, "8506150017", "15.06.1985", "1.1"});
    CHECK(station.step<DocumentView>().typed_faults ==
          std::vector<std::string>{"typed_number_missing", "typed_personal_number_wrong", "typed_given_name_missing",
                                   "typed_expiry_wrong"});
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
    station.portal.accounts.push_back(station.account());
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

TEST_CASE("A code that the camera sees goes where a scan goes")
{
    Station station;
    station.sign_in();
    station.press(Action::camera);
    CHECK(station.step<CitizenView>().camera_on);
    station.portal.accounts.push_back(station.account());
    station.camera.seen(station.pass());
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
        station.camera.seen(text);
        station.settle();
        CHECK(code_of(station.step<CitizenView>().message) == "code_is_no_document");
    }
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

TEST_CASE("The stages of a reading are told while it runs, and Esc stops it")
{
    Station station;
    station.sign_in();
    station.to_document();
    station.reader.readings.push_back([&](const document::ReadOptions& options) {
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

TEST_CASE("A paused account cannot go on to the document")
{
    Station station;
    station.sign_in();
    auto paused = station.account();
    paused.state = contract::AccountState::paused;
    station.portal.accounts.push_back(paused);
    station.scan("viki.konstantinova");
    CHECK(code_of(station.step<FoundView>().message) == "account_paused");
    CHECK_FALSE(station.enabled(Action::next));
}
