#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "portal/domain/mail_outbox.hpp"

/// Mail by SMTP.
namespace portal::gateways {
/// How the mail server is reached. `timeout` is of one message, the connection included.
struct SmtpOptions {
    std::string url;  ///< `smtp://127.0.0.1:2525`, `smtps://…`
    std::string from; ///< `Столична община <portal@example.bg>`
    std::string user; ///< empty: no log-in
    std::string password;
    std::chrono::seconds timeout{30};
};

/// Keeps its connection between mails. Belongs to one thread.
class Smtp final : public domain::MailGateway {
public:
    explicit Smtp(SmtpOptions options);
    ~Smtp() override;
    void send(const std::string& recipient, const domain::MailText& text) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
} // namespace portal::gateways
