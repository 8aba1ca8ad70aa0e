#pragma once

#include <string>
#include <string_view>

#include "portal/domain/mail_outbox.hpp"

namespace portal::gateways {
/// A header value with letters beyond ASCII as encoded words, folded. Source: RFC 2047 §2, §4.1.
std::string encoded_header(std::string_view text);

/// `name@example.bg` of `Name <name@example.bg>`.
std::string bare_address(std::string_view mailbox);

/// The name encoded, the address as it is.
std::string encoded_mailbox(std::string_view mailbox);

/// Who a message is from and for. Addresses are mailboxes: `Name <name@example.bg>` or bare.
struct Envelope {
    std::string from;
    std::string recipient;
    std::string message_id; ///< without angle brackets
    domain::Instant date{};
};
/// The whole message with CRLF line ends: plain text, and HTML beside it where there is some; UTF-8, 8bit. A line break
/// in an address or a subject cannot begin a header. Source: RFC 5322, RFC 2046 §5.1.4.
std::string mime_message(const Envelope& envelope, const domain::MailText& text);
} // namespace portal::gateways
