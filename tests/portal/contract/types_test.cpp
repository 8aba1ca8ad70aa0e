#include "portal/contract/types.hpp"

#include <random>

#include <doctest/doctest.h>

using namespace portal::contract;
using namespace std::chrono_literals;

TEST_CASE("SHA-256 agrees with the example in FIPS 180-2 appendix B.1")
{
    CHECK(to_hex(sha256(bytes_of("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("Base64 agrees with the examples in RFC 4648 section 10")
{
    CHECK(to_base64(bytes_of("")) == "");
    CHECK(to_base64(bytes_of("f")) == "Zg==");
    CHECK(to_base64(bytes_of("fooba")) == "Zm9vYmE=");
    CHECK(from_base64("Zm9vYmFy") == bytes_of("foobar"));
}

TEST_CASE("Base64 that is not in its one form is refused")
{
    for (const char* text : {"Zg", "Zg=", "Zh==", "Z g==", "Zg==\n", "Zg==Zg==", "Zm9v-_8=", "="}) {
        CAPTURE(text);
        CHECK_THROWS_AS(from_base64(text), Malformed);
    }
}

TEST_CASE("bytes survive hexadecimal and Base64")
{
    std::mt19937 random{2026};
    for (std::size_t size = 0; size < 100; ++size) {
        Bytes bytes(size);
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        CHECK(from_hex(to_hex(bytes)) == bytes);
        CHECK(from_base64(to_base64(bytes)) == bytes);
    }
}

TEST_CASE("hexadecimal of odd length or with other characters is refused")
{
    CHECK_THROWS_AS(from_hex("abc"), Malformed);
    CHECK_THROWS_AS(from_hex("0g"), Malformed);
}

TEST_CASE("a time is written and read in one form")
{
    const Instant when = std::chrono::sys_days{Date{2026y, std::chrono::November, 18d}} + 8h + 47min + 12s;
    CHECK(to_rfc3339(when) == "2026-11-18T08:47:12Z");
    CHECK(instant_from_rfc3339("2026-11-18T08:47:12Z") == when);
}

TEST_CASE("a time in another form is refused")
{
    for (const char* text :
         {"", "2026-11-18", "2026-11-18T08:47:12", "2026-11-18T08:47:12+00:00", "2026-11-18T08:47:12.0Z",
          "2026-02-29T08:47:12Z", "2026-11-18T24:00:00Z", "2026-11-18T08:60:12Z", "2026-11-18t08:47:12Z",
          "2026-11-1aT08:47:12Z", "-026-11-18T08:47:12Z"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(instant_from_rfc3339(text), Malformed);
    }
}

TEST_CASE("a day is written and read in one form, and must exist")
{
    CHECK(to_iso(date_from_iso("2033-02-28")) == "2033-02-28");
    for (const char* text : {"2033-02-29", "2033-2-28", "28.02.2033", "2033-13-01", "2033-00-10", "0000-01-01"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(date_from_iso(text), Malformed);
    }
}

TEST_CASE("random bytes are as many as asked for and not the same twice")
{
    CHECK(random_bytes(32).size() == 32);
    CHECK(random_bytes(32) != random_bytes(32));
}

TEST_CASE("a day on a screen begins with the day")
{
    CHECK(to_shown(std::chrono::year{2033} / 2 / 8) == "08.02.2033");
}
