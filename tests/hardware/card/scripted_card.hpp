#pragma once

#include <stdexcept>
#include <utility>
#include <vector>

#include "hardware/card/card.hpp"

namespace hardware {
/// Test double: answers exactly these (command, reply) steps in order; throws `std::logic_error` on anything else.
class ScriptedCard final : public Card {
public:
    explicit ScriptedCard(std::vector<std::pair<Bytes, Bytes>> steps) : steps_{std::move(steps)} {}

    Bytes transmit(ByteView command) override
    {
        if (at_ == steps_.size()) throw std::logic_error{"script is over: " + to_hex(command)};
        const auto& [expected, reply] = steps_[at_++];
        if (!std::equal(expected.begin(), expected.end(), command.begin(), command.end()))
            throw std::logic_error{"expected " + to_hex(expected) + ", got " + to_hex(command)};
        return reply;
    }
    Bytes atr() const override { return {0x3B, 0x80, 0x80, 0x01, 0x01}; }
    bool finished() const { return at_ == steps_.size(); }

private:
    std::vector<std::pair<Bytes, Bytes>> steps_;
    std::size_t at_ = 0;
};
} // namespace hardware
