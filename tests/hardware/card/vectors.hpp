#pragma once

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "hardware/bytes.hpp"

namespace hardware {
/// The vectors of one file under `tests/data/vectors`.
inline nlohmann::json vectors(const std::string& file)
{
    std::ifstream stream{std::string{GISHE_TEST_DATA} + "/vectors/" + file};
    return nlohmann::json::parse(stream).at("vectors");
}

/// What a field prints.
inline std::string text(const nlohmann::json& vector, const char* field)
{
    return vector.at(field).get<std::string>();
}

/// The bytes that a field prints in hexadecimal.
inline Bytes hex(const nlohmann::json& vector, const char* field)
{
    return from_hex(text(vector, field));
}
} // namespace hardware
