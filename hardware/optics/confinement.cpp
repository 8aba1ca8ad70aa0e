#include "hardware/optics/confinement.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

namespace hardware::optics {
namespace {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true; // a sanitizer reserves terabytes of addresses and asks the kernel for much
#else
constexpr bool kSanitized = false;
#endif

#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "name this architecture for seccomp"
#endif

void demand(int code, const char* call)
{
    if (code != 0) throw std::system_error{errno, std::generic_category(), call};
}

void limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both{value, value};
    demand(setrlimit(resource, &both), "setrlimit");
}

/// What malloc, reading, writing and ending need. Source: seccomp(2).
constexpr std::array kAllowedCalls{SYS_read,   SYS_write,      SYS_brk,         SYS_mmap,      SYS_munmap,
                                   SYS_mremap, SYS_madvise,    SYS_futex,       SYS_getrandom, SYS_clock_gettime,
                                   SYS_exit,   SYS_exit_group, SYS_rt_sigreturn};

void allow_only_computing()
{
    constexpr std::size_t kCalls = kAllowedCalls.size();
    const auto statement = [](unsigned code, unsigned value) {
        return sock_filter{static_cast<std::uint16_t>(code), 0, 0, value};
    };
    const auto jump_if_equal = [](unsigned value, std::size_t forward, std::size_t otherwise) {
        return sock_filter{BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint8_t>(forward),
                           static_cast<std::uint8_t>(otherwise), value};
    };
    std::array<sock_filter, kCalls + 5> program{};
    program[0] = statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
    program[1] = jump_if_equal(kArchitecture, 0, kCalls + 1); // another: to the killing
    program[2] = statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    for (std::size_t i = 0; i < kCalls; ++i) // one that is allowed: to the last line
        program[3 + i] = jump_if_equal(static_cast<unsigned>(kAllowedCalls[i]), kCalls - i, 0);
    program[3 + kCalls] = statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    program[4 + kCalls] = statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    demand(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
    demand(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter), "PR_SET_SECCOMP");
}
} // namespace

void confine_this_process()
{
    demand(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "PR_SET_DUMPABLE");
    limit(RLIMIT_CORE, 0); // a face must not end up in a core file
    limit(RLIMIT_CPU, 5);
    if constexpr (!kSanitized) {
        limit(RLIMIT_AS, rlim_t{512} << 20U);
        allow_only_computing();
    }
}
} // namespace hardware::optics
