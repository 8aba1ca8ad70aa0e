#pragma once

#include <string>

#include "hardware/document/reading.hpp"

namespace hardware::tools {
/// A reading for a person at a terminal: what the document is, what it comes to and why, how the chip was opened, and
/// every check with its result. Names of checks are those of the JSON.
std::string to_text(const document::Reading& reading);

/// What a check's reason means, in words; empty for a reason without any.
std::string reason_words(const std::string& reason);
} // namespace hardware::tools
