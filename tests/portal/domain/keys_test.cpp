#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "config/settings.hpp"
#include "portal/domain/keys.hpp"
#include "portal/domain/kiosk_authority.hpp"

using namespace portal::domain;
namespace fs = std::filesystem;

namespace {
const Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 18}};

struct Folder {
    fs::path path{fs::temp_directory_path() / ("gishe-keys-" + std::to_string(::getpid()))};
    ~Folder() { fs::remove_all(path); }
};
} // namespace

TEST_CASE_FIXTURE(Folder, "key files come back as they were made, readable by their owner alone")
{
    create_key_files(path, kNow);
    const auto keys = load_key_files(path);
    CHECK(keys.pepper.id.starts_with("pepper-20261118-"));
    CHECK(keys.data.bytes.size() == 32);
    const auto message = portal::contract::bytes_of("message");
    CHECK(portal::contract::verify_ed25519(keys.portal.open, "label", message,
                                           portal::contract::sign_ed25519(keys.portal.secret, "label", message)));
    CHECK(portal::contract::open_sealed(keys.sealing, portal::contract::seal_to(keys.sealing.open, message)) ==
          message);
    CHECK_NOTHROW(make_kiosk_authority(keys.kiosk_ca_key_pem, keys.kiosk_ca_certificate_pem));
    for (const auto& entry : fs::directory_iterator{path})
        if (entry.path().extension() == ".key")
            CHECK(entry.status().permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE_FIXTURE(Folder, "keys are never overwritten")
{
    create_key_files(path, kNow);
    const auto before = load_key_files(path).data.bytes;
    CHECK_THROWS_AS(create_key_files(path, kNow), Fault);
    CHECK(load_key_files(path).data.bytes == before);
}

TEST_CASE_FIXTURE(Folder, "a rotated key is found under its id, and another one is today's")
{
    create_key_files(path, kNow);
    const auto before = load_key_files(path);
    for (const auto* name : {"pepper", "data", "portal", "pass", "sealing"})
        rotate_key_file(path, name, kNow);
    const auto keys = load_key_files(path);
    CHECK(keys.pepper.id != before.pepper.id);
    CHECK(keys.older.pepper.at(0).bytes == before.pepper.bytes);
    CHECK(find_data_key(keys, keys.data.id)->bytes == keys.data.bytes);
    CHECK(find_data_key(keys, before.data.id)->bytes == before.data.bytes);
    CHECK(find_portal_key(keys, before.portal_id)->secret == before.portal.secret);
    CHECK(find_pass_key(keys, before.pass_id)->open == before.pass.open);
    CHECK(find_sealing_key(keys, before.sealing_id)->open == before.sealing.open);
    CHECK(find_sealing_key(keys, "sealing-20010101-0000") == nullptr);
    CHECK(keys.lookup.bytes == before.lookup.bytes);
    for (const auto& entry : fs::directory_iterator{path})
        if (entry.path().extension() == ".key")
            CHECK(entry.status().permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE_FIXTURE(Folder, "a rotation that was cut off can be repeated, and loses no key")
{
    create_key_files(path, kNow);
    const auto before = load_key_files(path).sealing_id;
    fs::create_hard_link(path / "sealing.key", path / (before + ".key"));
    std::ofstream{path / "sealing.new.key"} << "cut o";
    CHECK(load_key_files(path).older.sealing.empty());
    const auto id = rotate_key_file(path, "sealing", kNow);
    const auto keys = load_key_files(path);
    CHECK(keys.sealing_id == id);
    REQUIRE(keys.older.sealing.size() == 1);
    CHECK(keys.older.sealing[0].id == before);
}

TEST_CASE_FIXTURE(Folder, "the key that finds personal numbers has no successor")
{
    create_key_files(path, kNow);
    CHECK_THROWS_AS(rotate_key_file(path, "lookup", kNow), Fault);
    CHECK_THROWS_AS(rotate_key_file(path, "../data", kNow), Fault);
}

TEST_CASE_FIXTURE(Folder, "a key that others may read, or that is cut short, stops the start")
{
    create_key_files(path, kNow);
    fs::permissions(path / "data.key", fs::perms::others_read, fs::perm_options::add);
    CHECK_THROWS_AS(load_key_files(path), config::SettingsError);
    fs::permissions(path / "data.key", fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream{path / "data.key"} << "data-1 00ff\n";
    CHECK_THROWS_AS(load_key_files(path), config::SettingsError);
}

TEST_CASE("an authority does not take another's key")
{
    const auto one = create_kiosk_authority(kNow);
    const auto two = create_kiosk_authority(kNow);
    CHECK_THROWS_AS(make_kiosk_authority(one.key_pem, two.certificate_pem), Fault);
    CHECK_THROWS_AS(make_kiosk_authority("", ""), Fault);
}
