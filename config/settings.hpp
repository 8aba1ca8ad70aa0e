#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Configuration: one TOML file a program. Each program asks for what it knows; whatever it did not ask for is an
/// error.
namespace config {
/// A wrong, missing or unknown key: `portal.toml:12: database.conection: unknown key`. Stops the start.
struct SettingsError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One file while it is read. Remembers which keys were asked for. Not thread-safe; dropped once the program has its
/// own settings type.
class Settings {
public:
    /// Reads `file`. Throws `SettingsError` with file, line and column where it is no TOML or cannot be read.
    static Settings load(const std::filesystem::path& file);
    static Settings parse(std::string_view toml, std::string_view name_in_messages);
    Settings(Settings&&) noexcept;
    ~Settings();

    /// `key` is dotted: `database.connection`. The getters throw `SettingsError` on a missing key or a wrong type.
    std::string text(std::string_view key);
    std::string text(std::string_view key, std::string_view otherwise);
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most);
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise);
    bool flag(std::string_view key, bool otherwise);
    std::chrono::seconds seconds(std::string_view key, std::chrono::seconds otherwise); ///< an integer in the file
    std::vector<std::string> texts(std::string_view key, std::vector<std::string> otherwise);
    /// Relative paths are taken from the folder of the configuration file.
    std::filesystem::path path(std::string_view key);
    std::optional<std::filesystem::path> optional_path(std::string_view key);

    /// Throws `SettingsError` naming the first key in the file that no getter asked for.
    void refuse_unknown() const;

private:
    struct Impl;
    explicit Settings(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// Content of a secret file: refuses one that others than its owner may read, or that is empty. Trailing line end
/// dropped.
std::string read_secret(const std::filesystem::path& file);
} // namespace config
