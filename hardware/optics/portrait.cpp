#include "hardware/optics/portrait.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hardware/descriptor.hpp"
#include "hardware/error.hpp"
#include "hardware/optics/portrait_wire.hpp"

namespace hardware::optics {
namespace {
using Clock = std::chrono::steady_clock;
constexpr std::size_t kLongestAnswer = kPortraitAnswerHead + 3 * kMostPortraitPixels;

[[noreturn]] void fail(const char* call, int code)
{
    throw Error{std::string{"portrait decoder: "} + call + ": " + system_text(code)};
}

struct SpawnFiles {
    posix_spawn_file_actions_t actions{};
    SpawnFiles() { posix_spawn_file_actions_init(&actions); }
    ~SpawnFiles() { posix_spawn_file_actions_destroy(&actions); }
    SpawnFiles(SpawnFiles&&) = delete;
};

struct SpawnAttributes {
    posix_spawnattr_t attributes{};
    SpawnAttributes() { posix_spawnattr_init(&attributes); }
    ~SpawnAttributes() { posix_spawnattr_destroy(&attributes); }
    SpawnAttributes(SpawnAttributes&&) = delete;
};

/// The decoder at work; ended for certain when this goes.
class Child {
public:
    /// `channel` becomes its input and output; it gets no other descriptor and no environment.
    Child(const std::filesystem::path& program, int channel)
    {
        SpawnFiles files;
        posix_spawn_file_actions_adddup2(&files.actions, channel, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&files.actions, channel, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&files.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&files.actions, STDERR_FILENO + 1);

        SpawnAttributes spawn;
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&spawn.attributes, &none);
        posix_spawnattr_setsigdefault(&spawn.attributes, &all);
        posix_spawnattr_setflags(&spawn.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

        std::string name = program.string();
        const std::array<char*, 2> arguments{name.data(), nullptr};
        const std::array<char*, 1> environment{nullptr};
        const int code =
            posix_spawn(&id_, name.c_str(), &files.actions, &spawn.attributes, arguments.data(), environment.data());
        if (code != 0) fail(name.c_str(), code);
    }
    ~Child()
    {
        kill(id_, SIGKILL);
        while (waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    Child(Child&&) = delete;

private:
    pid_t id_{};
};

/// Sends `question`, then collects the answer until the other side ends. Nothing: `deadline` came first.
std::optional<Bytes> converse(int channel, ByteView question, Clock::time_point deadline)
{
    Bytes answer;
    bool asking = true;
    for (;;) {
        if (asking && question.empty()) {
            shutdown(channel, SHUT_WR);
            asking = false;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return std::nullopt;
        pollfd wait{channel, static_cast<short>(asking ? POLLIN | POLLOUT : POLLIN), 0};
        const int ready = poll(&wait, 1, static_cast<int>(left));
        if (ready < 0 && errno != EINTR) fail("poll", errno);
        if (ready <= 0) continue;
        if (asking && (wait.revents & POLLOUT) != 0) {
            const auto count = send(channel, question.data(), question.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count > 0) question = question.subspan(static_cast<std::size_t>(count));
            if (count < 0 && errno != EAGAIN && errno != EINTR) asking = false; // it ended; what it said still counts
        }
        if ((wait.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
            std::array<std::uint8_t, 65536> part; // NOLINT: filled by recv
            const auto count = recv(channel, part.data(), part.size(), MSG_DONTWAIT);
            if (count == 0 || (count < 0 && errno == ECONNRESET)) return answer;
            if (count < 0) continue;
            answer.insert(answer.end(), part.begin(), part.begin() + count);
            if (answer.size() > kLongestAnswer) return answer;
        }
    }
}

std::variant<Picture, PortraitRefusal> understood(Bytes answer)
{
    if (answer.size() < kPortraitAnswerHead) return PortraitRefusal::decoder_died;
    if (answer[0] != 0) {
        const int refusal = answer[0] - 1;
        if (answer.size() > kPortraitAnswerHead || refusal > static_cast<int>(PortraitRefusal::too_large))
            return PortraitRefusal::decoder_died;
        return static_cast<PortraitRefusal>(refusal);
    }
    Picture picture{number_at(&answer[1]), number_at(&answer[5]), {}};
    const auto size = answer.size() - kPortraitAnswerHead;
    if (picture.width_px == 0 || picture.width_px > kLongestPortraitSidePx || picture.height_px == 0 ||
        picture.height_px > kLongestPortraitSidePx || size != std::size_t{3} * picture.width_px * picture.height_px)
        return PortraitRefusal::decoder_died;
    answer.erase(answer.begin(), answer.begin() + kPortraitAnswerHead);
    picture.rgb = std::move(answer);
    return picture;
}
} // namespace

std::variant<Picture, PortraitRefusal> decode_portrait(const document::Portrait& portrait,
                                                       const std::filesystem::path& decoder,
                                                       std::chrono::milliseconds patience)
{
    if (portrait.data.size() > kLargestPortrait) return PortraitRefusal::too_large;
    const auto deadline = Clock::now() + patience;
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail("socketpair", errno);
    const Descriptor ours{ends[0]};
    std::optional<Descriptor> theirs{std::in_place, ends[1]};
    const Child child{decoder, theirs->number()};
    theirs.reset(); // else its end would never be seen
    auto answer = converse(ours.number(), portrait.data, deadline);
    if (!answer) return PortraitRefusal::timed_out;
    return understood(std::move(*answer));
}
} // namespace hardware::optics
