#pragma once

#include <filesystem>
#include <optional>

#include "portal/contract/types.hpp"

namespace kiosk {
/// Replaces `file` in one step and durably, mode 0600: after a crash there is the old content or the new, never a part.
/// Throws `std::system_error`.
void write_private_file(const std::filesystem::path& file, portal::contract::ByteView content);
/// Empty where there is no such file. Throws `std::runtime_error` where it cannot be read.
std::optional<portal::contract::Bytes> read_file(const std::filesystem::path& file);
} // namespace kiosk
