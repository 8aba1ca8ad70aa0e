#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "portal/contract/types.hpp"

namespace kiosk {
/// Replaces `file` in one step and durably, mode 0600: after a crash there is the old content or the new, never a part.
/// Throws `std::system_error`.
void write_private_file(const std::filesystem::path& file, portal::contract::ByteView content);
/// The same for files that belong together: where one cannot be written, all stay as they were. Only a crash between
/// the last steps, after everything is on disk, can leave some new beside some old.
void write_private_files(const std::vector<std::pair<std::filesystem::path, portal::contract::ByteView>>& files);
/// Empty where there is no such file. Throws `std::runtime_error` where it cannot be read.
std::optional<portal::contract::Bytes> read_file(const std::filesystem::path& file);
} // namespace kiosk
