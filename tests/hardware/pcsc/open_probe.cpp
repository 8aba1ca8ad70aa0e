#include <atomic>
#include <iostream>
#include <string>
#include <thread>

#include "hardware/error.hpp"
#include "hardware/pcsc/open.hpp"

/// Opens the card of a reader and says how it went. A line on standard input stops the opening.
int main(int argc, char** argv)
{
    if (argc != 2) return 64;
    std::atomic<bool> stop{false};
    std::thread input{[&] {
        std::string line;
        std::getline(std::cin, line);
        stop = true;
    }};
    try {
        const auto card = hardware::pcsc::open(argv[1], [&] { return stop.load(); });
        std::cout << "opened" << std::endl;
        while (!stop) // holds the card until it is told to go
            std::this_thread::yield();
    } catch (const hardware::TimedOut&) {
        std::cout << "timed out" << std::endl;
    }
    input.join();
    return 0;
}
