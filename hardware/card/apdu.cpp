#include "hardware/card/apdu.hpp"

#include <stdexcept>

#include "hardware/error.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kHeader = 4;
constexpr std::size_t kShortData = 255;
constexpr std::size_t kShortLe = 256;
constexpr std::size_t kExtendedData = 65535;
constexpr std::size_t kExtendedLe = 65536;

void append_16(Bytes& bytes, std::size_t value)
{
    bytes.push_back(static_cast<std::uint8_t>(value >> 8));
    bytes.push_back(static_cast<std::uint8_t>(value));
}

std::size_t read_16(ByteView bytes)
{
    return static_cast<std::size_t>(bytes[0]) << 8 | bytes[1];
}

std::optional<Command> parse_extended(Command command, ByteView body)
{
    body = body.subspan(1);
    if (body.size() < 2) return std::nullopt;
    const auto first = read_16(body);
    body = body.subspan(2);
    if (body.empty()) {
        command.le = first == 0 ? kExtendedLe : first;
        return command;
    }
    if (first == 0 || body.size() < first) return std::nullopt;
    command.data.assign(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(first));
    body = body.subspan(first);
    if (body.empty()) return command;
    if (body.size() != 2) return std::nullopt;
    const auto le = read_16(body);
    command.le = le == 0 ? kExtendedLe : le;
    return command;
}
} // namespace

Bytes encode(const Command& command, ApduForm form)
{
    const auto le = command.le.value_or(0);
    if (command.data.size() > kExtendedData || le > kExtendedLe)
        throw std::invalid_argument{"APDU: longer than a command can be"};
    Bytes bytes{command.cla, command.ins, command.p1, command.p2};
    const bool extended =
        form == ApduForm::extended || command.data.size() > kShortData || (command.le && le > kShortLe);
    if (extended && (!command.data.empty() || command.le)) bytes.push_back(0);
    if (!command.data.empty()) {
        if (extended)
            append_16(bytes, command.data.size());
        else
            bytes.push_back(static_cast<std::uint8_t>(command.data.size()));
        bytes.insert(bytes.end(), command.data.begin(), command.data.end());
    }
    if (command.le) {
        if (extended)
            append_16(bytes, le); // 65536 becomes 00 00
        else
            bytes.push_back(static_cast<std::uint8_t>(le)); // 256 becomes 00
    }
    return bytes;
}

std::optional<Command> parse_command(ByteView bytes)
{
    if (bytes.size() < kHeader) return std::nullopt;
    Command command{bytes[0], bytes[1], bytes[2], bytes[3], {}, {}};
    auto body = bytes.subspan(kHeader);
    if (body.empty()) return command;
    if (body.size() == 1) {
        command.le = body[0] == 0 ? kShortLe : body[0];
        return command;
    }
    if (body[0] == 0) return parse_extended(std::move(command), body);
    const std::size_t count = body[0];
    body = body.subspan(1);
    if (body.size() < count || body.size() > count + 1) return std::nullopt;
    command.data.assign(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(count));
    if (body.size() == count + 1) command.le = body[count] == 0 ? kShortLe : body[count];
    return command;
}

Response parse_response(ByteView bytes)
{
    if (bytes.size() < 2) throw ProtocolViolation{"APDU: answer without status"};
    const auto data = bytes.first(bytes.size() - 2);
    return {Bytes{data.begin(), data.end()}, static_cast<std::uint16_t>(read_16(bytes.subspan(data.size())))};
}
} // namespace hardware::card
