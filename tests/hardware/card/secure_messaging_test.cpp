#include <doctest/doctest.h>

#include "hardware/error.hpp"
#include "tests/hardware/card/messaging_vectors.hpp"

using namespace hardware;
using namespace hardware::card;

TEST_CASE("commands are protected and answers opened as the vectors print")
{
    for (const auto& vector : messaging_vectors()) {
        auto session = session_of<SecureMessaging>(vector);
        for (const auto& exchange : vector.at("exchanges")) {
            CAPTURE(vector.at("name").get<std::string>());
            CAPTURE(exchange.at("what").get<std::string>());
            CHECK(to_hex(session.protect(command_of(exchange.at("plain")))) == text(exchange, "protected_command"));
            const auto answer = session.open_answer(hex(exchange, "protected_response"));
            const auto expected = response_of(exchange.at("plain"));
            CHECK(answer.sw == expected.sw);
            CHECK(answer.data == expected.data);
        }
    }
}

TEST_CASE("every changed byte of a protected answer is noticed")
{
    for (const auto& vector : messaging_vectors()) {
        const auto& exchange = vector.at("exchanges").at(1);
        const auto genuine = hex(exchange, "protected_response");
        for (std::size_t i = 0; i < genuine.size(); ++i) {
            CAPTURE(i);
            auto session = session_of<SecureMessaging>(vector);
            session.protect(command_of(vector.at("exchanges").at(0).at("plain")));
            session.open_answer(hex(vector.at("exchanges").at(0), "protected_response"));
            session.protect(command_of(exchange.at("plain")));
            auto changed = genuine;
            changed[i] ^= 0x01;
            CHECK_THROWS_AS(session.open_answer(changed), ProtocolViolation);
        }
    }
}

TEST_CASE("a repeated answer, an answer in clear and one without status are refused")
{
    const auto& vector = messaging_vectors().at(1);
    const auto answer = hex(vector.at("exchanges").at(0), "protected_response");
    const auto command = command_of(vector.at("exchanges").at(0).at("plain"));
    auto session = session_of<SecureMessaging>(vector);
    session.protect(command);
    session.open_answer(answer);
    session.protect(command);
    CHECK_THROWS_AS(session.open_answer(answer), ProtocolViolation);
    CHECK_THROWS_AS(session.open_answer(from_hex("9000")), ProtocolViolation);
    CHECK_THROWS_AS(session.open_answer(from_hex("61049000")), ProtocolViolation);
    CHECK_THROWS_AS(session.open_answer({}), ProtocolViolation);
}

TEST_CASE("a short answer holds 231 bytes under 3DES and 223 under AES")
{
    CHECK(largest_short_answer(Cipher::tdes) == 231);
    CHECK(largest_short_answer(Cipher::aes_128) == 223);
    CHECK(largest_short_answer(Cipher::aes_256) == 223);
}
