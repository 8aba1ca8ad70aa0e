// first_paint: starts a program with a window on an X display where no other window is, and prints when the window was
// viewable, when something stood in it, and the memory of the program once it has come to rest. Then ends it.
//
//     first_paint PROGRAM [ARGUMENTS]       output of the program goes to standard error
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

#include <csignal>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <fmt/format.h>

namespace {
using StopWatch = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kLongestStart{60};
constexpr std::chrono::seconds kLongestRest{30};
constexpr milliseconds kRest{500};  ///< without using the processor: what a program at rest is
constexpr std::size_t kColours = 8; ///< smoothed letters have more, an empty background fewer

/// The program under measure; ended, with all that it started, when this goes.
class Program {
public:
    explicit Program(char** command)
    {
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_t actions;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
        const int failure = posix_spawnp(&pid_, command[0], &actions, &attributes, command, environ);
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (failure != 0) throw std::runtime_error{std::string{"cannot start "} + command[0]};
    }
    ~Program()
    {
        ::kill(-pid_, SIGTERM);
        for (const auto deadline = StopWatch::now() + std::chrono::seconds{5}; !ended();) {
            if (StopWatch::now() > deadline) ::kill(-pid_, SIGKILL);
            std::this_thread::sleep_for(milliseconds{20});
        }
    }
    Program(Program&&) = delete;

    bool ended()
    {
        if (!ended_) ended_ = ::waitpid(pid_, nullptr, WNOHANG) == pid_;
        return ended_;
    }

    /// Ticks of the processor used so far. Source: proc(5), fields 14 and 15 of `stat`.
    long processor_ticks() const
    {
        std::ifstream file{path("stat")};
        std::string text{std::istreambuf_iterator<char>{file}, {}};
        std::istringstream fields{text.substr(text.rfind(')') + 1)};
        std::string skipped;
        for (int field = 3; field < 14; ++field)
            fields >> skipped;
        long user = 0;
        long system = 0;
        fields >> user >> system;
        return user + system;
    }

    /// One line of `status`, such as `VmRSS`, in KiB.
    long memory_kib(const std::string& name) const
    {
        std::ifstream file{path("status")};
        for (std::string line; std::getline(file, line);)
            if (line.rfind(name + ":", 0) == 0) return std::stol(line.substr(name.size() + 1));
        throw std::runtime_error{"the program ended"};
    }

private:
    std::string path(const char* name) const { return fmt::format("/proc/{}/{}", pid_, name); }

    pid_t pid_{};
    bool ended_{};
};

/// The screen, with an event for every change on it.
class Screen {
public:
    Screen() : display_{XOpenDisplay(nullptr)}
    {
        if (display_ == nullptr) throw std::runtime_error{"no X display"};
        int error_base = 0;
        if (XDamageQueryExtension(display_, &damage_event_, &error_base) == 0)
            throw std::runtime_error{"the X server has no DAMAGE extension"};
        root_ = DefaultRootWindow(display_);
        XSelectInput(display_, root_, PropertyChangeMask);
        damage_ = XDamageCreate(display_, root_, XDamageReportNonEmpty);
        clients_ = XInternAtom(display_, "_NET_CLIENT_LIST", False);
        XSync(display_, False);
    }
    ~Screen() { XCloseDisplay(display_); }
    Screen(Screen&&) = delete;

    /// Returns after a change, or after a moment without one.
    void wait()
    {
        if (XPending(display_) == 0) {
            pollfd connection{ConnectionNumber(display_), POLLIN, 0};
            ::poll(&connection, 1, 100);
        }
        while (XPending(display_) > 0) {
            XEvent event;
            XNextEvent(display_, &event);
            if (event.type == damage_event_ + XDamageNotify) XDamageSubtract(display_, damage_, None, None);
        }
    }

    /// The window that the window manager shows, if it is viewable. No other program is on this display.
    std::optional<Window> window() const
    {
        Atom type{};
        int format = 0;
        unsigned long count = 0;
        unsigned long rest = 0;
        unsigned char* bytes = nullptr;
        XGetWindowProperty(display_, root_, clients_, 0, 1, False, XA_WINDOW, &type, &format, &count, &rest, &bytes);
        const std::unique_ptr<unsigned char, decltype(&XFree)> owner{bytes, &XFree};
        if (count == 0) return std::nullopt;
        const Window window = *reinterpret_cast<const Window*>(bytes);
        XWindowAttributes attributes{};
        if (XGetWindowAttributes(display_, window, &attributes) == 0 || attributes.map_state != IsViewable)
            return std::nullopt;
        return window;
    }

    /// Whether the part of the window that is on the screen shows more than a background.
    bool shows_something(Window window) const
    {
        XWindowAttributes inner{};
        XWindowAttributes whole{};
        Window child{};
        int left = 0;
        int top = 0;
        XGetWindowAttributes(display_, window, &inner);
        XGetWindowAttributes(display_, root_, &whole);
        XTranslateCoordinates(display_, window, root_, 0, 0, &left, &top, &child);
        const int right = std::min(left + inner.width, whole.width);
        const int bottom = std::min(top + inner.height, whole.height);
        left = std::max(left, 0);
        top = std::max(top, 0);
        if (left >= right || top >= bottom) return false;
        const auto destroy = [](XImage* image) { XDestroyImage(image); };
        const std::unique_ptr<XImage, decltype(destroy)> image{
            XGetImage(display_, root_, left, top, static_cast<unsigned>(right - left),
                      static_cast<unsigned>(bottom - top), AllPlanes, ZPixmap),
            destroy};
        if (!image) return false;
        std::set<unsigned long> colours;
        unsigned long last = 0;
        for (int y = 0; y < image->height; ++y) {
            for (int x = 0; x < image->width; ++x) {
                const unsigned long colour = XGetPixel(image.get(), x, y);
                if (colour == last && !colours.empty()) continue;
                last = colour;
                colours.insert(colour);
                if (colours.size() >= kColours) return true;
            }
        }
        return false;
    }

private:
    Display* display_;
    Window root_{};
    Damage damage_{};
    Atom clients_{};
    int damage_event_ = 0;
};

double ms_since(StopWatch::time_point start)
{
    return std::chrono::duration<double, std::milli>(StopWatch::now() - start).count();
}

/// Returns when the program has not used the processor for a while.
void wait_for_rest(Program& program)
{
    const auto deadline = StopWatch::now() + kLongestRest;
    long used = program.processor_ticks();
    for (auto quiet_since = StopWatch::now(); StopWatch::now() - quiet_since < kRest;) {
        if (program.ended()) throw std::runtime_error{"the program ended"};
        if (StopWatch::now() > deadline) throw std::runtime_error{"the program does not come to rest"};
        std::this_thread::sleep_for(milliseconds{50});
        if (const long now = program.processor_ticks(); now != used) {
            used = now;
            quiet_since = StopWatch::now();
        }
    }
}

void measure(char** command)
{
    Screen screen;
    if (screen.window()) throw std::runtime_error{"another window is on this display"};
    const auto start = StopWatch::now();
    Program program{command};
    std::optional<double> viewable_ms;
    for (bool painted = false; !painted;) {
        screen.wait();
        if (program.ended()) throw std::runtime_error{"the program ended before it had a window"};
        if (StopWatch::now() - start > kLongestStart) throw std::runtime_error{"no window that shows something"};
        const auto window = screen.window();
        if (!window) continue;
        if (!viewable_ms) viewable_ms = ms_since(start);
        painted = screen.shows_something(*window);
    }
    const double painted_ms = ms_since(start);
    wait_for_rest(program);
    std::cout << fmt::format(R"({{"viewable_ms": {:.1f}, "painted_ms": {:.1f}, "rss_kib": {}, "peak_kib": {}}})",
                             *viewable_ms, painted_ms, program.memory_kib("VmRSS"), program.memory_kib("VmHWM"))
              << '\n';
}
} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "first_paint PROGRAM [ARGUMENTS]\n";
        return 64;
    }
    try {
        measure(argv + 1);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "first_paint: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
