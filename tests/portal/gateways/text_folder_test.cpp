#include "portal/gateways/text_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace portal;

namespace {
struct Noon final : domain::Clock {
    domain::Instant now() const override { return contract::instant_from_rfc3339("2026-11-18T12:00:00Z"); }
};
struct Place {
    std::filesystem::path folder{std::filesystem::temp_directory_path() /
                                 ("gishe-texts-" + contract::to_hex(contract::random_bytes(8)))};
    Noon noon;
    ~Place() { std::filesystem::remove_all(folder); }
};
} // namespace

TEST_CASE_FIXTURE(Place, "each message is a file of its own, which its owner alone reads")
{
    gateways::TextFolder texts{folder, noon};
    texts.send("+359888123456", "123456 е Вашият код");
    texts.send("+359888123456", "и още един");
    const std::vector<std::filesystem::directory_entry> files{std::filesystem::directory_iterator{folder}, {}};
    REQUIRE(files.size() == 2);
    for (const auto& file : files) {
        CHECK(file.path().filename().string().starts_with("20261118T120000Z-"));
        CHECK(file.path().extension() == ".txt");
        CHECK((file.status().permissions() & std::filesystem::perms::all) ==
              (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    }
    std::string all;
    for (const auto& file : files) {
        std::ifstream in{file.path()};
        all += {std::istreambuf_iterator<char>{in}, {}};
    }
    CHECK(all.find("+359888123456\n123456 е Вашият код\n") != std::string::npos);
    CHECK(std::filesystem::status(folder).permissions() == std::filesystem::perms::owner_all);
}

TEST_CASE_FIXTURE(Place, "a folder that is gone is a fault, so that the message waits")
{
    gateways::TextFolder texts{folder, noon};
    std::filesystem::remove_all(folder);
    CHECK_THROWS(texts.send("+359888123456", "x"));
}
