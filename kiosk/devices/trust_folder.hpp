#pragma once

#include <filesystem>
#include <vector>

#include "portal/contract/wire.hpp"

namespace kiosk::devices {
/// Makes `folder` hold exactly these certificates and lists: what the portal says is trusted is trusted, and nothing
/// else. A name that is no plain file name is left out. Throws `std::system_error`.
void keep_trust_files(const std::filesystem::path& folder,
                      const std::vector<portal::contract::Changes::TrustFile>& files);
} // namespace kiosk::devices
