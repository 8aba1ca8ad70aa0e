#pragma once

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

/// A file of published values from tests/data/vectors.
inline nlohmann::json vectors(const std::string& name)
{
    std::ifstream file{std::string{GISHE_TEST_DATA} + "/vectors/" + name};
    return nlohmann::json::parse(file);
}
