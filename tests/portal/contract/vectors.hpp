#pragma once

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

/// The published values at one place (a JSON pointer) of a file in tests/data/vectors.
inline nlohmann::json vectors(const std::string& name, const std::string& place)
{
    std::ifstream file{std::string{GISHE_TEST_DATA} + "/vectors/" + name};
    return nlohmann::json::parse(file).at(nlohmann::json::json_pointer{place});
}
