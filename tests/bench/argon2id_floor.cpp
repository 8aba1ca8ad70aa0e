#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <sodium.h>

/// `argon2id_floor MEMORY_KIB PASSES THREADS SECONDS`: how many passwords libsodium alone verifies in a second, so many
/// at a time. One number on standard output.
namespace {
using Clock = std::chrono::steady_clock;

/// Made with these parameters; the password is 32 bytes, as a portal's after the pepper.
std::string hash_of(const std::string& password, std::size_t memory, unsigned passes)
{
    std::string phc(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(phc.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error{"Argon2id has not enough memory"};
    return phc;
}

std::size_t verified_until(Clock::time_point end, const std::string& phc, const std::string& password)
{
    std::size_t count = 0;
    for (; Clock::now() < end; ++count)
        if (crypto_pwhash_str_verify(phc.c_str(), password.data(), password.size()) != 0) std::abort();
    return count;
}
} // namespace

int main(int argc, char** argv)
{
    if (argc != 5 || sodium_init() < 0) return 64; // EX_USAGE
    const std::string password(32, 'x');
    const auto phc = hash_of(password, std::stoul(argv[1]) * 1024, static_cast<unsigned>(std::stoul(argv[2])));
    std::vector<std::size_t> counts(std::stoul(argv[3]));
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::seconds{std::stol(argv[4])};
    {
        std::vector<std::jthread> threads;
        for (auto& count : counts)
            threads.emplace_back([&] { count = verified_until(end, phc, password); });
    }
    const std::chrono::duration<double> took = Clock::now() - begin;
    std::size_t all = 0;
    for (const auto count : counts)
        all += count;
    std::cout << static_cast<double>(all) / took.count() << "\n";
}
