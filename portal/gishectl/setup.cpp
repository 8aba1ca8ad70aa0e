#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include <nlohmann/json.hpp>

#include "db/migrations.hpp"
#include "portal/gishectl/commands.hpp"

namespace gishectl {
namespace {
std::string read_file(const std::filesystem::path& file)
{
    std::ifstream stream{file, std::ios::binary};
    if (!stream) throw CommandError{file.string() + ": cannot be read"};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Tries until the database answers.
std::vector<std::string> migrated_in_time(const portal::PortalSettings& settings)
{
    for (;;) {
        try {
            return db::migrate(settings.database_owner, settings.migrations);
        } catch (const portal::domain::DatabaseUnavailable& error) {
            std::string why = error.what();
            while (why.ends_with('\n'))
                why.pop_back();
            std::cerr << "gishectl: waits for the database: " << why << std::endl;
        }
        std::this_thread::sleep_for(std::chrono::seconds{2});
    }
}
} // namespace

void migrate(Office& office, bool wait)
{
    const auto& settings = office.settings();
    if (settings.database_owner.empty())
        throw CommandError{"database.owner_connection is not set: migrations need the role that owns the tables"};
    const auto applied = wait ? migrated_in_time(settings) : db::migrate(settings.database_owner, settings.migrations);
    if (office.json) {
        std::cout << nlohmann::json{{"applied", applied}}.dump() << "\n";
        return;
    }
    for (const auto& name : applied)
        std::cout << "applied " << name << "\n";
    if (applied.empty()) std::cout << "nothing to apply\n";
}

void init_keys(Office& office)
{
    const auto& folder = office.settings().keys_folder;
    portal::domain::create_key_files(folder, portal::domain::SystemClock{}.now());
    const auto keys = portal::domain::load_key_files(folder);
    const nlohmann::json ids{{"pepper", keys.pepper.id}, {"data", keys.data.id}, {"lookup", keys.lookup.id},
                             {"portal", keys.portal_id}, {"pass", keys.pass_id}, {"sealing", keys.sealing_id},
                             {"folder", folder.string()}};
    if (office.json)
        std::cout << ids.dump() << "\n";
    else
        std::cout << "keys are in " << folder.string()
                  << "; keep a copy in a safe: without them the database is unreadable\n";
}

void rotate_key(Office& office, const std::string& name)
{
    const auto& folder = office.settings().keys_folder;
    const auto id = portal::domain::rotate_key_file(folder, name, portal::domain::SystemClock{}.now());
    if (office.json)
        std::cout << nlohmann::json{{"key", name}, {"id", id}}.dump() << "\n";
    else
        std::cout << id << " is the " << name << " key from the portal's next start on; the one before stays in "
                  << folder.string() << " for what it made\n";
}

void show_policy(Office& office)
{
    const auto policy = portal::domain::current_policy(office.context());
    std::cout << nlohmann::json::parse(portal::contract::to_json(policy)).dump(2) << "\n";
}

void load_policy(Office& office, const std::filesystem::path& file)
{
    try {
        const auto policy = portal::contract::from_json<portal::contract::Policy>(read_file(file));
        portal::domain::put_policy(office.context(), policy);
        if (office.json)
            std::cout << nlohmann::json{{"policy", policy.version}}.dump() << "\n";
        else
            std::cout << "policy " << policy.version << " is on its way to the kiosks\n";
    } catch (const portal::contract::Malformed& error) {
        throw CommandError{file.string() + ": " + error.what()};
    }
}
} // namespace gishectl
