#include "portal/gateways/smtp.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <atomic>
#include <memory>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "hardware/card/openssl.hpp"

using portal::domain::DeliveryRefused;
using portal::domain::Fault;
using portal::gateways::Smtp;
namespace ssl = hardware::card::ssl;

namespace {
using Connection = std::unique_ptr<SSL, ssl::Deleter<SSL_free>>;

/// The side of a server whose certificate nobody vouches for.
class Encryption {
public:
    Encryption()
    {
        X509_set_pubkey(certificate_.get(), key_.get());
        X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), 3600);
        X509_sign(certificate_.get(), key_.get(), EVP_sha256());
        REQUIRE(SSL_CTX_use_certificate(context_.get(), certificate_.get()) == 1);
        REQUIRE(SSL_CTX_use_PrivateKey(context_.get(), key_.get()) == 1);
    }
    Connection accept(int socket) const
    {
        Connection connection{SSL_new(context_.get())};
        SSL_set_fd(connection.get(), socket);
        SSL_accept(connection.get());
        return connection;
    }

private:
    ssl::Key key_{EVP_EC_gen("P-256")};
    std::unique_ptr<X509, ssl::Deleter<X509_free>> certificate_{X509_new()};
    std::unique_ptr<SSL_CTX, ssl::Deleter<SSL_CTX_free>> context_{SSL_CTX_new(TLS_server_method())};
};

/// A mail server for one connection on the loopback, with these replies to the recipient and to the message.
/// `encryption`: offers it.
class Server {
public:
    Server(std::string to_recipient, std::string to_message, const Encryption* encryption = nullptr)
        : to_recipient_{std::move(to_recipient)}, to_message_{std::move(to_message)}, encryption_{encryption}
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
    std::atomic<bool> read_in_clear = false; ///< the recipient was

private:
    void serve()
    {
        connection_ = ::accept(listener_, nullptr, nullptr);
        say("220 test");
        for (auto line = hear(); !line.empty(); line = hear()) {
            if (line.starts_with("EHLO") && encryption_ && !encrypted_)
                say("250-fine\r\n250 STARTTLS");
            else if (line.starts_with("STARTTLS")) {
                say("220 go on");
                encrypted_ = encryption_->accept(connection_);
            } else if (line.starts_with("RCPT")) {
                read_in_clear = !encrypted_;
                say(to_recipient_);
            } else if (line.starts_with("DATA")) {
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
        if (encrypted_)
            SSL_write(encrypted_.get(), line.data(), static_cast<int>(line.size()));
        else
            static_cast<void>(::send(connection_, line.data(), line.size(), MSG_NOSIGNAL));
    }
    std::string hear() const
    {
        std::string line;
        for (char c{}; !line.ends_with("\r\n") && hear(c);)
            line += c;
        return line;
    }
    bool hear(char& c) const
    {
        return encrypted_ ? SSL_read(encrypted_.get(), &c, 1) == 1 : ::recv(connection_, &c, 1, 0) == 1;
    }

    std::string to_recipient_;
    std::string to_message_;
    const Encryption* encryption_;
    Connection encrypted_;
    int listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    int connection_{-1};
    std::thread thread_;
};

void send_to(Server& server)
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

TEST_CASE("a server that offers encryption gets the mail encrypted, whoever vouches for it")
{
    const Encryption encryption;
    Server server{"250 known", "250 queued", &encryption};
    server.read_in_clear = true;
    CHECK_NOTHROW(send_to(server));
    CHECK_FALSE(server.read_in_clear);
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
