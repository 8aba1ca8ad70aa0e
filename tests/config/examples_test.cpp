#include "kiosk/settings.hpp"
#include "portal/settings.hpp"

#include <doctest/doctest.h>

TEST_CASE("the portal takes the example of its configuration")
{
    CHECK(portal::read_settings(GISHE_EXAMPLES "/portal.toml").http.public_url == "https://portal.example.bg");
}

TEST_CASE("the kiosk takes the example of its configuration")
{
    CHECK(kiosk::KioskSettings::load(GISHE_EXAMPLES "/kiosk.toml").portal_url == "https://portal.example.bg:8444");
}
