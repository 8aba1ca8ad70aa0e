#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/core/desk.hpp"
#include "kiosk/core/portal_client.hpp"

namespace kiosk::net {
/// What `gishectl kiosk code` prints: `<one-time code>.<SHA-256 of the portal CA's certificate, 64 hex digits>`.
struct EnrolmentCode {
    std::string code;
    std::string ca_fingerprint; ///< lower-case hex
};
/// Empty where the text is no such code.
std::optional<EnrolmentCode> parse_enrolment_code(std::string_view text);

/// Why a kiosk was not enrolled; `what()` is for the technician. Nothing is changed on disk.
struct EnrolmentFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Told before anything is written, where the portal gave another name than the one of before (empty: not known): what
/// belongs to that one has to be out of the way. What it throws ends the enrolment.
using MakeRoom = std::function<void(const std::string& before)>;

/// Makes the kiosk's key, has the portal certify it and leaves in `state`: `kiosk.key`, `kiosk.pem` and `kiosk.json`,
/// all 0600. The authority in `ca_file` has to be the one that the code names. Throws `EnrolmentFailed`.
DeskIdentity enrol(const std::string& portal_url, const std::filesystem::path& ca_file,
                   const std::filesystem::path& state, std::string_view code, const MakeRoom& make_room);

/// What an enrolment left; `kiosk` is empty where there was none. Throws `std::runtime_error` on an unreadable file.
DeskIdentity load_identity(const std::filesystem::path& state);
} // namespace kiosk::net
