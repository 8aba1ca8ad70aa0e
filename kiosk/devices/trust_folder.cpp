#include "kiosk/devices/trust_folder.hpp"

#include <set>

#include "config/log.hpp"
#include "kiosk/core/private_file.hpp"

namespace kiosk::devices {
namespace {
/// What the reader takes from the folder; nothing else there is touched.
bool is_trust_file(const std::filesystem::path& file)
{
    static const std::set<std::string> kEndings{".der", ".cer", ".crt", ".pem", ".crl", ".ml"};
    return kEndings.contains(file.extension());
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
} // namespace kiosk::devices
