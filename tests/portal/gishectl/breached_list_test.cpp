#include "portal/gishectl/breached_list.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "portal/contract/types.hpp"
#include "portal/domain/types.hpp"

using namespace gishectl;
using portal::domain::BreachedPasswords;
using portal::domain::Fault;

namespace {
// FIPS 180-4 gives SHA-1("abc"); the others are of `password` and `123456`, as every public list has them.
const std::string kAbc = "A9993E364706816ABA3E25717850C26C9CD0D89D";
const std::string kPassword = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";
const std::string k123456 = "7C4A8D09CA3762AF61E59520943DC26494F8941B";

/// Files of one test, in a folder that ends with it.
struct Folder {
    std::filesystem::path path{std::filesystem::temp_directory_path() /
                               ("gishe-breached-" + portal::contract::to_hex(portal::contract::random_bytes(8)))};
    std::filesystem::path list{path / "list"};

    Folder() { std::filesystem::create_directory(path); }
    ~Folder() { std::filesystem::remove_all(path); }

    std::filesystem::path put(const std::string& name, const std::string& text) const
    {
        std::ofstream{path / name, std::ios::binary} << text;
        return path / name;
    }
    std::string text() const
    {
        std::ifstream stream{list, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }
    /// Why no list is made of these hashes.
    std::string refusal(const std::string& hashes) const
    {
        try {
            build_breached_list({put("hashes", hashes)}, {}, list);
        } catch (const ListError& error) {
            CHECK_FALSE(std::filesystem::exists(list));
            CHECK_FALSE(std::filesystem::exists(list.string() + ".new"));
            return std::string{error.what()}.substr(path.string().size() + 1);
        }
        return {};
    }
};
} // namespace

TEST_CASE("a line of the public format is a hash with or without its count")
{
    for (const auto& line : {kAbc, kAbc + ":1", kAbc + ":42068", kAbc + ":7\r"}) {
        CAPTURE(line);
        CHECK(hash_of_line(line).has_value());
    }
    CHECK(hash_of_line(kAbc) == portal::domain::sha1_of_password("abc"));
    CHECK(hash_of_line("a9993e364706816aba3e25717850c26c9cd0d89d:1") == hash_of_line(kAbc));
}

TEST_CASE("what is no line of the public format is refused")
{
    for (const auto& line : std::vector<std::string>{"", ":", kAbc.substr(1), kAbc + "0", kAbc + ":", kAbc + ":x",
                                                     kAbc + " 1", kAbc + ":1 ", "G" + kAbc.substr(1), "password:3",
                                                     std::string(40, '\0'), kAbc + ":-1", kAbc + ":1:1"}) {
        CAPTURE(line);
        CHECK_FALSE(hash_of_line(line));
    }
}

TEST_CASE_FIXTURE(Folder, "hashes and words together make a list in which each is found once")
{
    const auto hashes = put("hashes", kPassword + ":3861493\r\n" + k123456 + ":24230577\r\n\r\n");
    const auto words = put("words", "abc\npassword\nпаролапарола\n\n");
    CHECK(build_breached_list({hashes}, {words}, list) == 4);
    const BreachedPasswords breached{list};
    CHECK(breached.size() == 4);
    for (const auto* password : {"password", "123456", "abc", "паролапарола"}) {
        CAPTURE(password);
        CHECK(breached.contains(password));
    }
    for (const auto* password : {"", "Password", "abcd", "парола"}) {
        CAPTURE(password);
        CHECK_FALSE(breached.contains(password));
    }
}

TEST_CASE_FIXTURE(Folder, "files that are sorted each by itself come together in order")
{
    std::string even;
    std::string odd;
    for (int i = 0; i < 256; ++i) {
        const auto line = portal::contract::to_hex(portal::contract::Bytes{static_cast<std::uint8_t>(i)}) +
                          std::string(38, '0') + ":1\n";
        (i % 2 == 0 ? even : odd) += line;
    }
    CHECK(build_breached_list({put("even", even), put("odd", odd)}, {}, list) == 256);
    const auto made = text();
    CHECK(made.size() == 16 + 256 * 20);
    for (std::size_t i = 0; i < 256; ++i)
        CHECK(static_cast<std::uint8_t>(made[16 + 20 * i]) == i);
    CHECK_FALSE(BreachedPasswords{list}.contains("anything"));
}

TEST_CASE_FIXTURE(Folder, "letters typed on another device are the same password")
{
    build_breached_list({}, {put("words", "caf\u00e9 noir encore\n")}, list);
    CHECK(BreachedPasswords{list}.contains("cafe\u0301 noir encore"));
}

TEST_CASE_FIXTURE(Folder, "a list that cannot be used is refused with file and line, and nothing is left behind")
{
    CHECK(refusal(kPassword + ":1\npassword\n") == "hashes:2: expected 40 hexadecimal digits, a colon and a count");
    CHECK(refusal(k123456 + ":1\n" + kPassword + ":1\n") ==
          "hashes:2: not in ascending order; sort the file first: LC_ALL=C sort");
    CHECK_THROWS_WITH_AS(build_breached_list({}, {put("none", "\n\n")}, list), "no password is in these files",
                         ListError);
    CHECK_THROWS_WITH_AS(build_breached_list({path / "nowhere"}, {}, list), doctest::Contains("cannot be read"),
                         ListError);
    CHECK_THROWS_WITH_AS(build_breached_list({path}, {}, list), doctest::Contains("cannot be read"), ListError);
    CHECK_THROWS_WITH_AS(build_breached_list({}, {put("words", "abc\n")}, path / "nowhere" / "list"),
                         doctest::Contains("cannot be written"), Fault);
}

TEST_CASE_FIXTURE(Folder, "a list that is there stays until the new one is whole")
{
    build_breached_list({}, {put("words", "abc\n")}, list);
    const auto before = text();
    CHECK_THROWS_AS(build_breached_list({put("hashes", "no hash\n")}, {}, list), ListError);
    CHECK(text() == before);
}

TEST_CASE_FIXTURE(Folder, "the portal opens no file that is not such a list")
{
    CHECK_THROWS_AS(BreachedPasswords{path / "nowhere"}, Fault);
    for (const auto& bytes : {std::string{}, std::string{"gishe-breached-"}, std::string{"gishe-breached-2"},
                              "gishe-breached-1" + std::string(19, 'x'), kPassword + ":1\n"}) {
        CAPTURE(bytes);
        CHECK_THROWS_WITH_AS(BreachedPasswords{put("list", bytes)}, doctest::Contains("is no list"), Fault);
    }
    CHECK(BreachedPasswords{put("list", "gishe-breached-1")}.size() == 0);
}

TEST_CASE_FIXTURE(Folder, "a list that is damaged is a fault, not an answer")
{
    const auto sorted = std::string(20, '\x10') + std::string(20, '\x20') + std::string(20, '\x30');
    const auto head = std::string{"gishe-breached-1"};
    CHECK_FALSE(BreachedPasswords{put("list", head + sorted)}.contains("password"));
    const BreachedPasswords backwards{
        put("backwards", head + std::string(20, '\x70') + std::string(20, '\x20') + std::string(20, '\x10'))};
    CHECK_THROWS_WITH_AS(backwards.contains("password"), doctest::Contains("is not sorted"), Fault);
    const BreachedPasswords cut{put("cut", head + sorted)};
    std::filesystem::resize_file(path / "cut", 20);
    CHECK_THROWS_WITH_AS(cut.contains("password"), doctest::Contains("ends too early"), Fault);
}
