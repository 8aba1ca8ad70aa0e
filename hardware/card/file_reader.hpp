#pragma once

#include <functional>
#include <optional>

#include "hardware/card/channel.hpp"

namespace hardware::card {
/// One elementary file. Source: ICAO 9303-10 §4.
struct File {
    std::uint16_t id;
    std::uint8_t short_id;
};
inline constexpr File kCardAccess{0x011C, 0x1C};
inline constexpr File kCardSecurity{0x011D, 0x1D}; ///< of the master file, as kCardAccess
inline constexpr File kCommon{0x011E, 0x1E};       ///< EF.COM
inline constexpr File kSecurityObject{0x011D, 0x1D};
/// EF.DG1 to EF.DG16.
constexpr File data_group(int number)
{
    return {static_cast<std::uint16_t>(0x0100 + number), static_cast<std::uint8_t>(number)};
}

/// A file that is none by its length. The session goes on: every answer was in order.
struct MalformedFile : ProtocolViolation {
    using ProtocolViolation::ProtocolViolation;
};

/// Reads whole files in as few commands as the chip allows: by short identifier, in long blocks. Steps
/// down for good where the chip or the reader refuses, and opens the session again where that cost it. Since the first
/// file is read in clear, a refusal mostly costs one command.
///
/// A bare status word ends the session and may be a disturbance, so the file is asked for once more in a new session;
/// only a protected refusal, or the second bare one, says something of the file.
class FileReader {
public:
    using Reopen = std::function<void()>;
    using Report = std::function<void(std::size_t done, std::size_t total)>;

    /// `reopen` brings a lost session back; without it the loss is thrown.
    explicit FileReader(Channel& channel, Reopen reopen = {});

    /// Empty where the chip has no such file or does not give it out. Throws `MalformedFile` where the file
    /// declares more than `largest` bytes, ends early or brings no more bytes.
    std::optional<Bytes> read(File file, std::size_t largest, const Report& report = {});

private:
    std::optional<Bytes> read_once(File file, std::size_t largest, const Report& report);
    std::optional<Bytes> read_first(File file);
    Response read_at(std::size_t offset, std::size_t count);
    std::optional<Bytes> read_stepping(File file, std::size_t largest, const Report& report);
    bool step_down(std::uint16_t sw);
    bool step_down_at_first(const Response& response);

    Channel& channel_;
    Reopen reopen_;
};
} // namespace hardware::card
