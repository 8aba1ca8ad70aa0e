#include <doctest/doctest.h>

#include "hardware/card/secure_messaging.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/card/vectors.hpp"

using namespace hardware;
using namespace hardware::card;
using nlohmann::json;

namespace {
SecureMessaging session_of(const json& vector)
{
    const auto secret = [&](const char* field) {
        const auto bytes = hex(vector, field);
        return SecretBytes{bytes.begin(), bytes.end()};
    };
    const auto cipher = vector.at("cipher") == "3DES" ? Cipher::tdes : Cipher::aes_128;
    return {{cipher, secret("ks_enc"), secret("ks_mac")}, hex(vector, "ssc_start")};
}

std::uint8_t byte(const json& plain, const char* field)
{
    if (!plain.contains(field)) return 0;
    const auto& value = plain.at(field);
    return value.is_number() ? value.get<std::uint8_t>()
                             : from_hex(value.get<std::string>().size() == 1 ? "0" + value.get<std::string>()
                                                                             : value.get<std::string>())
                                   .at(0);
}

Command command_of(const json& plain)
{
    Command command{byte(plain, "cla"), byte(plain, "ins"), byte(plain, "p1"), byte(plain, "p2"), {}, {}};
    if (plain.contains("data")) command.data = hex(plain, "data");
    if (plain.contains("le")) command.le = plain.at("le").get<std::size_t>();
    return command;
}

Response response_of(const json& plain)
{
    const auto sw = hex(plain, "sw");
    return {hex(plain, "response_data"), static_cast<std::uint16_t>(sw[0] << 8 | sw[1])};
}

const json kVectors = vectors("emrtd_secure_messaging_synthetic.json");
} // namespace

TEST_CASE("commands are protected and answers opened as the vectors print")
{
    for (const auto& vector : kVectors) {
        auto session = session_of(vector);
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

TEST_CASE("the card's side opens the same commands and protects the same answers")
{
    for (const auto& vector : kVectors) {
        auto session = session_of(vector);
        for (const auto& exchange : vector.at("exchanges")) {
            CAPTURE(exchange.at("what").get<std::string>());
            const auto command = session.open_command(*parse_command(hex(exchange, "protected_command")));
            const auto expected = command_of(exchange.at("plain"));
            CHECK(command.data == expected.data);
            CHECK(command.le == expected.le);
            const bool odd = (command.ins & 1) != 0;
            CHECK(to_hex(session.protect_answer(response_of(exchange.at("plain")), odd)) ==
                  text(exchange, "protected_response"));
        }
    }
}

TEST_CASE("every changed byte of a protected answer is noticed")
{
    for (const auto& vector : kVectors) {
        const auto& exchange = vector.at("exchanges").at(1);
        const auto genuine = hex(exchange, "protected_response");
        for (std::size_t i = 0; i < genuine.size(); ++i) {
            CAPTURE(i);
            auto session = session_of(vector);
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
    const auto& vector = kVectors.at(1);
    const auto answer = hex(vector.at("exchanges").at(0), "protected_response");
    const auto command = command_of(vector.at("exchanges").at(0).at("plain"));
    auto session = session_of(vector);
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
