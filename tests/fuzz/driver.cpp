/// Drives one fuzzer without libFuzzer: DRIVER SEED_FOLDER MUTATIONS. Every seed as it is, then so many changed ones,
/// the same in each run. An input that the fuzzer does not survive is left in the file `fuzz-input`.
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <vector>

#include "tests/fuzz/fuzzer.hpp"

namespace {
using Input = std::vector<std::uint8_t>;

constexpr std::size_t kLongest = 16 * 1024;
constexpr unsigned kMostChanges = 4;

Input g_now; ///< what the fuzzer works on, for the handler below

extern "C" void keep_input(int number)
{
    std::signal(number, SIG_DFL);
    if (std::FILE* file = std::fopen("fuzz-input", "wb")) {
        std::fwrite(g_now.data(), 1, g_now.size(), file);
        std::fclose(file);
    }
    std::raise(number);
}

/// `std::uniform_int_distribution` may differ between libraries; this does not. The bias does no harm here.
std::size_t below(std::size_t limit, std::mt19937& random)
{
    return random() % limit;
}

std::vector<Input> read_seeds(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Input> seeds;
    for (const auto& path : files) {
        std::ifstream file{path, std::ios::binary};
        seeds.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
    return seeds;
}

/// One change, where it bites: a bit, an edge value, a hole, a stretch twice, a stretch of another seed.
void change(Input& input, const Input& other, std::mt19937& random)
{
    constexpr std::uint8_t kEdges[] = {0x00, 0x01, 0x7F, 0x80, 0xFF, '"', '\\', '<', '\n', '%', '@', '0'};
    const std::size_t at = below(input.size() + 1, random);
    const auto from = input.begin() + static_cast<std::ptrdiff_t>(at);
    const std::size_t length = std::min(below(32, random) + 1, input.size() - at);
    const auto to = from + static_cast<std::ptrdiff_t>(length);
    switch (below(6, random)) {
    case 0:
        if (length > 0) *from ^= static_cast<std::uint8_t>(1U << below(8, random));
        break;
    case 1:
        if (length > 0) *from = kEdges[below(std::size(kEdges), random)];
        break;
    case 2:
        input.insert(from, kEdges[below(std::size(kEdges), random)]);
        break;
    case 3:
        input.erase(from, to);
        break;
    case 4: {
        const Input stretch{from, to};
        input.insert(from, stretch.begin(), stretch.end());
        break;
    }
    default: {
        const std::size_t start = below(other.size() + 1, random);
        const std::size_t end = std::min(start + 32, other.size());
        input.insert(from, other.begin() + static_cast<std::ptrdiff_t>(start),
                     other.begin() + static_cast<std::ptrdiff_t>(end));
    }
    }
    input.resize(std::min(input.size(), kLongest));
}

void run(Input input)
{
    g_now = std::move(input);
    fuzz(g_now.data(), g_now.size());
}
} // namespace

int main(int count, char** words)
{
    unsigned mutations = 0;
    if (count != 3 || std::from_chars(words[2], words[2] + std::strlen(words[2]), mutations).ec != std::errc{}) {
        std::cerr << "usage: " << words[0] << " SEED_FOLDER MUTATIONS\n";
        return 2;
    }
    const auto seeds = read_seeds(words[1]);
    if (seeds.empty()) {
        std::cerr << "no seeds in " << words[1] << '\n';
        return 1;
    }
    for (const int number : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS})
        std::signal(number, keep_input);
    run({});
    for (const auto& seed : seeds)
        run(seed);
    std::mt19937 random; // always the same
    for (unsigned done = 0; done < mutations; ++done) {
        auto input = seeds[done % seeds.size()];
        for (std::size_t left = below(kMostChanges, random) + 1; left > 0; --left)
            change(input, seeds[below(seeds.size(), random)], random);
        run(std::move(input));
    }
    std::cout << seeds.size() << " seeds, " << mutations << " mutations\n";
    return 0;
}
