#include <doctest/doctest.h>

#include <stdexcept>

#include "hardware/card/apdu.hpp"
#include "hardware/error.hpp"

using namespace hardware;
using namespace hardware::card;

TEST_CASE("the four short cases of a command are encoded as ISO/IEC 7816-4 says")
{
    CHECK(to_hex(encode({0x00, 0xA4, 0x00, 0x0C, {}, {}})) == "00A4000C");
    CHECK(to_hex(encode({0x00, 0x84, 0x00, 0x00, {}, 8})) == "0084000008");
    CHECK(to_hex(encode({0x00, 0xB0, 0x00, 0x00, {}, 256})) == "00B0000000");
    CHECK(to_hex(encode({0x00, 0xA4, 0x02, 0x0C, {0x01, 0x1E}, {}})) == "00A4020C02011E");
    CHECK(to_hex(encode({0x00, 0x88, 0x00, 0x00, {0x01, 0x02}, 256})) == "0088000002010200");
}

TEST_CASE("long data or a long answer take the extended form")
{
    CHECK(to_hex(encode({0x00, 0xB0, 0x00, 0x00, {}, 2048})) == "00B00000000800");
    CHECK(to_hex(encode({0x00, 0xB0, 0x00, 0x00, {}, 65536})) == "00B00000000000");
    const auto bytes = encode({0x00, 0x86, 0x00, 0x00, Bytes(300), 256});
    CHECK(bytes.size() == 4 + 3 + 300 + 2);
    CHECK(to_hex(ByteView{bytes}.first(7)) == "0086000000012C");
    CHECK_THROWS_AS(encode({0x00, 0x86, 0x00, 0x00, Bytes(65536), {}}), std::invalid_argument);
}

TEST_CASE("parsing undoes encoding in every case")
{
    for (const std::size_t data : {0u, 1u, 255u, 256u, 4000u})
        for (const std::size_t le : {0u, 1u, 255u, 256u, 257u, 65536u}) {
            CAPTURE(data);
            CAPTURE(le);
            Command command{0x0C, 0xB0, 1, 2, Bytes(data, 7), {}};
            if (le > 0) command.le = le;
            const auto parsed = parse_command(encode(command));
            REQUIRE(parsed);
            CHECK(parsed->data == command.data);
            // In the extended form 256 is written out, in the short form it is "all you have".
            CHECK(parsed->le == command.le);
        }
}

TEST_CASE("a command whose lengths do not agree is refused")
{
    for (const auto* bad : {"", "00A400", "00A4000C02AA", "00A4000C01AABBCC", "00B0000000", "00B000000001"}) {
        CAPTURE(bad);
        const bool refused = !parse_command(from_hex(bad));
        CHECK(refused == (std::string_view{bad} != "00B0000000"));
    }
}

TEST_CASE("an answer below two bytes is a violation")
{
    CHECK(parse_response(from_hex("AABB9000")).data == from_hex("AABB"));
    CHECK_THROWS_AS(parse_response(from_hex("90")), ProtocolViolation);
    CHECK_THROWS_AS(parse_response({}), ProtocolViolation);
}
