#include "hardware/virtual/vpcd_client.hpp"

#include <cerrno>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::virtual_card {
namespace {
enum Control : std::uint8_t { power_off = 0, power_on = 1, reset = 2, get_atr = 4 };

/// The driver sends length and body apart; without a prompt acknowledgement each command would wait 40 ms.
void acknowledge_at_once(int socket)
{
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

bool receive_all(int socket, std::uint8_t* target, std::size_t count)
{
    while (count > 0) {
        acknowledge_at_once(socket);
        const auto got = ::recv(socket, target, count, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        target += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}
} // namespace

VpcdClient::VpcdClient(std::uint16_t port, std::unique_ptr<VirtualDocument> document) : document_{std::move(document)}
{
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket_ < 0 || ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const std::string reason = system_text(errno);
        if (socket_ >= 0) ::close(socket_);
        throw ReaderGone{"vpcd on port " + std::to_string(port) + ": " + reason};
    }
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

VpcdClient::~VpcdClient()
{
    ::close(socket_);
}

bool VpcdClient::serve()
{
    Bytes message;
    if (!receive(message)) return false;
    if (message.empty()) return true;
    if (message.size() > 1) {
        ++answered_;
        const auto answer = document_->answer(message);
        return answer.empty() || send(answer);
    }
    switch (message[0]) {
    case power_off:
    case power_on:
    case reset:
        document_->reset();
        return true; // without an answer
    case get_atr:
        noticed_ = true;
        return send(document_->atr());
    default:
        return true;
    }
}

bool VpcdClient::receive(Bytes& message)
{
    std::uint8_t length[2];
    if (!receive_all(socket_, length, sizeof length)) return false;
    message.resize(static_cast<std::size_t>(length[0]) << 8 | length[1]);
    return receive_all(socket_, message.data(), message.size());
}

bool VpcdClient::send(ByteView message)
{
    const auto bytes = card::join(
        {Bytes{static_cast<std::uint8_t>(message.size() >> 8), static_cast<std::uint8_t>(message.size())}, message});
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}
} // namespace hardware::virtual_card
