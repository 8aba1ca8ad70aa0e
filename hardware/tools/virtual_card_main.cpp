// gishe-virtual-card: a travel document in software inside the vpcd reader; insert, remove, exchange by command.
#include <charconv>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <thread>

#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "hardware/error.hpp"
#include "hardware/virtual/control_socket.hpp"
#include "hardware/virtual/vpcd_client.hpp"

namespace {
using namespace hardware;
using namespace hardware::virtual_card;

struct Options {
    std::filesystem::path description;
    std::filesystem::path trust_folder;
    std::filesystem::path authority_folder;
    std::filesystem::path control;
    std::uint16_t port = 35963;
    bool removed = false;
    std::vector<std::string> command;
};

std::optional<unsigned> count_of(const std::string& text)
{
    unsigned count = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, count);
    if (read.ec != std::errc{} || read.ptr != end || count == 0) return std::nullopt;
    return count;
}

/// The station of one card: what lies on it, and the commands that change that.
class Station {
public:
    explicit Station(const Options& options)
        : options_{options}, authority_{DemoAuthority::load_or_create(options.authority_folder)},
          card_{options.description}, control_{options.control}, wanted_{!options.removed}
    {
        authority_.publish(options.trust_folder);
        load_description(card_); // a typing error shows at the start
    }

    int run()
    {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        const int signal_descriptor = ::signalfd(-1, &signals, SFD_CLOEXEC);
        std::printf("ready\n");
        std::fflush(stdout);
        while (running_) {
            reach_reader();
            pollfd waits[] = {{signal_descriptor, POLLIN, 0},
                              {control_.descriptor(), POLLIN, 0},
                              {client_ ? client_->descriptor() : -1, POLLIN, 0}};
            constexpr int kRetryMs = 500;
            ::poll(waits, 3, wanted_ && !client_ ? kRetryMs : -1);
            if (waits[0].revents != 0) break;
            if (waits[2].revents != 0 && client_) serve_reader();
            if (waits[1].revents != 0) control_.serve([this](const std::string& line) { return obey(line); });
        }
        ::close(signal_descriptor);
        return 0;
    }

private:
    using Clock = std::chrono::steady_clock;

    /// The service may start after us, and restart.
    void reach_reader()
    {
        if (!wanted_ || client_) return;
        try {
            insert();
        } catch (const ReaderGone&) {
            return; // tried again soon
        }
    }

    void serve_reader()
    {
        if (!client_->serve())
            client_.reset();
        else if (leaves_after_ && client_->answered() >= *leaves_after_)
            remove();
    }

    void remove()
    {
        wanted_ = false;
        take_away();
    }

    void take_away()
    {
        if (client_) taken_away_ = Clock::now();
        client_.reset();
        leaves_after_.reset();
    }

    /// pcscd looks at the reader 2.5 times a second: it would never see a card that comes back quicker.
    void wait_until_noticed() const { std::this_thread::sleep_until(taken_away_ + std::chrono::milliseconds{900}); }

    void insert()
    {
        take_away();
        wait_until_noticed();
        client_ = std::make_unique<VpcdClient>(options_.port,
                                               std::make_unique<VirtualDocument>(load_description(card_), authority_));
    }

    /// Whoever has laid the card down may read it at once. A service that is busy or asks nothing is not waited for
    /// long.
    void serve_until_noticed()
    {
        const auto end = Clock::now() + std::chrono::seconds{3};
        while (client_ && !client_->noticed() && Clock::now() < end) {
            pollfd wait{client_->descriptor(), POLLIN, 0};
            constexpr int kLookMs = 100;
            if (::poll(&wait, 1, kLookMs) > 0) serve_reader();
        }
    }

    std::string obey(const std::string& line)
    {
        std::istringstream words{line};
        std::string verb;
        std::string rest;
        words >> verb;
        std::getline(words >> std::ws, rest);
        try {
            if (verb == "insert" || verb == "exchange") {
                const std::string& file = rest;
                if (verb == "exchange" && file.empty()) return "error exchange needs a description";
                if (!file.empty()) load_description(file);
                if (!file.empty()) card_ = file;
                wanted_ = true;
                insert();
                serve_until_noticed();
                return "ok inserted " + card_.string();
            }
            if (verb == "remove" && rest.empty()) {
                remove();
                return "ok removed";
            }
            if (verb == "remove") return remove_after(rest);
            if (verb == "status") return "ok " + status();
            if (verb == "quit") {
                running_ = false;
                return "ok";
            }
            return "error unknown command";
        } catch (const std::exception& error) {
            return std::string{"error "} + error.what();
        }
    }

    /// As a hand does that is too quick: in the middle of a reading.
    std::string remove_after(const std::string& commands)
    {
        const auto count = count_of(commands);
        if (!count) return "error remove takes nothing, or after how many commands";
        if (!client_) return "error no card is there";
        leaves_after_ = client_->answered() + *count;
        return "ok removed after " + commands + " more commands";
    }

    std::string status() const
    {
        if (client_) return "inserted " + card_.string();
        return wanted_ ? "waiting for the reader" : "removed";
    }

    const Options& options_;
    DemoAuthority authority_;
    std::filesystem::path card_;
    ControlSocket control_;
    bool wanted_;
    bool running_ = true;
    Clock::time_point taken_away_{};
    std::optional<std::size_t> leaves_after_; ///< commands
    std::unique_ptr<VpcdClient> client_;
};

constexpr int kUsage = 64; // EX_USAGE of sysexits.h

/// Why the program behind the socket would not understand; empty: it would.
std::string fault_of(const std::vector<std::string>& command)
{
    const auto& verb = command.front();
    const bool described = command.size() > 1;
    if (verb == "exchange" && !described) return "exchange needs a description file";
    if (verb == "insert" || verb == "exchange") return {};
    if (verb == "remove")
        return !described || count_of(command[1]) ? "" : "remove takes nothing, or after how many commands";
    if (verb != "status" && verb != "quit") return "no such command: " + verb;
    return described ? verb + " takes no file" : "";
}

int send_command(const Options& options)
{
    if (const auto fault = fault_of(options.command); !fault.empty()) {
        std::cerr << "gishe-virtual-card: " << fault << '\n';
        return kUsage;
    }
    auto line = options.command.front();
    // The running program may stand in another folder.
    if (options.command.size() > 1)
        line += " " + (line == "remove" ? options.command[1] : std::filesystem::absolute(options.command[1]).string());
    const auto answer = ask_control(options.control, line);
    std::cout << answer << '\n';
    return answer.rfind("ok", 0) == 0 ? 0 : 1;
}
} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{"A travel document in software, in the vpcd reader of pcscd. All persons and keys are invented.",
                 "gishe-virtual-card"};
    app.set_version_flag("--version", "gishe-virtual-card " GISHE_VERSION);
    app.add_option("--description", options.description, "The card: a description file (TOML)")
        ->check(CLI::ExistingFile);
    app.add_option("--trust-dir", options.trust_folder, "Folder that gets the demo authority's certificate");
    app.add_option("--authority", options.authority_folder, "Folder that keeps the demo authority's key");
    app.add_option("--port", options.port, "Port of vpcd on 127.0.0.1")->capture_default_str();
    app.add_option("--control", options.control, "Control socket")->required();
    app.add_flag("--removed", options.removed, "Start with the card beside the reader");
    app.add_option("command", options.command,
                   "For the program behind the socket: insert [FILE], remove [AFTER SO MANY COMMANDS], exchange FILE, "
                   "status, quit")
        ->expected(0, 2);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsage;
    }
    try {
        if (!options.command.empty()) return send_command(options);
        if (options.description.empty() || options.trust_folder.empty() || options.authority_folder.empty()) {
            std::cerr << "gishe-virtual-card: --description, --trust-dir and --authority are needed to run as a card\n";
            return kUsage;
        }
        return Station{options}.run();
    } catch (const std::exception& error) {
        std::cerr << "gishe-virtual-card: " << error.what() << '\n';
        return 1;
    }
}
