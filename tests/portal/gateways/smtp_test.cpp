#include "portal/gateways/smtp.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using portal::domain::DeliveryRefused;
using portal::domain::Fault;
using portal::gateways::Smtp;

namespace {
/// A mail server for one connection on the loopback, with these replies to the recipient and to the message.
class Server {
public:
    Server(std::string to_recipient, std::string to_message)
        : to_recipient_{std::move(to_recipient)}, to_message_{std::move(to_message)}
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(listener_, 1) == 0);
        REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        url = "smtp://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        thread_ = std::thread{[this] { serve(); }};
    }
    ~Server()
    {
        thread_.join();
        ::close(listener_);
    }

    std::string url;

private:
    void serve()
    {
        connection_ = ::accept(listener_, nullptr, nullptr);
        say("220 test");
        for (auto line = hear(); !line.empty(); line = hear()) {
            if (line.starts_with("RCPT"))
                say(to_recipient_);
            else if (line.starts_with("DATA")) {
                say("354 go on");
                for (auto text = hear(); !text.empty() && text != ".\r\n";)
                    text = hear();
                say(to_message_);
            } else
                say("250 fine");
        }
        ::close(connection_);
    }
    void say(const std::string& reply) const
    {
        const auto line = reply + "\r\n";
        static_cast<void>(::send(connection_, line.data(), line.size(), MSG_NOSIGNAL));
    }
    std::string hear() const
    {
        std::string line;
        for (char c{}; !line.ends_with("\r\n") && ::recv(connection_, &c, 1, 0) == 1;)
            line += c;
        return line;
    }

    std::string to_recipient_;
    std::string to_message_;
    int listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    int connection_{-1};
    std::thread thread_;
};

void send_to(const Server& server)
{
    Smtp smtp{{server.url, "Община <portal@example.bg>", "", "", std::chrono::seconds{30}}};
    smtp.send("viki@example.com", {"Тема", "Текст\n", ""});
}
} // namespace

TEST_CASE("a mail that the server takes has left")
{
    Server server{"250 known", "250 queued"};
    CHECK_NOTHROW(send_to(server));
}

TEST_CASE("a server that says no for good, to the recipient or to the message, refuses the mail")
{
    Server unknown{"550 no such mailbox", "250 queued"};
    CHECK_THROWS_AS(send_to(unknown), DeliveryRefused);
    Server unwanted{"250 known", "554 not here"};
    CHECK_THROWS_AS(send_to(unwanted), DeliveryRefused);
}

TEST_CASE("a server that is busy delays the mail and does not refuse it")
{
    for (const auto& [recipient, message] :
         {std::pair{"451 later", "250 queued"}, std::pair{"250 known", "452 full"}}) {
        Server server{recipient, message};
        try {
            send_to(server);
            FAIL("the mail left");
        } catch (const DeliveryRefused&) {
            FAIL("the mail was refused");
        } catch (const Fault&) {
        }
    }
}
