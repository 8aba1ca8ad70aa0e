#include <doctest/doctest.h>

#include "hardware/card/block_memory.hpp"

using namespace hardware;
using namespace hardware::card;

namespace {
const Bytes kOne{0x3B, 1};
const Bytes kOther{0x3B, 2};
const BlockStep kShort{1, 0};
const BlockStep kNamed{3, 96};
} // namespace

TEST_CASE("the length of each kind of card is remembered by itself")
{
    BlockMemory memory;
    CHECK(memory.step_of(kOne) == BlockStep{});
    memory.remember(kOne, kNamed);
    CHECK(memory.step_of(kOne) == kNamed);
    CHECK(memory.step_of(kOther) == BlockStep{});
    memory.remember(kOne, kShort);
    CHECK(memory.step_of(kOne) == kShort);
}

TEST_CASE("what a card refused is tried out again after some readings")
{
    BlockMemory memory;
    for (unsigned reading = 1; reading < BlockMemory::kMostReadings; ++reading) {
        memory.remember(kOne, kShort);
        CHECK(memory.step_of(kOne) == kShort);
    }
    memory.remember(kOne, kShort);
    CHECK(memory.step_of(kOne) == BlockStep{});
}

TEST_CASE("cards that all call themselves otherwise do not fill the memory")
{
    BlockMemory memory;
    const auto name = [](unsigned number) { return Bytes{0x3B, std::uint8_t(number >> 8), std::uint8_t(number)}; };
    for (unsigned number = 0; number < 1000; ++number)
        memory.remember(name(number), kShort);
    CHECK(memory.step_of(name(0)) == BlockStep{});
    CHECK(memory.step_of(name(999)) == kShort);
}
