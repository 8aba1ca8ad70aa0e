#pragma once

#include <optional>

#include "hardware/card/block_step.hpp"
#include "hardware/card/card.hpp"
#include "hardware/card/limits.hpp"
#include "hardware/card/secure_messaging.hpp"
#include "hardware/error.hpp"

namespace hardware::card {
/// The caller asked to stop.
struct Stopped : Error {
    using Error::Error;
};

/// The chip ended secure messaging with a bare status: only opening it again helps. Source: ICAO 9303-11 §9.8.7.
struct SessionLost : ProtocolViolation {
    explicit SessionLost(std::uint16_t status);
    std::uint16_t sw;
};

/// Commands to one card and their answers, in clear or under secure messaging; fetches what a chip holds back (61xx).
class Channel {
public:
    explicit Channel(Card& card, Limits limits = {}, BlockStep step = {});

    /// Throws `SessionLost`, `Stopped`, `TimedOut`, `ProtocolViolation` and whatever the card throws. Behind
    /// `SessionLost` and `LengthRefused` the channel is in clear.
    Response send(const Command& command);

    void secure(SecureMessaging messaging, Cipher cipher);
    void leave_security();
    bool secured() const { return messaging_.has_value(); }

    /// Protected answers with a right MAC since `secure`: what proves that the other side has the keys.
    unsigned answers_under_these_keys() const { return answers_; }

    /// Bytes that one short answer can bring in the present state.
    std::size_t short_block() const;
    /// Bytes to ask for at once; begins long and remembers what chip and reader refused.
    std::size_t block() const;
    bool asks_long_blocks() const { return step_.steps == 0; }
    /// Asks for less from now on; false at the smallest. A `refusal` of 6Cxx names what the chip gives, and counts once
    /// all else is refused: before, it may be the length of a small file.
    bool step_down(std::uint16_t refusal = 0x6700);
    /// How far that went, to begin there another time.
    BlockStep step() const { return step_; }

    unsigned exchanges() const { return exchanges_; }
    std::size_t bytes() const { return bytes_; }

private:
    Response noted(Response response);
    void check_limits() const;
    Bytes exchange(ByteView command);
    Bytes exchange_protected(const Command& command);

    Card& card_;
    Limits limits_;
    Instant last_brought_ = limits_.now();
    std::optional<SecureMessaging> messaging_;
    Cipher cipher_{};
    BlockStep step_;
    unsigned answers_ = 0;
    unsigned exchanges_ = 0;
    std::size_t bytes_ = 0;
};
} // namespace hardware::card
