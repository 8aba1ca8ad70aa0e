#include <doctest/doctest.h>

#include <fstream>
#include <memory>

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

TEST_CASE("a bank account is shown in fours, and one that cannot be stops the start")
{
    const auto with = [](const std::string& iban) {
        const auto file = std::filesystem::temp_directory_path() /
                          ("gishe-settings-" + portal::contract::to_hex(portal::contract::random_bytes(8)) + ".toml");
        std::ofstream{file} << std::ifstream{GISHE_EXAMPLE_CONFIG}.rdbuf() << "\n[municipality]\niban = \"" << iban
                            << "\"\n";
        const std::shared_ptr<void> gone{nullptr, [&](void*) { std::filesystem::remove(file); }};
        return portal::read_settings(file).municipality.iban;
    };
    CHECK(with("") == "");
    CHECK(with("BG80BNBG96611020345678") == "BG80 BNBG 9661 1020 3456 78"); // SWIFT's IBAN registry, Bulgaria
    CHECK(with("BG80 BNBG 9661 1020 3456 78") == "BG80 BNBG 9661 1020 3456 78");
    for (const auto* wrong : {"BG80BNBG96611020345679", "BG80", "bg80bnbg96611020345678"})
        CHECK_THROWS_AS(with(wrong), config::SettingsError);
}
