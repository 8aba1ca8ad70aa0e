#include <doctest/doctest.h>

#include "hardware/error.hpp"
#include "hardware/virtual/chip_messaging.hpp"
#include "tests/hardware/card/messaging_vectors.hpp"

using namespace hardware;
using namespace hardware::virtual_card;

TEST_CASE("the chip's end opens the commands and protects the answers as the vectors print")
{
    for (const auto& vector : card::messaging_vectors()) {
        auto session = card::session_of<ChipMessaging>(vector);
        for (const auto& exchange : vector.at("exchanges")) {
            CAPTURE(exchange.at("what").get<std::string>());
            const auto command = session.open(*card::parse_command(hex(exchange, "protected_command")));
            const auto expected = card::command_of(exchange.at("plain"));
            CHECK(command.data == expected.data);
            CHECK(command.le == expected.le);
            const bool odd = (command.ins & 1) != 0;
            CHECK(to_hex(session.protect(card::response_of(exchange.at("plain")), odd)) ==
                  text(exchange, "protected_response"));
        }
    }
}

TEST_CASE("a changed command is refused")
{
    const auto& vector = card::messaging_vectors().at(0);
    const auto genuine = *card::parse_command(hex(vector.at("exchanges").at(0), "protected_command"));
    for (std::size_t i = 0; i < genuine.data.size(); ++i) {
        CAPTURE(i);
        auto session = card::session_of<ChipMessaging>(vector);
        auto changed = genuine;
        changed.data[i] ^= 1;
        CHECK_THROWS_AS(session.open(changed), ProtocolViolation);
    }
}
