#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "portal/contract/wire.hpp"

namespace hardware::document {
class TrustStore;
}

namespace kiosk::devices {
/// Makes `folder` hold exactly these certificates and lists: what the portal says is trusted is trusted, and nothing
/// else. A name that is no plain file name is left out. Throws `std::system_error`.
void keep_trust_files(const std::filesystem::path& folder,
                      const std::vector<portal::contract::Changes::TrustFile>& files);

/// What the same folder says is trusted. Hundreds of authorities take longer to read than a document does, so they are
/// read anew only when a file came, went or changed, and on another day, when another list may count; what a sync
/// brought counts for the next document. Any thread may call.
class TrustFolder {
public:
    explicit TrustFolder(std::filesystem::path folder) : folder_{std::move(folder)} {}

    /// What is trusted on this day. Never null. Without a folder nothing is. Throws `hardware::Error` or
    /// `std::system_error` where the folder cannot be read.
    std::shared_ptr<const hardware::document::TrustStore> trust(std::chrono::sys_days day);

private:
    /// Of one file: number, size, and when content and entry changed, in seconds and nanoseconds.
    using Mark = std::array<std::int64_t, 6>;
    using State = std::map<std::string, Mark>; ///< by name

    State look() const;

    const std::filesystem::path folder_;
    std::mutex mutex_;
    State read_in_; ///< how the folder was when `trust_` was read
    std::chrono::sys_days read_for_;
    std::shared_ptr<const hardware::document::TrustStore> trust_;
};
} // namespace kiosk::devices
