#include "kiosk/devices/trust_folder.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "hardware/document/trust_store.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("The trust folder holds what the portal says, and what is no certificate stays")
{
    TemporaryFolder folder;
    for (const auto* old : {"old.cer", "old.crl", "old.ml"})
        std::ofstream{folder.path / old} << "old";
    std::ofstream{folder.path / "README"} << "kept";
    devices::keep_trust_files(folder.path, {{"csca-bgr-2026.cer", {1, 2}}});
    CHECK(std::filesystem::exists(folder.path / "csca-bgr-2026.cer"));
    for (const auto* old : {"old.cer", "old.crl", "old.ml"})
        CHECK_FALSE(std::filesystem::exists(folder.path / old));
    CHECK(std::filesystem::exists(folder.path / "README"));
}

TEST_CASE("A trust file's name cannot lead out of the folder")
{
    TemporaryFolder folder;
    devices::keep_trust_files(folder.path / "trust", {{"../outside.cer", {1}}, {"", {1}}, {".hidden.cer", {1}}});
    CHECK_FALSE(std::filesystem::exists(folder.path / "outside.cer"));
    CHECK(std::filesystem::is_empty(folder.path / "trust"));
}

namespace {
constexpr std::chrono::sys_days kToday{std::chrono::year{2027} / 3 / 1};

void put(const std::filesystem::path& file, const hardware::Bytes& content)
{
    std::ofstream{file, std::ios::binary}.write(reinterpret_cast<const char*>(content.data()),
                                                static_cast<std::streamsize>(content.size()));
}

const hardware::Bytes& some_authority()
{
    static const auto kCertificate = hardware::virtual_card::DemoAuthority::create().certificate();
    return kCertificate;
}
} // namespace

TEST_CASE("Trust files that did not change between two documents are not read again")
{
    TemporaryFolder folder;
    put(folder.path / "a.der", some_authority());
    devices::TrustFolder trusted{folder.path};
    const auto first = trusted.trust(kToday);
    CHECK(first->authorities().size() == 1);
    put(folder.path / "README", {'a'}); // not a trust file
    CHECK(trusted.trust(kToday) == first);
}

TEST_CASE("A trust file put or taken away between two documents is seen by the second")
{
    TemporaryFolder folder;
    put(folder.path / "a.der", some_authority());
    devices::TrustFolder trusted{folder.path};
    const auto first = trusted.trust(kToday);
    put(folder.path / "b.der", some_authority());
    CHECK(trusted.trust(kToday)->authorities().size() == 2);
    CHECK(first->authorities().size() == 1); // a reading that is under way keeps what it began with
    std::filesystem::remove(folder.path / "a.der");
    CHECK(trusted.trust(kToday)->taken() == std::vector<std::string>{"b.der"});
    std::filesystem::remove_all(folder.path);
    CHECK(trusted.trust(kToday)->empty());
    std::filesystem::create_directory(folder.path);
    CHECK(trusted.trust(kToday)->empty());
}

TEST_CASE("A trust file that another of its size and time replaces is seen too")
{
    TemporaryFolder folder;
    const auto file = folder.path / "a.der";
    put(file, some_authority());
    devices::TrustFolder trusted{folder.path};
    REQUIRE_FALSE(trusted.trust(kToday)->empty());
    auto broken = some_authority();
    broken[0] ^= 1;
    put(folder.path / "draft", broken);
    std::filesystem::last_write_time(folder.path / "draft", std::filesystem::last_write_time(file));
    std::filesystem::rename(folder.path / "draft", file);
    REQUIRE(trusted.trust(kToday)->refused().size() == 1);
    CHECK(trusted.trust(kToday)->refused().front().name == "a.der");
}

TEST_CASE("A revocation list of a day that has not come takes a master list away on that day, though no file changed")
{
    TemporaryFolder folder;
    const auto authority = hardware::virtual_card::DemoAuthority::create();
    const std::chrono::sys_days issued{std::chrono::year{2041} / 1 / 1};
    put(folder.path / "a.ml", authority.master_list({authority.certificate()}));
    put(folder.path / "b.crl",
        authority.revocation_list(false, issued, {.issued = issued, .revokes_list_signer = true}));
    devices::TrustFolder trusted{folder.path};
    CHECK(trusted.trust(kToday)->authorities().size() == 1);
    CHECK(trusted.trust(issued)->empty());
}
