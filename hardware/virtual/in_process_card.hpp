#pragma once

#include "hardware/card/card.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/virtual_document.hpp"

namespace hardware::virtual_card {
/// A virtual document without a reader between: for tests and benchmarks.
class InProcessCard final : public Card {
public:
    explicit InProcessCard(VirtualDocument& document) : document_{document} { document_.reset(); }
    Bytes transmit(ByteView command) override
    {
        auto answer = document_.answer(command);
        if (answer.empty()) throw TimedOut{"the card does not answer"};
        return answer;
    }
    Bytes atr() const override { return document_.atr(); }

private:
    VirtualDocument& document_;
};
} // namespace hardware::virtual_card
