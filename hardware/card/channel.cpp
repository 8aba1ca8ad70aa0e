#include "hardware/card/channel.hpp"

#include <array>

namespace hardware::card {
namespace {
constexpr std::size_t kLargestAnswer = 66'000;
constexpr unsigned kTriedBlocks = 3; ///< long, short and small; after these the chip is taken at its word

std::uint16_t status_of(ByteView answer)
{
    if (answer.size() < 2) throw ProtocolViolation{"APDU: answer without status"};
    return static_cast<std::uint16_t>(answer[answer.size() - 2] << 8 | answer[answer.size() - 1]);
}
} // namespace

SessionLost::SessionLost(std::uint16_t status)
    : ProtocolViolation{"secure messaging ended by the chip: " +
                        to_hex(Bytes{static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status)})},
      sw{status}
{
}

Channel::Channel(Card& card, Limits limits, BlockStep step) : card_{card}, limits_{std::move(limits)}, step_{step} {}

Response Channel::send(const Command& command)
{
    if (!messaging_) return noted(parse_response(exchange(encode(command))));
    const auto answer = exchange_protected(command);
    if (answer.size() == 2 && status_of(answer) != 0x9000) {
        messaging_.reset();
        throw SessionLost{status_of(answer)};
    }
    auto response = messaging_->open_answer(answer);
    ++answers_;
    return noted(std::move(response));
}

Response Channel::noted(Response response)
{
    constexpr std::uint16_t kEndOfFile = 0x6282;
    const bool succeeded = response.ok() || response.sw == kEndOfFile;
    if (succeeded && !response.data.empty()) last_brought_ = limits_.now();
    return response;
}

void Channel::check_limits() const
{
    if (limits_.stop && limits_.stop()) throw Stopped{"stopped by the caller"};
    if (exchanges_ >= kMostExchanges) throw ProtocolViolation{"the chip asks for more commands than any document"};
    const auto now = limits_.now();
    if (now > limits_.deadline) throw TimedOut{"the reading takes too long"};
    if (now - last_brought_ > kLongestWithoutData) throw TimedOut{"the chip answers and brings nothing"};
}

Bytes Channel::exchange_protected(const Command& command)
{
    try {
        return exchange(messaging_->protect(command));
    } catch (const LengthRefused&) {
        messaging_.reset(); // nobody knows whether the chip has counted this command
        throw;
    }
}

void Channel::secure(SecureMessaging messaging, Cipher cipher)
{
    messaging_.emplace(std::move(messaging));
    cipher_ = cipher;
    answers_ = 0;
}

void Channel::leave_security()
{
    messaging_.reset();
}

std::size_t Channel::short_block() const
{
    return messaging_ ? largest_short_answer(cipher_) : 256;
}

std::size_t Channel::block() const
{
    constexpr std::size_t kLong = 2048;
    constexpr std::size_t kSmall = 128;
    const std::array<std::size_t, kTriedBlocks + 1> all{kLong, short_block(), kSmall, step_.named};
    return all.at(step_.steps);
}

bool Channel::step_down(std::uint16_t refusal)
{
    constexpr std::size_t kLeast = 16;
    if (step_.steps + 1 < kTriedBlocks) {
        ++step_.steps;
        return true;
    }
    const std::size_t named = refusal >> 8 == 0x6C ? refusal & 0xFF : 0;
    if (step_.steps == kTriedBlocks || named < kLeast || named >= block()) return false;
    step_ = {kTriedBlocks, named};
    return true;
}

Bytes Channel::exchange(ByteView command)
{
    Bytes collected;
    Bytes next{command.begin(), command.end()};
    while (true) {
        check_limits();
        const auto answer = card_.transmit(next);
        ++exchanges_;
        bytes_ += next.size() + answer.size();
        const auto sw = status_of(answer);
        const bool more = sw >> 8 == 0x61;
        if (collected.size() + answer.size() > kLargestAnswer) throw ProtocolViolation{"APDU: answer without end"};
        collected.insert(collected.end(), answer.begin(), answer.end() - (more ? 2 : 0));
        if (!more) return collected;
        if (answer.size() == 2 && next[1] == 0xC0)
            throw ProtocolViolation{"APDU: chip promises more and brings nothing"};
        next = encode({0x00, 0xC0, 0x00, 0x00, {}, (sw & 0xFF) == 0 ? 256 : sw & 0xFF});
    }
}
} // namespace hardware::card
