#include "hardware/virtual/control_socket.hpp"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "hardware/descriptor.hpp"
#include "hardware/error.hpp"

namespace hardware::virtual_card {
namespace {
constexpr std::size_t kLongestLine = 8192;

sockaddr_un address_of(const std::filesystem::path& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto text = path.string();
    if (text.size() >= sizeof address.sun_path) throw Error{"control socket: path is too long: " + text};
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    return address;
}

bool connects(int socket, const sockaddr_un& address)
{
    return ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// Up to the end of the line, or what came before the other side closed.
std::string read_line(int socket)
{
    std::string line;
    char letter = 0;
    while (line.size() < kLongestLine && ::recv(socket, &letter, 1, 0) == 1 && letter != '\n')
        line += letter;
    return line;
}

void write_line(int socket, const std::string& line)
{
    const auto bytes = line + "\n";
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        sent += static_cast<std::size_t>(count);
    }
}

void limit_waiting(int socket, int seconds)
{
    const timeval limit{seconds, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}
} // namespace

ControlSocket::ControlSocket(std::filesystem::path path) : path_{std::move(path)}
{
    const auto address = address_of(path_);
    const Descriptor probe{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (connects(probe.number(), address)) throw Error{"control socket: in use: " + path_.string()};
    ::unlink(path_.c_str());
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto mask = ::umask(0177);
    const bool listening = socket_ >= 0 &&
                           ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                           ::listen(socket_, 4) == 0;
    const std::string reason = system_text(errno);
    ::umask(mask);
    if (listening) return;
    if (socket_ >= 0) ::close(socket_);
    throw Error{"control socket " + path_.string() + ": " + reason};
}

ControlSocket::~ControlSocket()
{
    ::close(socket_);
    ::unlink(path_.c_str());
}

void ControlSocket::serve(const std::function<std::string(const std::string&)>& handler) const
{
    const Descriptor caller{::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC)};
    if (!caller.is_open()) return;
    limit_waiting(caller.number(), 1);
    write_line(caller.number(), handler(read_line(caller.number())));
}

std::string ask_control(const std::filesystem::path& path, const std::string& line)
{
    const Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!connects(socket.number(), address_of(path))) throw Error{"nobody behind " + path.string()};
    limit_waiting(socket.number(), 30);
    write_line(socket.number(), line);
    return read_line(socket.number());
}
} // namespace hardware::virtual_card
