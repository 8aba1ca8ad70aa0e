#include <doctest/doctest.h>

#include "portal/settings.hpp"

TEST_CASE("the example configuration is complete and has no unknown key")
{
    const auto settings = portal::read_settings(GISHE_EXAMPLE_CONFIG);
    CHECK(settings.http.public_url == "https://portal.example.bg");
    CHECK(settings.rules.session_idle == std::chrono::minutes{60});
    CHECK(settings.rules.accounts_per_email == 3);
    CHECK(settings.password_cost.memory_kib == 65536);
    CHECK(settings.http.citizens.threads == 16);
    CHECK(settings.database_connection != settings.database_owner);
}

TEST_CASE("a configuration that is not there stops the start")
{
    CHECK_THROWS_AS(portal::read_settings("/nonexistent/portal.toml"), config::SettingsError);
}
