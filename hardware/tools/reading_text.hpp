#pragma once

#include <string>
#include <string_view>

#include "hardware/document/reading.hpp"

namespace hardware::tools {
/// A reading for a person at a terminal: what the document is, what helps (`advice`, which may be empty), what it comes
/// to and why, and every check with its result. Where nothing was read, checks that were not come to are left out.
std::string to_text(const document::Reading& reading, std::string_view advice = {});

/// What a check's reason means, in words; empty for a reason without any.
std::string reason_words(const std::string& reason);
} // namespace hardware::tools
