#include <cstdlib>
#include <fstream>
#include <iostream>

#include "portal/service.hpp"

/// `portal_on_test_clock --config portal.toml`: the service as it is, on a clock that a test sets forward. The file
/// that `GISHE_TEST_CLOCK` names holds by how many seconds; it is read at every look at the clock.
namespace {
class ForwardClock final : public portal::domain::Clock {
public:
    explicit ForwardClock(std::filesystem::path file) : file_{std::move(file)} { now(); }

    portal::domain::Instant now() const override
    {
        std::ifstream file{file_};
        std::int64_t seconds{};
        if (!(file >> seconds)) throw std::runtime_error{"the test's clock cannot be read: " + file_.string()};
        return machine_.now() + std::chrono::seconds{seconds};
    }

private:
    portal::domain::SystemClock machine_;
    std::filesystem::path file_;
};
} // namespace

int main(int argc, char** argv)
{
    const char* clock = std::getenv("GISHE_TEST_CLOCK");
    if (argc != 3 || std::string_view{argv[1]} != "--config" || !clock) {
        std::cerr << "GISHE_TEST_CLOCK=FILE portal_on_test_clock --config portal.toml\n";
        return 64; // EX_USAGE
    }
    try {
        portal::serve(portal::read_settings(argv[2]), ForwardClock{clock});
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
