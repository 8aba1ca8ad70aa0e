#include <doctest/doctest.h>

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

using namespace hardware;
using namespace hardware::card;

TEST_CASE("data objects are read one after the other, with tags of one to three bytes")
{
    const auto bytes = from_hex("5A0142 7F4902AABB 5FFF0100");
    TlvReader reader{bytes};
    CHECK(to_hex(reader.expect(0x5A).value) == "42");
    CHECK(to_hex(reader.expect(0x7F49).value) == "AABB");
    CHECK(reader.expect(0x5FFF01).value.empty());
    CHECK(reader.empty());
}

TEST_CASE("what TlvReader reads is what make_tlv wrote, at every boundary of the length")
{
    for (const std::size_t size : {0u, 1u, 127u, 128u, 255u, 256u, 65535u, 65536u}) {
        const Bytes value(size, 0x5A);
        const auto object = make_tlv(0x7F61, value);
        CHECK(sole_value(object, 0x7F61).size() == size);
        CHECK(declared_size(object) == object.size());
    }
}

TEST_CASE("hostile objects are refused")
{
    for (const auto* bad : {"5A", "5A05AABB", "5A80", "5A80420000", "5A85000000000142", "5A84FFFFFFFF",
                            "5A84FFFFFFFE00", "1F", "1F81", "1F818181", "1F81818101", "5A82", "5A8201"}) {
        CAPTURE(bad);
        const auto bytes = from_hex(bad);
        TlvReader reader{bytes};
        CHECK_THROWS_AS(reader.next(), ProtocolViolation);
    }
}

TEST_CASE("a sole value must be the only object and carry its tag")
{
    CHECK_THROWS_AS(sole_value(from_hex("5A0142 00"), 0x5A), ProtocolViolation);
    CHECK_THROWS_AS(sole_value(from_hex("5B0142"), 0x5A), ProtocolViolation);
    CHECK_THROWS_AS(sole_value({}, 0x5A), ProtocolViolation);
}

TEST_CASE("the size of a file is known as soon as its head is there")
{
    CHECK_FALSE(declared_size(from_hex("75")));
    CHECK_FALSE(declared_size(from_hex("758244")));
    CHECK(declared_size(from_hex("75824400")) == 0x4404);
    CHECK_THROWS_AS(declared_size(from_hex("7580")), ProtocolViolation);
}
