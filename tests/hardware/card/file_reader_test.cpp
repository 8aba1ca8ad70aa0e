#include <doctest/doctest.h>

#include "hardware/card/file_reader.hpp"
#include "hardware/card/tlv.hpp"
#include "tests/hardware/card/scripted_card.hpp"

using namespace hardware;
using namespace hardware::card;

namespace {
std::optional<Bytes> read(std::vector<std::pair<Bytes, Bytes>> steps, std::size_t largest = 4096)
{
    ScriptedCard card{std::move(steps)};
    Channel channel{card};
    auto file = FileReader{channel}.read(kCardAccess, largest);
    CHECK(card.finished());
    return file;
}

const auto kLong = from_hex("00B09C00000800");
const auto kShort = from_hex("00B09C0000");
const auto kFile = from_hex("3103020100");
const auto kRead = join({kFile, from_hex("6282")});

/// Gives one byte an answer, for ever.
class DrippingCard final : public Card {
public:
    Bytes transmit(ByteView command) override
    {
        const bool first = (command[2] & 0x80) != 0;
        return first ? from_hex("75840007FFFF9000") : from_hex("009000");
    }
    Bytes atr() const override { return {}; }
};

/// Promises more (61xx) and never comes to an end.
class PromisingCard final : public Card {
public:
    explicit PromisingCard(std::size_t bytes) : answer_(bytes) { answer_.insert(answer_.end(), {0x61, 0x00}); }
    Bytes transmit(ByteView) override { return answer_; }
    Bytes atr() const override { return {}; }

private:
    Bytes answer_;
};
} // namespace

TEST_CASE("one long command reads a small file")
{
    CHECK(read({{kLong, kRead}}) == kFile);
    CHECK(read({{kLong, join({kFile, from_hex("FFFF9000")})}}) == kFile);
}

TEST_CASE("a chip that refuses long answers is asked for short ones")
{
    for (const auto* refusal : {"6700", "6C10", "6F00", "6A86", "6D00"})
        CHECK(read({{kLong, from_hex(refusal)}, {kShort, kRead}}) == kFile);
    CHECK(read({{kLong, from_hex("6700")}, {kShort, from_hex("6CA0")}, {from_hex("00B09C0080"), kRead}}) == kFile);
}

TEST_CASE("a chip that names a length below all that are tried is taken at its word, once")
{
    const auto asking_for = [](int bytes) { return join({from_hex("00B09C00"), Bytes{std::uint8_t(bytes)}}); };
    CHECK(read({{kLong, from_hex("6700")},
                {kShort, from_hex("6C60")},
                {asking_for(0x80), from_hex("6C60")},
                {asking_for(0x60), kRead}}) == kFile);
    for (const auto* next : {"6C40", "6C60", "6C00"})
        CHECK_FALSE(read({{kLong, from_hex("6700")},
                          {kShort, from_hex("6700")},
                          {asking_for(0x80), from_hex("6C60")},
                          {asking_for(0x60), from_hex(next)},
                          {from_hex("00A4020C02011C"), from_hex("6A82")}}));
    for (const auto* tiny : {"6C01", "6C80", "6CFF"})
        CHECK_FALSE(read({{kLong, from_hex("6700")},
                          {kShort, from_hex("6700")},
                          {asking_for(0x80), from_hex(tiny)},
                          {from_hex("00A4020C02011C"), from_hex("6A82")}}));
}

TEST_CASE("a chip without short identifiers gets a SELECT without Le")
{
    CHECK(read({{kLong, from_hex("6A86")},
                {kShort, from_hex("6A86")},
                {from_hex("00A4020C02011C"), from_hex("9000")},
                {from_hex("00B0000000"), kRead}}) == kFile);
}

TEST_CASE("a file that is not there is told from a broken one")
{
    CHECK_FALSE(read({{kLong, from_hex("6A82")}, {from_hex("00A4020C02011C"), from_hex("6A82")}}));
    CHECK_THROWS_AS(read({{kLong, from_hex("319000")}}), ProtocolViolation);
    CHECK_THROWS_AS(read({{kLong, from_hex("3105029000")}, {from_hex("00B0000304"), from_hex("6B00")}}),
                    ProtocolViolation);
    CHECK_THROWS_AS(read({{kLong, from_hex("31820FFF9000")}}, 1024), ProtocolViolation);
}

TEST_CASE("bytes that a chip holds back are fetched")
{
    CHECK(read({{kLong, from_hex("31036102")},
                {from_hex("00C0000002"), from_hex("02016101")},
                {from_hex("00C0000001"), from_hex("009000")}}) == kFile);
}

TEST_CASE("a chip without end ends by the clock or by the measure")
{
    PromisingCard promising{1000};
    Channel loud{promising};
    CHECK_THROWS_AS(loud.send({0x00, 0xB0, 0x00, 0x00, {}, 256}), ProtocolViolation);
    PromisingCard empty{0};
    Channel silent{empty};
    CHECK_THROWS_AS(silent.send({0x00, 0xB0, 0x00, 0x00, {}, 256}), ProtocolViolation);

    DrippingCard dripping;
    unsigned commands = 0;
    Channel slow{dripping,
                 {std::chrono::steady_clock::now() + std::chrono::hours{1}, [&] { return ++commands > 1000; }}};
    CHECK_THROWS_AS(FileReader{slow}.read(kCardAccess, 1u << 20), Stopped);
    Channel late{dripping, {std::chrono::steady_clock::now() - std::chrono::seconds{1}, {}}};
    CHECK_THROWS_AS(late.send({0x00, 0xB0, 0x00, 0x00, {}, 1}), TimedOut);
}

TEST_CASE("a chip that answers and brings nothing ends by the clock, one that brings something goes on")
{
    struct AnsweringCard final : Card {
        Bytes transmit(ByteView) override { return from_hex(is_good ? "009000" : "6985"); }
        Bytes atr() const override { return {}; }
        bool is_good = true;
    } card;
    Instant now{};
    Limits limits;
    limits.now = [&] { return now; };
    Channel channel{card, limits};
    const auto ask = [&] {
        now += std::chrono::seconds{4};
        channel.send({0x00, 0xB0, 0x00, 0x00, {}, 1});
    };
    for (int i = 0; i < 10; ++i)
        CHECK_NOTHROW(ask());
    card.is_good = false;
    CHECK_NOTHROW(ask());
    CHECK_NOTHROW(ask());
    CHECK_THROWS_AS(ask(), TimedOut);
}
