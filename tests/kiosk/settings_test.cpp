#include "kiosk/settings.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "config/settings.hpp"
#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;

namespace {
const std::string kLeast =
    "[portal]\nurl = \"https://portal.example.bg\"\nca_file = \"ca.pem\"\n[state]\nfolder = \"state\"\n";

KioskSettings load(const TemporaryFolder& folder, const std::string& text)
{
    std::ofstream{folder.path / "kiosk.toml"} << text;
    return KioskSettings::load(folder.path / "kiosk.toml");
}
} // namespace

TEST_CASE("The least configuration names the portal, its authority and the state folder")
{
    TemporaryFolder folder;
    const KioskSettings settings = load(folder, kLeast);
    CHECK(settings.portal_ca_file == folder.path / "ca.pem");
    CHECK(settings.trust_folder == folder.path / "state" / "trust");
    CHECK(settings.portal_timeout == std::chrono::seconds{5});
    CHECK(settings.camera_source.empty());
    CHECK(settings.scanner_quiet == std::chrono::milliseconds{80});
    CHECK(settings.ui_language == "bg");
    CHECK(settings.full_screen);
}

TEST_CASE("An unknown key of the kiosk stops the start and is named with its line")
{
    TemporaryFolder folder;
    try {
        load(folder, kLeast + "[camera]\nsorce = \"v4l2src\"\n");
        FAIL("an unknown key was taken");
    } catch (const config::SettingsError& error) {
        const std::string what = error.what();
        CAPTURE(what);
        CHECK(what.find("kiosk.toml:7") != std::string::npos);
        CHECK(what.find("camera.sorce") != std::string::npos);
    }
}

TEST_CASE("The silence around a key that acts may be longer than usual and never shorter")
{
    TemporaryFolder folder;
    const auto quiet_of = [&](const char* number) {
        return load(folder, kLeast + "[scanner]\nquiet_milliseconds = " + number + "\n").scanner_quiet;
    };
    CHECK(quiet_of("400") == std::chrono::milliseconds{400});
    CHECK_THROWS_AS(quiet_of("79"), config::SettingsError);
    CHECK_THROWS_AS(quiet_of("1001"), config::SettingsError);
}

TEST_CASE("A language that the kiosk does not speak stops the start")
{
    TemporaryFolder folder;
    CHECK_THROWS_AS(load(folder, kLeast + "[ui]\nlanguage = \"de\"\n"), config::SettingsError);
}
