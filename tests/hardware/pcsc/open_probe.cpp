#include <atomic>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>

#include "hardware/error.hpp"
#include "hardware/pcsc/open.hpp"

namespace {
std::ptrdiff_t threads_here()
{
    return std::distance(std::filesystem::directory_iterator{"/proc/self/task"}, {});
}
} // namespace

/// Opens the card of a reader and says how it went, within so many seconds where they are given. A line on standard
/// input stops the opening. Of several attempts, where their number is given too, how many were in vain, and how many
/// threads that left behind.
int main(int argc, char** argv)
{
    if (argc < 2 || argc > 4) return 64;
    const int attempts = argc == 4 ? std::stoi(argv[3]) : 1;
    std::atomic<bool> stop{false};
    std::thread input{[&] {
        std::string line;
        std::getline(std::cin, line);
        stop = true;
    }};
    const auto threads = threads_here(); // with those of the program's own: a sanitizer's starts with the first
    hardware::pcsc::Opener opener;
    int in_vain = 0;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        try {
            hardware::card::Limits limits;
            limits.stop = [&] { return stop.load(); };
            if (argc > 2) limits.deadline = limits.now() + std::chrono::seconds{std::stoi(argv[2])};
            const auto card = opener.open(argv[1], limits);
            std::cout << "opened" << std::endl;
            while (!stop) // holds the card until it is told to go
                std::this_thread::yield();
        } catch (const hardware::TimedOut&) {
            ++in_vain;
            if (argc < 4) std::cout << "timed out" << std::endl;
        }
    }
    const auto left = threads_here() - threads;
    if (argc == 4) std::cout << in_vain << " in vain, " << left << " left" << std::endl;
    input.join();
    return 0;
}
