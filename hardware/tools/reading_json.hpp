#pragma once

#include <string>

#include "hardware/document/reading.hpp"

namespace hardware::tools {
/// A reading as one JSON object; the picture itself stays out, its hash is in.
std::string to_json(const document::Reading& reading);

/// The sentence that tells a clerk what to do about `error`.
const char* advice(document::ReadError error);
} // namespace hardware::tools
