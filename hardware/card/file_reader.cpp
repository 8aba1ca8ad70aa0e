#include "hardware/card/file_reader.hpp"

#include <algorithm>

#include "hardware/card/tlv.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kFarOffset = 0x7FFF; // READ BINARY has fifteen bits for it
constexpr std::uint16_t kEndOfFile = 0x6282;

bool has_data(const Response& response)
{
    return response.ok() || response.sw == kEndOfFile;
}
bool is_absent(std::uint16_t sw)
{
    return sw == 0x6A82 || sw == 0x6A88 || sw == 0x6982 || sw == 0x6985 || sw == 0x6986 || sw == 0x6A83;
}

/// Where to begin, for READ BINARY with an odd instruction: DO 54, as many bytes as it takes. Source: ISO/IEC 7816-4
/// §7.2.2.
Bytes far_offset(std::size_t offset)
{
    Bytes value{static_cast<std::uint8_t>(offset >> 8), static_cast<std::uint8_t>(offset)};
    if (offset > 0xFFFF) value.insert(value.begin(), static_cast<std::uint8_t>(offset >> 16));
    return make_tlv(0x54, value);
}

/// The value of DO 53, in which READ BINARY with an odd instruction wraps its bytes. Source: ISO/IEC 7816-4 §7.2.3.
Bytes unwrap(ByteView data)
{
    const auto value = sole_value(data, 0x53);
    return {value.begin(), value.end()};
}
} // namespace

FileReader::FileReader(Channel& channel, Reopen reopen) : channel_{channel}, reopen_{std::move(reopen)} {}

bool FileReader::step_down(std::uint16_t sw)
{
    return refuses_length(sw) && channel_.step_down(sw);
}

bool FileReader::step_down_at_first(const Response& response)
{
    // In clear nothing is lost by asking again, and some chips refuse a long answer in words of their own.
    if (channel_.secured() || !channel_.asks_long_blocks()) return step_down(response.sw);
    return !has_data(response) && !is_absent(response.sw) && channel_.step_down(response.sw);
}

std::optional<Bytes> FileReader::read(File file, std::size_t largest, const Report& report)
{
    if (!reopen_) return read_stepping(file, largest, report);
    try {
        return read_stepping(file, largest, report);
    } catch (const SessionLost&) {
        reopen_();
    }
    try {
        return read_stepping(file, largest, report);
    } catch (const SessionLost& lost) {
        if (!is_absent(lost.sw)) throw;
        reopen_();
        return std::nullopt;
    }
}

/// With as many blocks shorter as chip and reader want.
std::optional<Bytes> FileReader::read_stepping(File file, std::size_t largest, const Report& report)
{
    while (true) {
        const bool secured = channel_.secured();
        try {
            return read_once(file, largest, report);
        } catch (const SessionLost& lost) {
            if (!reopen_ || !step_down(lost.sw)) throw;
        } catch (const LengthRefused&) {
            if ((secured && !reopen_) || !channel_.step_down()) throw;
        }
        if (secured) reopen_();
    }
}

std::optional<Bytes> FileReader::read_once(File file, std::size_t largest, const Report& report)
{
    auto head = read_first(file);
    if (!head) return std::nullopt;
    auto bytes = std::move(*head);
    const auto total = declared_size(bytes);
    if (!total) throw MalformedFile{"file without a head"};
    if (*total > largest) throw MalformedFile{"file declares more bytes than allowed"};
    if (bytes.size() > *total) bytes.resize(*total);
    while (bytes.size() < *total) {
        if (report) report(bytes.size(), *total);
        const auto part = read_at(bytes.size(), std::min(channel_.block(), *total - bytes.size()));
        if (!has_data(part) || part.data.empty()) throw MalformedFile{"file ends early"};
        const auto wanted = std::min(part.data.size(), *total - bytes.size());
        bytes.insert(bytes.end(), part.data.begin(), part.data.begin() + static_cast<std::ptrdiff_t>(wanted));
    }
    if (report) report(*total, *total);
    return bytes;
}

/// By short identifier, which also selects the file; chips that do not know those get a SELECT.
std::optional<Bytes> FileReader::read_first(File file)
{
    const auto by_short_id = [&](std::size_t count) {
        return channel_.send({0x00, 0xB0, static_cast<std::uint8_t>(0x80 | file.short_id), 0x00, {}, count});
    };
    auto response = by_short_id(channel_.block());
    while (step_down_at_first(response))
        response = by_short_id(channel_.block());
    if (has_data(response)) return std::move(response.data);
    if (response.sw == 0x6A82 && channel_.secured()) return std::nullopt;
    const Bytes id{static_cast<std::uint8_t>(file.id >> 8), static_cast<std::uint8_t>(file.id)};
    if (!channel_.send({0x00, 0xA4, 0x02, 0x0C, id, std::nullopt}).ok()) return std::nullopt;
    response = read_at(0, channel_.block());
    if (has_data(response)) return std::move(response.data);
    return std::nullopt;
}

Response FileReader::read_at(std::size_t offset, std::size_t count)
{
    // Between the two forms: too much for a short protected answer, and written as a short length.
    if (count > channel_.short_block() && count <= 256) count = 257;
    while (true) {
        Response response;
        if (offset <= kFarOffset) {
            response = channel_.send(
                {0x00, 0xB0, static_cast<std::uint8_t>(offset >> 8), static_cast<std::uint8_t>(offset), {}, count});
        } else {
            response =
                channel_.send({0x00, 0xB1, 0x00, 0x00, far_offset(offset), std::min(count + 4, channel_.block())});
            if (has_data(response)) response.data = unwrap(response.data);
        }
        if (!step_down(response.sw)) return response;
        count = std::min(count, channel_.block());
    }
}
} // namespace hardware::card
