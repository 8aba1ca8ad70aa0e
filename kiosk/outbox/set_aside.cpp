#include "kiosk/outbox/set_aside.hpp"

#include "kiosk/core/private_file.hpp"
#include "kiosk/outbox/sqlite_outbox.hpp"

namespace kiosk::outbox {
namespace {
constexpr const char* kOutbox = "outbox.sqlite";

std::filesystem::path free_folder(const std::filesystem::path& state, const std::string& before)
{
    const std::string name = "was-" + (before.empty() ? "kiosk" : before);
    auto folder = state / name;
    for (int number = 2; std::filesystem::exists(folder); ++number)
        folder = state / (name + "-" + std::to_string(number));
    return folder;
}

void move_into(const std::filesystem::path& folder, const std::filesystem::path& file)
{
    if (std::filesystem::exists(file)) std::filesystem::rename(file, folder / file.filename());
}
} // namespace

std::optional<SetAside> set_aside(const std::filesystem::path& state, const std::string& before)
{
    if (!std::filesystem::exists(state / kOutbox)) return std::nullopt;
    SetAside kept;
    kept.unsent = SqliteOutbox{state / kOutbox}.waiting(); // and closed again, which leaves all of it in the one file
    kept.folder = free_folder(state, before);
    std::filesystem::create_directory(kept.folder);
    std::filesystem::permissions(kept.folder, std::filesystem::perms::owner_all);
    for (const char* name : {"kiosk.key", "kiosk.pem", "kiosk.json"})
        if (const auto content = read_file(state / name)) write_private_file(kept.folder / name, *content);
    for (const char* name : {kOutbox, "outbox.sqlite-wal", "outbox.sqlite-shm", "clerks", "kiosk.secret"})
        move_into(kept.folder, state / name);
    return kept;
}
} // namespace kiosk::outbox
