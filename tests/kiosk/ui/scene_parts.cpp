#include "tests/kiosk/ui/scene_parts.hpp"

#include <utility>

namespace gallery {
using namespace kiosk;
using namespace std::chrono_literals;

StripView strip(StripView::Reader reader)
{
    StripView strip;
    strip.desk = "Гише 12";
    strip.place = "ул. „Московска“ 33";
    strip.clerk = "Р. Стоилова";
    strip.connection = StripView::Connection::online;
    strip.reader = reader;
    strip.last_sync = kMorning;
    strip.municipality = "Столична община";
    strip.office = "Деловодно обслужване, архив и ГРАО";
    return strip;
}

StripView offline(StripView strip)
{
    strip.connection = StripView::Connection::offline;
    strip.offline_since = kMorning + 16min;
    strip.queue = 5;
    return strip;
}

void tell_what_waits(SideView& side)
{
    side.waiting = {{"12-000420", kMorning + 34min, DoneView::Kind::verified},
                    {"12-000419", kMorning + 27min, DoneView::Kind::refused},
                    {"12-000418", kMorning + 20min, DoneView::Kind::verified}};
    side.other_waiting = 2;
    side.offline_until = kMorning + 6 * 24h;
}

AccountSummary account()
{
    AccountSummary account;
    account.username = "viki.konstantinova";
    account.email_masked = "v***a@example.com";
    account.state = portal::contract::AccountState::unverified;
    account.pass_expires = kMorning + 7 * 24h;
    return account;
}

DocumentSummary document(portal::contract::Assurance assurance)
{
    return {"identity_card", "641000027", assurance, "VIKTORIYA LYUBOMIROVA KONSTANTINOVA", kExpiry};
}

std::vector<KeyView> keys(std::initializer_list<std::pair<Action, bool>> listed)
{
    std::vector<KeyView> keys;
    for (const auto& [action, enabled] : listed)
        keys.push_back({action, enabled});
    return keys;
}

View view(StepView step, std::vector<KeyView> keys)
{
    View view;
    view.strip = strip();
    view.step = std::move(step);
    view.keys = std::move(keys);
    return view;
}
} // namespace gallery
