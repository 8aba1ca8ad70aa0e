#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

/// Passwords that thieves try first, as a sorted file of their SHA-1 hashes: 16 bytes `gishe-breached-1`, then 20 bytes
/// for each, ascending. SHA-1 protects nothing here: it is what the public lists are made of.
namespace portal::domain {
using PasswordSha1 = std::array<std::uint8_t, 20>;
/// Of the NFKC form, letter case as typed.
PasswordSha1 sha1_of_password(std::string_view password);

/// The open file, searched where it lies: a list of many gigabytes costs no memory. Thread-safe. Put a new list there
/// under the same name (`rename`) and start the service anew.
class BreachedPasswords {
public:
    /// Throws `Fault` where it cannot be read or is no such list.
    explicit BreachedPasswords(const std::filesystem::path& file);
    ~BreachedPasswords();
    BreachedPasswords(BreachedPasswords&&) = delete; // neither copied nor moved

    std::uint64_t size() const { return size_; }
    /// Throws `Fault` where the file is not sorted or shorter than when it was opened.
    bool contains(std::string_view password) const;

private:
    PasswordSha1 at(std::uint64_t index) const;
    [[noreturn]] void damaged(const char* what) const;

    std::filesystem::path path_;
    int file_{-1};
    std::uint64_t size_{};
};

/// Writes such a list.
class BreachedPasswordsWriter {
public:
    /// Throws `Fault` where the file cannot be written.
    explicit BreachedPasswordsWriter(const std::filesystem::path& file);
    /// Not before the one added last; the same once more is passed over.
    void add(const PasswordSha1& hash);
    /// Throws `Fault` where the disk is full.
    std::uint64_t finish();

private:
    std::filesystem::path path_;
    std::ofstream stream_;
    std::optional<PasswordSha1> last_;
    std::uint64_t size_{};
};
} // namespace portal::domain
