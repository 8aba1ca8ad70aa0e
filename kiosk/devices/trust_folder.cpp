#include "kiosk/devices/trust_folder.hpp"

#include <set>

#include <sys/stat.h>

#include "config/log.hpp"
#include "hardware/document/trust_store.hpp"
#include "kiosk/core/private_file.hpp"

namespace kiosk::devices {
namespace {
using hardware::document::is_trust_file; // nothing else in the folder is touched
using hardware::document::TrustStore;

std::shared_ptr<const TrustStore> read_store(const std::filesystem::path& folder, std::chrono::sys_days day)
{
    auto store = std::make_shared<const TrustStore>(TrustStore::from_folder(folder, day));
    for (const auto& file : store->refused())
        config::log::warn("trust.file_refused", {{"file", file.name}, {"error", file.reason}});
    return store;
}
} // namespace

void keep_trust_files(const std::filesystem::path& folder,
                      const std::vector<portal::contract::Changes::TrustFile>& files)
{
    std::filesystem::create_directories(folder);
    std::set<std::string> kept;
    for (const auto& file : files) {
        if (!portal::contract::is_trust_file_name(file.name)) {
            config::log::warn("trust.name_refused");
            continue;
        }
        write_private_file(folder / file.name, file.content);
        kept.insert(file.name);
    }
    std::vector<std::filesystem::path> outdated;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (is_trust_file(entry.path()) && !kept.contains(entry.path().filename())) outdated.push_back(entry.path());
    for (const auto& path : outdated)
        std::filesystem::remove(path);
}

std::shared_ptr<const TrustStore> TrustFolder::trust(std::chrono::sys_days day)
{
    if (!std::filesystem::is_directory(folder_)) {
        config::log::warn("trust.no_folder", {{"folder", folder_.string()}});
        return std::make_shared<const TrustStore>();
    }
    const std::lock_guard lock{mutex_};
    auto now = look(); // before the files are read: what changes meanwhile is seen the next time
    if (!trust_ || now != read_in_ || day != read_for_) {
        trust_ = read_store(folder_, day);
        read_in_ = std::move(now);
        read_for_ = day;
    }
    return trust_;
}

TrustFolder::State TrustFolder::look() const
{
    State state;
    for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
        struct stat about {};
        if (!is_trust_file(entry.path()) || ::stat(entry.path().c_str(), &about) != 0) continue;
        state[entry.path().filename()] = {static_cast<std::int64_t>(about.st_ino),
                                          about.st_size,
                                          about.st_mtim.tv_sec,
                                          about.st_mtim.tv_nsec,
                                          about.st_ctim.tv_sec,
                                          about.st_ctim.tv_nsec};
    }
    return state;
}
} // namespace kiosk::devices
