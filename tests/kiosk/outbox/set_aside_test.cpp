#include "kiosk/outbox/set_aside.hpp"

#include <doctest/doctest.h>

#include "kiosk/core/private_file.hpp"
#include "kiosk/outbox/sqlite_outbox.hpp"
#include "tests/kiosk/core/counter_station.hpp"

using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("The outbox of an earlier enrolment is set aside whole, and a new one begins at the first record")
{
    const TemporaryFolder folder;
    {
        Station station{folder.path, true};
        station.sign_in();
        station.portal.reachable = false;
        station.scan("viki.konstantinova");
        REQUIRE(station.records.waiting() == 1);
    }
    const auto kept = outbox::set_aside(folder.path, "kiosk-12");
    REQUIRE(kept);
    CHECK(kept->folder == folder.path / "was-kiosk-12");
    CHECK(kept->unsent == 1);
    CHECK(outbox::SqliteOutbox{kept->folder / "outbox.sqlite"}.waiting() == 1);
    CHECK(read_file(kept->folder / "kiosk.key") == read_file(folder.path / "kiosk.key"));
    CHECK(outbox::SqliteOutbox{folder.path / "outbox.sqlite"}.head().next_number == 1);
    CHECK_FALSE(std::filesystem::exists(folder.path / "clerks")); // certified for the kiosk of before
}

TEST_CASE("What is set aside a second time stays beside the first")
{
    const TemporaryFolder folder;
    for (const char* name : {"was-kiosk-12", "was-kiosk-12-2"}) {
        outbox::SqliteOutbox{folder.path / "outbox.sqlite"}.head();
        CHECK(outbox::set_aside(folder.path, "kiosk-12")->folder == folder.path / name);
    }
    CHECK_FALSE(outbox::set_aside(folder.path, "kiosk-12"));
}

TEST_CASE("An outbox that a running kiosk holds is not set aside")
{
    const TemporaryFolder folder;
    outbox::SqliteOutbox running{folder.path / "outbox.sqlite"};
    running.head();
    CHECK_THROWS_AS(outbox::set_aside(folder.path, "kiosk-12"), OutboxFailed);
    CHECK_FALSE(std::filesystem::exists(folder.path / "was-kiosk-12"));
}
