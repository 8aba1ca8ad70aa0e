#include <doctest/doctest.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/document/data_groups.hpp"
#include "hardware/error.hpp"

using namespace hardware;
using namespace hardware::document;
using card::as_bytes;
using card::join;
using card::make_tlv;

namespace {
const Bytes kJpeg = from_hex("FFD8FFE000104A46494600");

/// A face record by ISO/IEC 19794-5 that declares `face_size` and `points`.
Bytes record(std::uint8_t face_size, std::uint8_t points, ByteView image)
{
    return join({from_hex("4641430030313000 00000000 0001 000000"), Bytes{face_size, 0, points}, Bytes(14),
                 Bytes(std::size_t{points} * 8), Bytes(12), image});
}

Bytes dg2(ByteView face_record)
{
    const auto face = make_tlv(0x7F60, join({make_tlv(0xA1, {}), make_tlv(0x5F2E, face_record)}));
    return make_tlv(0x75, make_tlv(0x7F61, join({from_hex("020101"), face})));
}

Bytes dg11(std::string_view name, std::string_view number)
{
    return make_tlv(0x6B, join({make_tlv(0x5C, from_hex("5F0E5F10")), make_tlv(0x5F0E, as_bytes(name)),
                                make_tlv(0x5F10, as_bytes(number))}));
}
} // namespace

TEST_CASE("the picture is found behind the headers and the feature points")
{
    const auto size = static_cast<std::uint8_t>(32 + kJpeg.size());
    CHECK(read_dg2(dg2(record(size, 0, kJpeg))).data == kJpeg);
    CHECK(read_dg2(dg2(record(static_cast<std::uint8_t>(size + 16), 2, kJpeg))).data == kJpeg);
}

TEST_CASE("a face record that counts a few bytes too many is read up to its end")
{
    CHECK(read_dg2(dg2(record(static_cast<std::uint8_t>(40 + kJpeg.size()), 0, kJpeg))).data == kJpeg);
}

TEST_CASE("JPEG 2000 is told from JPEG by its first bytes")
{
    const auto jp2 = from_hex("0000000C6A5020200D0A870A");
    const auto codestream = from_hex("FF4FFF51002F");
    for (const auto& image : {jp2, codestream}) {
        const auto portrait = read_dg2(dg2(record(static_cast<std::uint8_t>(32 + image.size()), 0, image)));
        CHECK(portrait.format == PortraitFormat::jpeg2000);
        CHECK(portrait.data == image);
    }
}

TEST_CASE("hostile face records are refused")
{
    CHECK_THROWS_AS(read_dg2(dg2({})), Unsupported);
    CHECK_THROWS_AS(read_dg2(dg2(from_hex("4641430030313000"))), ProtocolViolation);
    CHECK_THROWS_AS(read_dg2(dg2(record(10, 0, kJpeg))), ProtocolViolation);
    auto cut = record(255, 255, {});
    cut.resize(60);
    CHECK_THROWS_AS(read_dg2(dg2(cut)), ProtocolViolation);
    CHECK_THROWS_AS(read_dg2(dg2(record(36, 0, from_hex("25504446")))), Unsupported);
    CHECK_THROWS_AS(read_dg2(from_hex("7500")), ProtocolViolation);
    CHECK_THROWS_AS(read_dg2(from_hex("75067F6103020101")), ProtocolViolation);
}

TEST_CASE("the national name is split at the double filler")
{
    const auto details = read_dg11(dg11("КОНСТАНТИНОВА<<ВИКТОРИЯ<ЛЮБОМИРОВА", "8506156591"));
    REQUIRE(details);
    CHECK(details->name == "КОНСТАНТИНОВА ВИКТОРИЯ ЛЮБОМИРОВА");
    CHECK(details->surname == "КОНСТАНТИНОВА");
    CHECK(details->given_names == "ВИКТОРИЯ ЛЮБОМИРОВА");
    CHECK(details->personal_number == "8506156591");
}

TEST_CASE("a name that is no clean UTF-8 is left out")
{
    for (const auto* bad : {"\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xD0", "A\x1B[2J", "\xE2\x82"}) {
        const auto details = read_dg11(dg11(bad, "1"));
        REQUIRE(details);
        CHECK(details->name.empty());
    }
}

TEST_CASE("a DG11 without name and number says nothing")
{
    CHECK_FALSE(read_dg11(from_hex("6B00")));
    CHECK_THROWS_AS(read_dg11(from_hex("6B025F0E")), ProtocolViolation);
}

TEST_CASE("DG1 holds its zone and nothing else")
{
    CHECK(read_dg1(from_hex("61055F1F024142")) == "AB");
    CHECK_THROWS_AS(read_dg1(from_hex("61055F1F034142")), ProtocolViolation);
    CHECK_THROWS_AS(read_dg1(from_hex("61085F1F024142020100")), ProtocolViolation);
}
