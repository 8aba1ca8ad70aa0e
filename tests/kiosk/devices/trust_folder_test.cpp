#include "kiosk/devices/trust_folder.hpp"

#include <fstream>

#include <doctest/doctest.h>

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
