#include <atomic>
#include <iostream>
#include <string>
#include <thread>

#include "hardware/error.hpp"
#include "hardware/pcsc/open.hpp"

/// Opens the card of a reader and says how it went, within so many seconds where they are given. A line on standard
/// input stops the opening.
int main(int argc, char** argv)
{
    if (argc != 2 && argc != 3) return 64;
    std::atomic<bool> stop{false};
    std::thread input{[&] {
        std::string line;
        std::getline(std::cin, line);
        stop = true;
    }};
    try {
        hardware::card::Limits limits;
        limits.stop = [&] { return stop.load(); };
        if (argc == 3) limits.deadline = limits.now() + std::chrono::seconds{std::stoi(argv[2])};
        const auto card = hardware::pcsc::open(argv[1], limits);
        std::cout << "opened" << std::endl;
        while (!stop) // holds the card until it is told to go
            std::this_thread::yield();
    } catch (const hardware::TimedOut&) {
        std::cout << "timed out" << std::endl;
    }
    input.join();
    return 0;
}
