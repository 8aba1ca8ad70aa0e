#include "hardware/optics/confinement.hpp"

#include <csignal>
#include <functional>
#include <new>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {
/// How a child ends that confines itself and then does `act`; 0 when it got to the end.
int end_of_confined(const std::function<void()>& act)
{
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGSYS, SIG_DFL);
        try {
            hardware::optics::confine_this_process();
            act();
        } catch (...) {
            _exit(99);
        }
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return status;
}
/// Whether the process is given this much memory. The pointer is volatile, or the compiler would take the answer for
/// granted.
bool gets_memory(std::size_t bytes)
{
    void* volatile memory = ::operator new(bytes, std::nothrow);
    return memory != nullptr;
}
} // namespace

TEST_CASE("a confined process may compute and end")
{
    CHECK(end_of_confined([] {
              if (!gets_memory(std::size_t{10} << 20U)) _exit(1);
          }) == 0);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a confined process that opens a file, a connection or another program is ended at once")
{
    for (const auto& act : {std::function<void()>{[] { (void)open("/etc/hostname", O_RDONLY); }},
                            std::function<void()>{[] { (void)socket(AF_INET, SOCK_STREAM, 0); }},
                            std::function<void()>{[] { (void)execl("/bin/true", "true", nullptr); }},
                            std::function<void()>{[] { (void)fork(); }}}) {
        const int status = end_of_confined(act);
        REQUIRE(WIFSIGNALED(status));
        CHECK(WTERMSIG(status) == SIGSYS);
    }
}

TEST_CASE("a confined process gets no more than its share of memory")
{
    const int status = end_of_confined([] {
        if (gets_memory(std::size_t{1} << 30U)) _exit(1);
    });
    CHECK(status == 0);
}
#endif
