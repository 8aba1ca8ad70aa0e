#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace kiosk::outbox {
/// Where the records of an earlier enrolment are now.
struct SetAside {
    std::filesystem::path folder;
    unsigned unsent{}; ///< records in it that the portal never took
};

/// Moves what the enrolment as `before` left, outbox, clerks' keys and the kiosk's secret, into a folder of its name
/// within `state`, with copies of its key and papers: a whole state folder, so that nothing in it is lost. An enrolment
/// under another name begins with nothing. Empty where there is no outbox. Throws `OutboxFailed`, also while a kiosk is
/// running on it, and `std::system_error`.
std::optional<SetAside> set_aside(const std::filesystem::path& state, const std::string& before);
} // namespace kiosk::outbox
