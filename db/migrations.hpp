#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

/// Forward-only migrations: `0001_name.sql`, each one transaction, never edited once applied.
namespace db {
/// A file that was applied has changed, is missing, or two have one number; `what()` names it.
struct MigrationError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Applies what is missing, in the order of the numbers, one operator at a time (advisory lock). Returns the names of
/// the files applied now. Throws `MigrationError`, or `portal::domain::DatabaseUnavailable`.
std::vector<std::string> migrate(const std::string& connection, const std::filesystem::path& folder);
} // namespace db
