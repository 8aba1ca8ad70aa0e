#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace hardware::virtual_card {
/// A unix socket, mode 0600, that takes one command of one line at a time and answers with one line.
class ControlSocket {
public:
    /// Throws `Error` where `path` cannot be listened on; a socket that nobody holds any more is replaced.
    explicit ControlSocket(std::filesystem::path path);
    ~ControlSocket();
    ControlSocket(ControlSocket&&) = delete;

    /// For `poll`.
    int descriptor() const { return socket_; }

    /// Takes one caller: his line goes to `handler`, what that returns is the answer.
    void serve(const std::function<std::string(const std::string&)>& handler) const;

private:
    std::filesystem::path path_;
    int socket_ = -1;
};

/// Sends one line to the program behind `path`; returns its answer. Throws `Error` where nobody is there.
std::string ask_control(const std::filesystem::path& path, const std::string& line);
} // namespace hardware::virtual_card
