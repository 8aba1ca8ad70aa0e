#include "hardware/scanner/scan_assembler.hpp"

#include <string_view>

#include <doctest/doctest.h>

using hardware::scanner::ScanAssembler;
using Verdict = ScanAssembler::Verdict;
using namespace std::chrono_literals;

namespace {
/// A hand on the clock and the keys.
struct Keyboard {
    ScanAssembler assembler;
    ScanAssembler::Instant now{std::chrono::hours{5}};

    Verdict press(char32_t key, std::chrono::milliseconds after)
    {
        now += after;
        return assembler.key(key, now);
    }
    std::size_t press_all(std::u32string_view keys, std::chrono::milliseconds gap)
    {
        std::size_t withheld = 0;
        for (const auto key : keys)
            if (press(key, gap) == Verdict::scanning) ++withheld;
        return withheld;
    }
};
} // namespace

TEST_CASE("a burst of keys is one scan after its silence")
{
    Keyboard keyboard;
    CHECK(keyboard.press_all(U"1234567890\r", 4ms) == 6);
    CHECK_FALSE(keyboard.assembler.finish(keyboard.now + 100ms));
    REQUIRE(keyboard.assembler.finish_at());
    const auto scan = keyboard.assembler.finish(*keyboard.assembler.finish_at());
    REQUIRE(scan);
    CHECK(scan->text == "1234567890");
    CHECK(scan->passed_on == 5);
    CHECK_FALSE(keyboard.assembler.finish_at());
    CHECK_FALSE(keyboard.assembler.finish(keyboard.now + 1000ms));
}

TEST_CASE("typing by hand is never withheld and never a scan")
{
    Keyboard keyboard;
    CHECK(keyboard.press_all(U"maria.petrova\r", 90ms) == 0);
    CHECK_FALSE(keyboard.assembler.finish_at());
    CHECK_FALSE(keyboard.assembler.finish(keyboard.now + 1000ms));
}

TEST_CASE("a held key repeats too slowly to be a scan")
{
    Keyboard keyboard;
    CHECK(keyboard.press_all(U"11111111111111111111", 30ms) == 0);
}

TEST_CASE("a few quick keys are typing")
{
    Keyboard keyboard;
    CHECK(keyboard.press_all(U"12345", 4ms) == 0);
    CHECK_FALSE(keyboard.assembler.finish(keyboard.now + 1000ms));
}

TEST_CASE("a scan that follows typing holds nothing of it")
{
    Keyboard keyboard;
    keyboard.press_all(U"mar", 120ms);
    keyboard.press(U'1', 200ms);
    keyboard.press_all(U"23456", 3ms);
    const auto scan = keyboard.assembler.finish(keyboard.now + 300ms);
    REQUIRE(scan);
    CHECK(scan->text == "123456");
}

TEST_CASE("the pause of a scanner between the lines of a document does not cut the scan")
{
    Keyboard keyboard;
    keyboard.press_all(U"IDBGRAA10000023<<<<<<<<<<<<<<<\r", 3ms);
    keyboard.press(U'7', 100ms);
    keyboard.press_all(U"202294M3406175BGR7202299966<2\r", 3ms);
    keyboard.press(U'H', 100ms);
    keyboard.press_all(U"RISTOV<<YORDAN<TSVETANOV<<<<<\r", 3ms);
    const auto scan = keyboard.assembler.finish(keyboard.now + 120ms);
    REQUIRE(scan);
    CHECK(scan->text ==
          "IDBGRAA10000023<<<<<<<<<<<<<<<\n7202294M3406175BGR7202299966<2\nHRISTOV<<YORDAN<TSVETANOV<<<<<");
}

TEST_CASE("two scans one after the other stay two")
{
    Keyboard keyboard;
    keyboard.press_all(U"123456\r", 3ms);
    const auto first = keyboard.assembler.finish(keyboard.now + 150ms);
    keyboard.press(U'6', 400ms);
    keyboard.press_all(U"54321\r", 3ms);
    const auto second = keyboard.assembler.finish(keyboard.now + 150ms);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->text == "123456");
    CHECK(second->text == "654321");
}

TEST_CASE("Cyrillic keys come out as UTF-8")
{
    Keyboard keyboard;
    keyboard.press_all(U"ИДБГРА€😀\r", 3ms);
    const auto scan = keyboard.assembler.finish(keyboard.now + 150ms);
    REQUIRE(scan);
    CHECK(scan->text == "ИДБГРА€😀");
}

TEST_CASE("a burst without end is withheld and is no scan")
{
    Keyboard keyboard;
    CHECK(keyboard.press_all(std::u32string(10'000, U'1'), 1ms) == 10'000 - 5);
    CHECK_FALSE(keyboard.assembler.finish(keyboard.now + 300ms));
    CHECK_FALSE(keyboard.assembler.finish_at());
}

TEST_CASE("a machine that stops within a line does not cut the scan")
{
    Keyboard keyboard;
    const auto first = keyboard.now + 4ms;
    keyboard.press_all(U"4821093755601170", 4ms);
    keyboard.press(U'5', 250ms);
    keyboard.press_all(U"310442\r", 4ms);
    const auto scan = keyboard.assembler.finish(keyboard.now + 120ms);
    REQUIRE(scan);
    CHECK(scan->text == "48210937556011705310442");
    CHECK(scan->begun == first);
}

TEST_CASE("a scanner without line ends has its scan after a longer silence")
{
    Keyboard keyboard;
    keyboard.press_all(U"641903", 4ms);
    CHECK_FALSE(keyboard.assembler.finish(keyboard.now + 299ms));
    CHECK(keyboard.assembler.finish(keyboard.now + 300ms));
}

TEST_CASE("what scanners put around a text does not belong to it")
{
    for (const auto* keys : {U"]Q3123456", U"]Q3123456\r", U"]Q3123456\n", U"]Q3123456\r\n", U"]Q3123456\t",
                             U"\x02]Q3123456\x03", U"\x02]Q3123456\x03\r\n"}) {
        Keyboard keyboard;
        keyboard.press_all(keys, 3ms);
        const auto scan = keyboard.assembler.finish(keyboard.now + 300ms);
        REQUIRE(scan);
        CHECK(scan->text == "]Q3123456");
    }
}

TEST_CASE("control characters within a scan leave nothing in its text")
{
    Keyboard keyboard;
    CHECK(keyboard.press_all(std::u32string{U"12\0\a3\x1B"
                                            U"4\x7F\u009B"
                                            U"56\r",
                                            12},
                             3ms) == 7);
    const auto scan = keyboard.assembler.finish(keyboard.now + 150ms);
    REQUIRE(scan);
    CHECK(scan->text == "123456");
    CHECK(scan->passed_on == 5);
}

TEST_CASE("half a surrogate pair and numbers beyond Unicode leave nothing in a scan")
{
    Keyboard keyboard;
    keyboard.press_all(U"123", 3ms);
    for (const char32_t key : {0xD800U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU})
        keyboard.press(key, 3ms);
    keyboard.press_all(U"456\U0010FFFF\r", 3ms);
    const auto scan = keyboard.assembler.finish(keyboard.now + 150ms);
    REQUIRE(scan);
    CHECK(scan->text == "123456\U0010FFFF");
}

TEST_CASE("a burst of control characters is withheld and is no scan")
{
    Keyboard keyboard;
    CHECK(keyboard.press_all(std::u32string(20, U'\x1B'), 3ms) == 15);
    REQUIRE(keyboard.assembler.finish_at());
    CHECK_FALSE(keyboard.assembler.finish(*keyboard.assembler.finish_at()));
    CHECK_FALSE(keyboard.assembler.finish_at());
}
