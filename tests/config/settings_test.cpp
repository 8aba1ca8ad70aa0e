#include "config/settings.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include <doctest/doctest.h>

namespace {
using config::Settings;
using config::SettingsError;
using namespace std::string_literals;

/// A folder of this test alone, gone when the test ends.
class Folder {
public:
    Folder()
    {
        auto name = (std::filesystem::temp_directory_path() / "gishe-settings-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder&&) = delete;

    std::filesystem::path file(const std::string& name, const std::string& content, std::filesystem::perms mode) const
    {
        auto file = path_ / name;
        std::ofstream{file} << content;
        std::filesystem::permissions(file, mode);
        return file;
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

constexpr auto kOwnerOnly = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
} // namespace

TEST_CASE("settings give each value in its type")
{
    auto settings = Settings::parse(
        "name = 'Гише 12'\n[limits]\npasses = 5\nopen = true\nidle = 120\nhosts = ['a', 'b']", "kiosk.toml");
    CHECK(settings.text("name") == "Гише 12");
    CHECK(settings.integer("limits.passes", 1, 10) == 5);
    CHECK(settings.flag("limits.open", false));
    CHECK(settings.seconds("limits.idle", std::chrono::seconds{1}) == std::chrono::seconds{120});
    CHECK(settings.texts("limits.hosts", {}) == std::vector{"a"s, "b"s});
    CHECK_NOTHROW(settings.refuse_unknown());
}

TEST_CASE("settings give the stated default where a key is absent")
{
    auto settings = Settings::parse("", "kiosk.toml");
    CHECK(settings.text("name", "Гише") == "Гише");
    CHECK(settings.integer("passes", 1, 10, 3) == 3);
    CHECK_FALSE(settings.flag("open", false));
    CHECK(settings.texts("hosts", {"x"}) == std::vector{"x"s});
    CHECK_FALSE(settings.optional_path("folder"));
}

TEST_CASE("settings name file, line and key of an unknown key")
{
    auto settings = Settings::parse("[database]\nconnection = 'a'\nconection = 'b'\n", "portal.toml");
    settings.text("database.connection");
    CHECK_THROWS_WITH_AS(settings.refuse_unknown(), "portal.toml:3: database.conection: unknown key", SettingsError);
}

TEST_CASE("settings refuse an unknown section even if it is empty")
{
    const auto settings = Settings::parse("\n[databse]\n", "portal.toml");
    CHECK_THROWS_WITH_AS(settings.refuse_unknown(), "portal.toml:2: databse: unknown key", SettingsError);
}

TEST_CASE("settings name a missing key")
{
    auto settings = Settings::parse("", "portal.toml");
    CHECK_THROWS_WITH_AS(settings.text("database.connection"), "portal.toml: database.connection: missing",
                         SettingsError);
}

TEST_CASE("settings say what a value of the wrong type should be")
{
    auto settings = Settings::parse("port = '8443'\n\nname = 5\nhosts = 'a'\nnames = [1]", "portal.toml");
    CHECK_THROWS_WITH_AS(settings.integer("port", 1, 65535), "portal.toml:1: port: must be a whole number, is text",
                         SettingsError);
    CHECK_THROWS_WITH_AS(settings.text("name"), "portal.toml:3: name: must be text, is a whole number", SettingsError);
    CHECK_THROWS_WITH_AS(settings.texts("hosts", {}), "portal.toml:4: hosts: must be a list, is text", SettingsError);
    CHECK_THROWS_WITH_AS(settings.texts("names", {}), "portal.toml:5: names: must be text, is a whole number",
                         SettingsError);
}

TEST_CASE("settings hold whole numbers to their range")
{
    auto settings = Settings::parse("port = 70000", "portal.toml");
    CHECK_THROWS_WITH_AS(settings.integer("port", 1, 65535), "portal.toml:1: port: must be from 1 to 65535, is 70000",
                         SettingsError);
}

TEST_CASE("settings name line and column where a file is no TOML")
{
    std::string message;
    try {
        Settings::parse("a = 1\nb = = 2\n", "portal.toml");
    } catch (const SettingsError& error) {
        message = error.what();
    }
    CHECK(message.starts_with("portal.toml:2:5: "));
}

TEST_CASE("settings say which file cannot be read")
{
    CHECK_THROWS_WITH_AS(Settings::load("/nowhere/portal.toml"),
                         "/nowhere/portal.toml: cannot be read: No such file or directory", SettingsError);
}

TEST_CASE("relative paths start from the folder of the configuration file")
{
    const Folder folder;
    auto settings = Settings::load(folder.file("kiosk.toml", "a = 'keys/a.pem'\nb = '/etc/b'\n", kOwnerOnly));
    CHECK(settings.path("a") == folder.path() / "keys/a.pem");
    CHECK(settings.path("b") == "/etc/b");
    CHECK(settings.optional_path("a") == folder.path() / "keys/a.pem");
}

TEST_CASE("a secret is the file's content without its line end")
{
    const Folder folder;
    CHECK(config::read_secret(folder.file("key", "s3cret word\n", kOwnerOnly)) == "s3cret word");
}

TEST_CASE("a secret that others may read is refused")
{
    const Folder folder;
    const auto file = folder.file("key", "s3cret", kOwnerOnly | std::filesystem::perms::group_read);
    CHECK_THROWS_AS(config::read_secret(file), SettingsError);
}

TEST_CASE("an empty or absent secret is refused")
{
    const Folder folder;
    CHECK_THROWS_AS(config::read_secret(folder.file("key", "\n", kOwnerOnly)), SettingsError);
    CHECK_THROWS_AS(config::read_secret(folder.path() / "none"), SettingsError);
    CHECK_THROWS_AS(config::read_secret(folder.path()), SettingsError);
}
