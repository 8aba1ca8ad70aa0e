#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "portal/settings.hpp"
#include "tests/portal/contract/vectors.hpp"

TEST_CASE("the example configuration is complete and has no unknown key")
{
    const auto settings = portal::read_settings(GISHE_EXAMPLE_CONFIG);
    CHECK(settings.http.public_url == "https://portal.example.bg");
    CHECK(settings.rules.session_idle == std::chrono::minutes{60});
    CHECK(settings.rules.accounts_per_email == 3);
    CHECK(settings.password_cost.memory_kib == 65536);
    CHECK(settings.http.citizens.threads == 16);
    CHECK(settings.database_connection != settings.database_owner);
    CHECK(settings.texts_folder == "/var/lib/gishe/texts");
    CHECK(settings.rules.sends_texts);
}

TEST_CASE("a configuration that is not there stops the start")
{
    CHECK_THROWS_AS(portal::read_settings("/nonexistent/portal.toml"), config::SettingsError);
}

TEST_CASE("every limit that the municipality may set is set by the key of its name")
{
    std::ostringstream text;
    text << std::ifstream{GISHE_EXAMPLE_CONFIG}.rdbuf();
    auto config = text.str();
    const std::string place = "accounts_per_email = 3\n";
    REQUIRE(config.find(place) != std::string::npos);
    config.replace(
        config.find(place), place.size(),
        "accounts_per_email = 11\nusernames_per_network = 12\npasses_per_account = 13\n"
        "number_changes_per_account = 14\nmails_per_address = 15\nmails_per_account = 16\n"
        "mails_per_network_and_address = 17\nmails_per_site = 41\nlookups_per_clerk = 18\nlookups_per_kiosk = 19\n"
        "lookups_per_clerk_and_day = 20\nmails_again_per_address = 21\n"
        "challenges_per_network = 22\nfirst_letters_per_network = 23\nproof_of_work = 24\n"
        "texts_per_account = 25\ntexts_per_phone = 26\ntexts_per_network = 27\ntexts_in_all = 28\n"
        "texts_elsewhere = 29\n"
        "name_changes_per_account = 28\n"
        "recoveries_per_network = 32\nrecovery_mails_per_address = 33\npause_after_reset_days = 34\n"
        "failures_in_a_row = 35\n");
    const auto file = std::filesystem::temp_directory_path() /
                      ("gishe-settings-" + portal::contract::to_hex(portal::contract::random_bytes(8)) + ".toml");
    std::ofstream{file} << config;
    const std::shared_ptr<void> gone{nullptr, [&](void*) { std::filesystem::remove(file); }};
    const auto rules = portal::read_settings(file).rules;
    CHECK(rules.accounts_per_email == 11);
    CHECK(rules.usernames_per_network == 12);
    CHECK(rules.passes_per_account == 13);
    CHECK(rules.number_changes_per_account == 14);
    CHECK(rules.mails_per_address == 15);
    CHECK(rules.mails_per_account == 16);
    CHECK(rules.mails_per_network_and_address == 17);
    CHECK(rules.mails_per_site == 41);
    CHECK(rules.lookups_per_clerk == 18);
    CHECK(rules.lookups_per_kiosk == 19);
    CHECK(rules.lookups_per_clerk_and_day == 20);
    CHECK(rules.mails_again_per_address == 21);
    CHECK(rules.challenges_per_network == 22);
    CHECK(rules.first_letters_per_network == 23);
    CHECK(rules.proof_of_work == 24);
    CHECK(rules.texts_per_account == 25);
    CHECK(rules.texts_per_phone == 26);
    CHECK(rules.texts_per_network == 27);
    CHECK(rules.texts_in_all == 28);
    CHECK(rules.texts_elsewhere == 29);
    CHECK(rules.name_changes_per_account == 28);
    CHECK(rules.recoveries_per_network == 32);
    CHECK(rules.recovery_mails_per_address == 33);
    CHECK(rules.pause_after_reset == std::chrono::days{34});
    CHECK(rules.failures_in_a_row == 35);
}

namespace {
portal::PortalSettings read(const std::string& text)
{
    const auto file = std::filesystem::temp_directory_path() /
                      ("gishe-settings-" + portal::contract::to_hex(portal::contract::random_bytes(8)) + ".toml");
    std::ofstream{file} << text;
    const std::shared_ptr<void> gone{nullptr, [&](void*) { std::filesystem::remove(file); }};
    return portal::read_settings(file);
}

/// The municipality's bank account as read from a file in which it stands so.
std::string with(const std::string& iban)
{
    std::ostringstream text;
    text << std::ifstream{GISHE_EXAMPLE_CONFIG}.rdbuf() << "\n[municipality]\niban = \"" << iban << "\"\n";
    return read(text.str()).municipality.iban;
}

std::string without_blanks(std::string text)
{
    std::erase(text, ' ');
    return text;
}
} // namespace

TEST_CASE(
    "as many passwords are hashed at a time as there are processors, at most, and a setting above that stops the start")
{
    const auto at_once = [](unsigned wanted) {
        std::ostringstream example;
        example << std::ifstream{GISHE_EXAMPLE_CONFIG}.rdbuf();
        auto text = example.str();
        if (wanted > 0)
            text.replace(text.find("[passwords]\n"), 12, "[passwords]\nat_once = " + std::to_string(wanted) + "\n");
        return read(text).password_cost.at_once;
    };
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    CHECK(at_once(0) == std::min(cores, 4U)); // a quarter of the 16 threads
    CHECK(at_once(1) == 1);
    const auto most = std::min(cores, 15U); // one thread is left
    CHECK(at_once(most) == most);
    const auto refused = "passwords.at_once: " + std::to_string(cores + 1) + " is more than the " +
                         std::to_string(cores) + " processors that there are";
    if (cores < 64) CHECK_THROWS_WITH_AS(at_once(cores + 1), refused.c_str(), config::SettingsError);
    CHECK_THROWS_AS(at_once(65), config::SettingsError);
}

TEST_CASE("every published bank account is taken, and every one with a fault stops the start")
{
    for (const auto& account : vectors("bg-identifiers.json", "/iban/valid"))
        CHECK(without_blanks(with(account)) == account.get<std::string>());
    for (const auto& row : vectors("bg-identifiers.json", "/iban/invalid")) {
        const auto account = row.get<std::string>();
        CAPTURE(account);
        if (account != without_blanks(account) || account.empty()) // as people write it; none is given
            CHECK(without_blanks(with(account)) == without_blanks(account));
        else
            CHECK_THROWS_AS(with(account), config::SettingsError);
    }
}

TEST_CASE("a bank account is shown in fours, and one that cannot be stops the start")
{
    CHECK(with("") == "");
    CHECK(with("BG80BNBG96611020345678") == "BG80 BNBG 9661 1020 3456 78"); // SWIFT's IBAN registry, Bulgaria
    CHECK(with("BG80 BNBG 9661 1020 3456 78") == "BG80 BNBG 9661 1020 3456 78");
    for (const auto* wrong : {"BG80BNBG96611020345679", "BG80", "bg80bnbg96611020345678"})
        CHECK_THROWS_AS(with(wrong), config::SettingsError);
}

TEST_CASE("text messages are meant for Bulgarian numbers, or for the calling codes that are named")
{
    const auto prefixes = [](const std::string& written) {
        std::ostringstream example;
        example << std::ifstream{GISHE_EXAMPLE_CONFIG}.rdbuf();
        auto text = example.str();
        text.replace(text.find("[texts]\n"), 8, "[texts]\nprefixes = \"" + written + "\"\n");
        return read(text).rules.text_prefixes;
    };
    const std::vector<std::string> usual{"+359"};
    const std::vector<std::string> two{"+359", "+49"};
    CHECK(prefixes("") == usual);
    CHECK(prefixes("+359  +49") == two);
    for (const auto* wrong : {"359", "+", "+3a", "+359,+49"})
        CHECK_THROWS_AS(prefixes(wrong), config::SettingsError);
}
