#include "hardware/scanner/serial_scanner.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "hardware/descriptor.hpp"
#include "hardware/error.hpp"

namespace hardware::scanner {
namespace {
using std::chrono::milliseconds;

speed_t speed_of(unsigned baud)
{
    constexpr std::array<std::pair<unsigned, speed_t>, 7> kSpeeds{{{1200, B1200},
                                                                   {9600, B9600},
                                                                   {19200, B19200},
                                                                   {38400, B38400},
                                                                   {57600, B57600},
                                                                   {115200, B115200},
                                                                   {230400, B230400}}};
    for (const auto& [speed, code] : kSpeeds)
        if (speed == baud) return code;
    throw std::invalid_argument{"no serial speed: " + std::to_string(baud)};
}

[[noreturn]] void fail(const std::string& what)
{
    throw Error{what + ": " + system_text(errno)};
}

/// The line, raw: bytes come as the scanner sent them.
Descriptor opened(const std::filesystem::path& device, speed_t speed)
{
    Descriptor line{open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
    if (!line.is_open()) fail(device.string());
    termios mode{};
    if (tcgetattr(line.number(), &mode) != 0) fail(device.string());
    // Who reads beside us takes letters away. The lock holds among those who ask for it, the mode keeps all others out
    // but root.
    if (flock(line.number(), LOCK_EX | LOCK_NB) != 0) fail("another program reads " + device.string());
    if (ioctl(line.number(), TIOCEXCL) != 0) fail(device.string());
    cfmakeraw(&mode);
    mode.c_cflag |= CLOCAL | CREAD;
    cfsetispeed(&mode, speed);
    cfsetospeed(&mode, speed);
    if (tcsetattr(line.number(), TCSANOW, &mode) != 0) fail(device.string());
    tcflush(line.number(), TCIFLUSH); // half a scan from before is worse than none
    return line;
}
} // namespace

class SerialScanner::Run {
public:
    Run(Settings settings, Callbacks callbacks)
        : settings_{std::move(settings)},
          callbacks_{std::move(callbacks)}, speed_{speed_of(settings_.baud)}, stop_{eventfd(0, EFD_CLOEXEC)}
    {
        if (!stop_.is_open()) fail("eventfd");
        thread_ = std::thread{[this] { work(); }};
    }
    ~Run()
    {
        const std::uint64_t one = 1;
        while (write(stop_.number(), &one, sizeof one) < 0 && errno == EINTR) {
        }
        thread_.join();
    }
    Run(Run&&) = delete;

private:
    enum class Wait { stopped, line, time_over };

    static constexpr int kNoLine = -1;
    static constexpr milliseconds kForever{-1};

    /// Waits for the line or the end.
    Wait wait(int line, milliseconds at_most)
    {
        std::array<pollfd, 2> descriptors{pollfd{stop_.number(), POLLIN, 0}, pollfd{line, POLLIN, 0}};
        const int count = poll(descriptors.data(), descriptors.size(), static_cast<int>(at_most.count()));
        if (count < 0 && errno == EINTR) return wait(line, at_most);
        if (count < 0) fail("poll");
        if (descriptors[0].revents != 0) return Wait::stopped;
        return count == 0 ? Wait::time_over : Wait::line;
    }

    void work()
    {
        auto retry = settings_.first_retry;
        bool told_disconnected = false;
        for (;;) {
            try {
                const auto line = opened(settings_.device, speed_);
                retry = settings_.first_retry;
                told_disconnected = false;
                if (callbacks_.connected) callbacks_.connected();
                if (!listen(line.number())) return;
            } catch (const Error& error) {
                if (!std::exchange(told_disconnected, true) && callbacks_.disconnected)
                    callbacks_.disconnected(error.what());
            }
            if (wait(kNoLine, retry) == Wait::stopped) return;
            retry = std::min(retry * 2, settings_.longest_retry);
        }
    }

    /// Until the line is lost (throws `Error`) or the scanner is stopped (false).
    bool listen(int line)
    {
        ScanSplitter splitter{settings_.boundary};
        std::size_t told_overlong = 0;
        for (;;) {
            switch (wait(line, splitter.is_open() ? settings_.idle_gap : kForever)) {
            case Wait::stopped:
                return false;
            case Wait::time_over:
                deliver(splitter.silence());
                break;
            case Wait::line:
                for (auto& scan : splitter.feed(received(line)))
                    deliver(std::move(scan));
                break;
            }
            if (splitter.overlong_count() > told_overlong) {
                told_overlong = splitter.overlong_count();
                if (callbacks_.overlong) callbacks_.overlong();
            }
        }
    }

    std::string received(int line)
    {
        std::string bytes(4096, '\0');
        const auto count = read(line, bytes.data(), bytes.size());
        if (count == 0) throw Error{settings_.device.string() + ": unplugged"};
        if (count < 0 && errno != EAGAIN && errno != EINTR) fail(settings_.device.string());
        bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        return bytes;
    }

    void deliver(std::string scan)
    {
        if (!scan.empty() && callbacks_.scan) callbacks_.scan(std::move(scan));
    }

    const Settings settings_;
    const Callbacks callbacks_;
    const speed_t speed_;
    const Descriptor stop_;
    std::thread thread_;
};

SerialScanner::SerialScanner(Settings settings, Callbacks callbacks)
    : run_{std::make_unique<Run>(std::move(settings), std::move(callbacks))}
{
}

SerialScanner::~SerialScanner() = default;
} // namespace hardware::scanner
