#pragma once

#include <filesystem>
#include <string>

namespace portal::http {
/// A whole file, byte for byte. Throws `std::runtime_error` naming one that cannot be read.
std::string read_file(const std::filesystem::path& file);
} // namespace portal::http
