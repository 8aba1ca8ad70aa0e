#include "hardware/tools/hushed_errors.hpp"

#include <array>
#include <csignal>
#include <exception>
#include <functional>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using hardware::tools::HushedErrors;

namespace {
/// What a process writes to standard error while it does this and ends.
std::string errors_of(const std::function<void()>& act)
{
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::dup2(ends[1], STDERR_FILENO);
        std::signal(SIGABRT, SIG_DFL);
        act();
        std::fflush(stderr);
        ::_exit(0);
    }
    ::close(ends[1]);
    std::string said;
    std::array<char, 512> part{};
    for (ssize_t count = 0; (count = ::read(ends[0], part.data(), part.size())) > 0;)
        said.append(part.data(), static_cast<std::size_t>(count));
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return said;
}

/// Descriptors that a program which is started from here would hold too.
std::set<int> inherited_descriptors()
{
    std::set<int> found;
    for (int descriptor = 0; descriptor < 64; ++descriptor)
        if (const int flags = ::fcntl(descriptor, F_GETFD); flags >= 0 && (flags & FD_CLOEXEC) == 0)
            found.insert(descriptor);
    return found;
}
} // namespace

TEST_CASE("what a library writes to stderr goes nowhere, and only as long as it is hushed")
{
    CHECK(errors_of([] {
              {
                  const HushedErrors hushed;
                  std::fputs("libpng error: bad adaptive filter value\n", stderr);
              }
              std::fputs("after\n", stderr);
          }) == "after\n");
}

TEST_CASE("what goes to the descriptor itself, as a sanitizer's report does, is heard")
{
    CHECK(errors_of([] {
              const HushedErrors hushed;
              CHECK(::write(STDERR_FILENO, "report\n", 7) == 7);
          }) == "report\n");
}

TEST_CASE("an end by std::terminate is heard")
{
    const auto said = errors_of([] {
        const HushedErrors hushed;
        std::terminate();
    });
    CHECK(said.find("terminate called") != std::string::npos);
}

TEST_CASE("a program that is started meanwhile inherits nothing")
{
    const auto before = inherited_descriptors();
    const HushedErrors hushed;
    CHECK(inherited_descriptors() == before);
}
