#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "portal/domain/breached_passwords.hpp"

/// Lists of passwords that are known, as the world publishes them.
namespace gishectl {
/// A line of the public format: 40 hexadecimal digits of SHA-1, then a colon and how often it was seen, or nothing.
/// Empty where it is none.
std::optional<portal::domain::PasswordSha1> hash_of_line(std::string_view line);

/// A list cannot be used; `what()` names file and line.
struct ListError : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Puts hashes (each file in ascending order, as published: gigabytes go through without being held) and words (one a
/// line, UTF-8) together into the file `to`, which appears whole or not at all. Answers how many passwords are in it.
std::uint64_t build_breached_list(const std::vector<std::filesystem::path>& hashes,
                                  const std::vector<std::filesystem::path>& words, const std::filesystem::path& to);
} // namespace gishectl
