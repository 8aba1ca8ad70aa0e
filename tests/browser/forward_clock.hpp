#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "portal/domain/types.hpp"

/// The machine's time and so many seconds more as stand in a file, which is read at every look at the clock: a test
/// sets it forward.
class ForwardClock final : public portal::domain::Clock {
public:
    /// Of the file that `GISHE_TEST_CLOCK` names.
    ForwardClock() : file_{named_file()} { now(); }

    portal::domain::Instant now() const override
    {
        std::ifstream file{file_};
        std::int64_t seconds{};
        if (!(file >> seconds)) throw std::runtime_error{"the test's clock cannot be read: " + file_.string()};
        return machine_.now() + std::chrono::seconds{seconds};
    }

private:
    static std::filesystem::path named_file()
    {
        const char* file = std::getenv("GISHE_TEST_CLOCK");
        return file ? file : throw std::runtime_error{"GISHE_TEST_CLOCK names no file"};
    }

    portal::domain::SystemClock machine_;
    std::filesystem::path file_;
};
