#include <iostream>

#include "portal/service.hpp"
#include "tests/browser/forward_clock.hpp"

/// `portal_on_test_clock --config portal.toml`: the service as it is, on a clock that a test sets forward.
int main(int argc, char** argv)
{
    if (argc != 3 || std::string_view{argv[1]} != "--config") {
        std::cerr << "GISHE_TEST_CLOCK=FILE portal_on_test_clock --config portal.toml\n";
        return 64; // EX_USAGE
    }
    try {
        portal::serve(portal::read_settings(argv[2]), ForwardClock{});
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
