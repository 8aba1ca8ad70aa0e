#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "db/migrations.hpp"
#include "portal/gishectl/commands.hpp"

namespace gishectl {
void migrate(Office& office)
{
    const auto& settings = office.settings();
    if (settings.database_owner.empty())
        throw CommandError{"database.owner_connection is not set: migrations need the role that owns the tables"};
    const auto applied = db::migrate(settings.database_owner, settings.migrations);
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

void load_trust(Office& office, const std::filesystem::path& folder)
{
    if (!std::filesystem::is_directory(folder)) throw CommandError{folder.string() + ": no such folder"};
    std::vector<portal::contract::Changes::TrustFile> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream{entry.path(), std::ios::binary};
        if (!stream) throw CommandError{entry.path().string() + ": cannot be read"};
        files.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>{stream}, {}}});
    }
    if (files.empty()) throw CommandError{folder.string() + ": holds no files; kiosks would trust no document"};
    portal::domain::put_trust_files(office.context(), files);
    if (office.json)
        std::cout << nlohmann::json{{"files", files.size()}}.dump() << "\n";
    else
        std::cout << files.size() << " trust files are on their way to the kiosks\n";
}
} // namespace gishectl
