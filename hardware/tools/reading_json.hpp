#pragma once

#include <string>
#include <string_view>

#include "hardware/document/reading.hpp"

namespace hardware::tools {
/// A reading as one JSON object; the picture itself stays out, its hash is in. `advice` goes with its error, if it has
/// one.
std::string to_json(const document::Reading& reading, std::string_view advice);

/// As the JSON calls a check.
const char* name(document::CheckId id);

/// The sentence that tells a clerk what to do about `error`.
const char* advice(document::ReadError error);
} // namespace hardware::tools
