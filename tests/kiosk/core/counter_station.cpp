#include "tests/kiosk/core/counter_station.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "kiosk/core/pem.hpp"
#include "kiosk/core/private_file.hpp"

namespace kiosk::test {
using namespace std::chrono_literals;
namespace document = hardware::document;

namespace {
std::filesystem::path enrolled(const std::filesystem::path& state)
{
    if (!std::filesystem::exists(state / "kiosk.key"))
        write_private_file(state / "kiosk.key",
                           contract::bytes_of(to_pem("PRIVATE KEY", contract::FileSigner::generate().pkcs8_der())));
    return state;
}

contract::PersonalNumber number_of(const SpecimenCard& card)
{
    return {contract::PersonalNumberKind::egn, card.personal_number};
}
} // namespace

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

Station::Station() : Station{std::filesystem::path{}, true} {}

Station::Station(const std::filesystem::path& kept, bool portal_reachable)
    : state{enrolled(kept.empty() ? folder.path : kept)}, records{state / "outbox.sqlite"}, vault{state, {1, 8192}},
      book{"kiosk-12", records, vault}
{
    portal.reachable = portal_reachable;
    portal.kiosk_key = vault.kiosk_signer().public_key();
    sync = std::make_shared<SyncEngine>(
        SyncEngine::Parts{sync_worker, ui, portal, records, vault, clock, [](const auto&) {}}, SyncEngine::Pace{});
    desk = Desk::open({"kiosk-12", "Гише 12", "ул. „Московска“ 33"},
                      {ui, portal_worker, disk_worker, reader_worker, camera_worker, portal, book, vault, reader,
                       camera, *sync, clock},
                      [](const View&) {});
    reader.told(ReaderState::ready);
    settle();
}

void Station::settle()
{
    for (bool ran = true; ran;) {
        ran = false;
        for (Queue* queue : {&ui, &portal_worker, &disk_worker, &reader_worker, &camera_worker, &sync_worker})
            ran = queue->run_one() || ran;
    }
}

void Station::sign_in()
{
    desk->sign_in("r.stoilova", kPassword);
    settle();
    REQUIRE(at<CitizenView>());
}

contract::AccountView Station::account() const
{
    contract::AccountView account;
    account.username = "viki.konstantinova";
    account.email_masked = "v***a@example.com";
    account.state = contract::AccountState::unverified;
    account.names = {"Виктория", "Любомирова", "Константинова"};
    account.number_present = true;
    account.number_masked = "850615****";
    account.number_salt = {1, 2, 3};
    account.number_epoch = portal.pass_key.number;
    account.number_hash = contract::pass_number_hash(portal.pass_key, account.number_salt, number_of(card));
    account.birth_date = 1985y / 6 / 15;
    account.sex = contract::Sex::female;
    return account;
}

std::string Station::pass() const
{
    contract::CounterPass pass;
    pass.id = {9, 9, 9};
    pass.epoch = portal.pass_key.number;
    pass.expires = clock.time + 24h;
    pass.content.username = "viki.konstantinova";
    pass.content.names = account().names;
    pass.content.number_hash = contract::pass_number_hash(portal.pass_key, pass.id, number_of(card));
    return contract::seal_pass(pass, portal.pass_key, portal.keys.secret);
}

void Station::name_account()
{
    portal.accounts.emplace_back(account());
    scan("viki.konstantinova");
    REQUIRE(at<FoundView>());
}

void Station::to_document()
{
    name_account();
    press(Action::next);
    REQUIRE(at<DocumentView>());
}

void Station::put_card()
{
    reader.told(ReaderState::card_present);
    settle();
}

void Station::read_chip(document::Reading reading)
{
    reader.readings.emplace_back([reading = std::move(reading)](const document::ReadOptions&) { return reading; });
    put_card();
    scan("641903");
}

void Station::to_decision()
{
    to_document();
    read_chip(card.reading());
    REQUIRE(at<CompareView>());
    press(Action::next);
    REQUIRE(at<DecideView>());
}

void Station::press(Action action)
{
    desk->press(action);
    settle();
}

void Station::scan(std::string text)
{
    desk->scanned(std::move(text));
    settle();
}

bool Station::listed(Action action) const
{
    const auto& keys = desk->view().keys;
    return std::any_of(keys.begin(), keys.end(), [&](const KeyView& key) { return key.action == action; });
}

bool Station::enabled(Action action) const
{
    const auto& keys = desk->view().keys;
    return std::any_of(keys.begin(), keys.end(),
                       [&](const KeyView& key) { return key.action == action && key.enabled; });
}
} // namespace kiosk::test
