#include "kiosk/core/file_key_vault.hpp"

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;

namespace {
constexpr FileKeyVault::Effort kQuick{1, 8192};

ClerkKey clerk()
{
    return {{7, "r.stoilova", "Р. Стоилова", {1, 2, 3}, Instant{std::chrono::seconds{2'000'000'000}}},
            std::make_shared<contract::FileSigner>(contract::FileSigner::generate())};
}
} // namespace

TEST_CASE("A clerk's key comes back by the password alone")
{
    TemporaryFolder state;
    const ClerkKey key = clerk();
    FileKeyVault{state.path, kQuick}.keep(key, "password");
    FileKeyVault vault{state.path, kQuick};
    const auto back = vault.unlock("r.stoilova", "password");
    REQUIRE(back);
    CHECK(back->signer->public_key() == key.signer->public_key());
    CHECK(back->identity.display_name == "Р. Стоилова");
    CHECK_FALSE(vault.unlock("r.stoilova", "Password"));
    CHECK_FALSE(vault.unlock("somebody", "password"));
}

TEST_CASE("A clerk's key cannot be unwrapped on another kiosk")
{
    TemporaryFolder state;
    FileKeyVault{state.path, kQuick}.keep(clerk(), "password");
    std::filesystem::remove(state.path / "kiosk.secret");
    CHECK_FALSE(FileKeyVault(state.path, kQuick).unlock("r.stoilova", "password"));
}

TEST_CASE("Only the owner may read the vault's files, and no name is in them")
{
    TemporaryFolder state;
    FileKeyVault{state.path, kQuick}.keep(clerk(), "password");
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{state.path}) {
        if (!entry.is_regular_file()) continue;
        ++files;
        CHECK((entry.status().permissions() & std::filesystem::perms{077}) == std::filesystem::perms::none);
        std::ifstream in{entry.path()};
        const std::string content{std::istreambuf_iterator<char>{in}, {}};
        CHECK(content.find("stoilova") == std::string::npos);
        CHECK(entry.path().string().find("stoilova") == std::string::npos);
    }
    CHECK(files == 2);
}

TEST_CASE("A note that another kiosk protected is not opened")
{
    TemporaryFolder here;
    TemporaryFolder there;
    FileKeyVault ours{here.path, kQuick};
    const auto sealed = ours.protect(contract::bytes_of("epoch key"));
    CHECK(ours.unprotect(sealed) == contract::bytes_of("epoch key"));
    CHECK_FALSE(FileKeyVault(there.path, kQuick).unprotect(sealed));
}

TEST_CASE("A kiosk that is not enrolled has no key to sign with")
{
    TemporaryFolder state;
    FileKeyVault vault{state.path, kQuick};
    CHECK_THROWS_AS(vault.kiosk_signer(), std::runtime_error);
}
