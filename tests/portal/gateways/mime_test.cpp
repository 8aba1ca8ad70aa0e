#include "portal/gateways/mime.hpp"

#include <doctest/doctest.h>

using namespace portal::gateways;

namespace {
Envelope envelope()
{
    return {"Столична община <portal@example.bg>", "viki@example.com", "0123@example.bg",
            portal::contract::instant_from_rfc3339("2026-11-18T08:47:12Z")};
}
} // namespace

TEST_CASE("plain words stay plain in a header, others become encoded words")
{
    CHECK(encoded_header("Hello") == "Hello");
    CHECK(encoded_header("Гише") == "=?UTF-8?B?0JPQuNGI0LU=?=");
}

TEST_CASE("a long subject is folded into words of at most 75 letters that cut no letter")
{
    std::string subject;
    for (int i = 0; i < 30; ++i)
        subject += "щ€";
    const auto encoded = encoded_header(subject);
    for (std::size_t from = 0; from < encoded.size();) {
        const auto end = std::min(encoded.find("\r\n ", from), encoded.size());
        const auto word = encoded.substr(from, end - from);
        CHECK(word.size() <= 75);
        const auto bytes = portal::contract::from_base64(word.substr(10, word.size() - 12));
        CHECK((bytes.front() & 0xc0U) != 0x80U);
        from = end + 3;
    }
}

TEST_CASE("the message holds both parts in UTF-8 with CRLF line ends")
{
    const auto message =
        mime_message(envelope(), {"Потвърдете адреса си", "Здравейте,\n.\nредове", "<p>Здравейте</p>"});
    CHECK(message.find("Date: Wed, 18 Nov 2026 08:47:12 +0000\r\n") == 0);
    CHECK(message.find("To: viki@example.com\r\n") != std::string::npos);
    CHECK(message.find("Content-Type: multipart/alternative") != std::string::npos);
    CHECK(message.find("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                       "Здравейте,\r\n.\r\nредове\r\n") != std::string::npos);
    CHECK(message.find("Content-Type: text/html; charset=utf-8") != std::string::npos);
    for (std::size_t at = message.find('\n'); at != std::string::npos; at = message.find('\n', at + 1))
        REQUIRE(message[at - 1] == '\r');
}

TEST_CASE("a line break in a subject or an address begins no header")
{
    auto letter = envelope();
    letter.recipient = "viki@example.com\r\nBcc: all@example.com";
    const auto message = mime_message(letter, {"Hi\r\nBcc: all@example.com", "text", ""});
    CHECK(message.find("\nBcc:") == std::string::npos);
}

TEST_CASE("the name of a mailbox is encoded, its address is not")
{
    CHECK(bare_address("Столична община <portal@example.bg>") == "portal@example.bg");
    CHECK(encoded_mailbox("Гише <portal@example.bg>") == "=?UTF-8?B?0JPQuNGI0LU=?= <portal@example.bg>");
    CHECK(encoded_mailbox("portal@example.bg") == "portal@example.bg");
}
