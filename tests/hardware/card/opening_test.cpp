#include <doctest/doctest.h>

#include "hardware/card/apdu.hpp"
#include "hardware/card/opening.hpp"
#include "hardware/card/tlv.hpp"

using namespace hardware;
using namespace hardware::card;

namespace {
/// Offers three ways and refuses each; notes which came to be asked for.
class ChoosyCard final : public Card {
public:
    Bytes atr() const override { return {}; }
    Bytes transmit(ByteView bytes) override
    {
        const auto command = parse_command(bytes);
        REQUIRE(command);
        if (command->ins == 0xB0) return join({make_tlv(0x31, join({generic_, mapping_, strong_})), from_hex("6282")});
        if (command->ins == 0x22) asked.push_back(find(command->data, 0x80)->value.back() + 10 * arc(*command));
        return from_hex(command->ins == 0x22 ? "6A80" : "9000");
    }
    std::vector<int> asked; ///< tens: arc of key agreement and mapping, units: arc of the cipher

private:
    static int arc(const Command& command)
    {
        const auto oid = find(command.data, 0x80)->value;
        return oid[oid.size() - 2];
    }
    const Bytes generic_ = from_hex("3012060A04007F0007020204020202010202010D");
    const Bytes mapping_ = from_hex("3012060A04007F0007020204060202010202010D");
    const Bytes strong_ = from_hex("3012060A04007F0007020204020402010202010D");
};
} // namespace

TEST_CASE("the strongest cipher is asked for first, and of two alike the mapping that proves the chip")
{
    ChoosyCard card;
    Channel channel{card};
    CHECK_THROWS_AS(open_chip(channel, Can{"123456"}, Start::fresh), Unsupported);
    CHECK(card.asked == std::vector<int>{24, 62, 22});
}
