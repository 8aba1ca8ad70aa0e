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
    CHECK(std::get<SignInView>(ScreenDetails{clock, until}.added_to(view).step).certificate_until == until);
}

TEST_CASE("A file without a certificate tells no date")
{
    TemporaryFolder folder;
    CHECK_FALSE(certificate_until(folder.path / "kiosk.pem"));
    std::ofstream{folder.path / "kiosk.pem"} << "no certificate\n";
    CHECK_FALSE(certificate_until(folder.path / "kiosk.pem"));
}
