#include "kiosk/core/screen_details.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;

namespace {
View view_with(StripView::Connection connection)
{
    View view;
    view.strip.connection = connection;
    return view;
}
} // namespace

TEST_CASE("The strip says since when there is no connection, as long as there is none")
{
    HandClock clock;
    ScreenDetails details{clock, {}};
    const auto lost = clock.now();
    CHECK(details.added_to(view_with(StripView::Connection::offline)).strip.offline_since == lost);
    clock.go(5min);
    CHECK(details.added_to(view_with(StripView::Connection::offline)).strip.offline_since == lost);
    CHECK_FALSE(details.added_to(view_with(StripView::Connection::online)).strip.offline_since);
    CHECK(details.added_to(view_with(StripView::Connection::offline)).strip.offline_since == lost + 5min);
}

TEST_CASE("The sign-in tells how long the counter's certificate is valid")
{
    const HandClock clock;
    const auto until = portal::contract::date_from_iso("2027-02-28");
    View view;
    view.step = SignInView{};
    const auto shown = std::get<SignInView>(ScreenDetails{clock, {until, "", "", ""}}.added_to(view).step);
    CHECK(shown.certificate_until == until);
    CHECK(shown.certificate == SignInView::Certificate::valid);
}

TEST_CASE("A certificate is told to end soon on its last thirty days, and to have ended on the day after")
{
    HandClock clock;
    const auto last_day = std::chrono::floor<std::chrono::days>(clock.now()) + 31 * 24h;
    const auto until = portal::contract::Date{std::chrono::floor<std::chrono::days>(last_day)};
    ScreenDetails details{clock, {until, "", "", ""}};
    View view;
    view.step = SignInView{};
    const auto told = [&] { return std::get<SignInView>(details.added_to(view).step).certificate; };
    CHECK(told() == SignInView::Certificate::valid);
    clock.go(24h);
    CHECK(told() == SignInView::Certificate::ends_soon);
    clock.go(30 * 24h);
    CHECK(told() == SignInView::Certificate::ends_soon);
    clock.go(24h);
    CHECK(told() == SignInView::Certificate::ended);
}

TEST_CASE("Municipality, office, program and scanner stand on the screen as they were given")
{
    const HandClock clock;
    ScreenDetails details{clock, {{}, "Столична община", "ГРАО", "gishe-kiosk 1"}};
    details.scanner_is(StripView::Scanner::lost);
    View view;
    view.step = SignInView{};
    const auto shown = details.added_to(view);
    CHECK(shown.strip.municipality == "Столична община");
    CHECK(shown.strip.office == "ГРАО");
    CHECK(shown.strip.scanner == StripView::Scanner::lost);
    CHECK(std::get<SignInView>(shown.step).software == "gishe-kiosk 1");
}

TEST_CASE("A file without a certificate tells no date")
{
    TemporaryFolder folder;
    CHECK_FALSE(certificate_until(folder.path / "kiosk.pem"));
    std::ofstream{folder.path / "kiosk.pem"} << "no certificate\n";
    CHECK_FALSE(certificate_until(folder.path / "kiosk.pem"));
}
