#include <doctest/doctest.h>

#include "hardware/card/chip_authentication.hpp"
#include "hardware/card/tlv.hpp"
#include "tests/hardware/card/scripted_card.hpp"
#include "tests/hardware/card/vectors.hpp"

using namespace hardware;
using namespace hardware::card;

TEST_CASE("chip authentication gives the printed keys, and the first answer under them opens")
{
    for (const auto& vector : vectors("emrtd_chip_auth_synthetic.json")) {
        CAPTURE(vector.at("name").get<std::string>());
        const int parameters = vector.at("domain_parameter_id");
        const auto group = standardised_group(parameters);
        CHECK(group->name() == text(vector, "domain_parameter_name"));
        const auto chip = group->from_secret(hex(vector, "chip_static_private"));
        CHECK(chip.public_key == hex(vector, "chip_static_public"));
        const auto own = group->from_secret(hex(vector, "terminal_eph_private"));
        CHECK(own.public_key == hex(vector, "terminal_eph_public"));
        const auto secret = group->agree(own.secret.get(), chip.public_key);
        CHECK(to_hex(secret) == text(vector, "shared_secret"));
        const auto cipher = vector.at("cipher") == "3DES" ? Cipher::tdes : Cipher::aes_128;
        const auto keys = derive_session_keys(cipher, secret);
        CHECK(to_hex(keys.encryption) == text(vector, "ks_enc"));
        CHECK(to_hex(keys.mac) == text(vector, "ks_mac"));

        const auto oid = hex(vector, "ca_oid_value");
        const auto point = hex(vector, "terminal_eph_public");
        const Bytes id{static_cast<std::uint8_t>(parameters)};
        const auto algorithm = make_tlv(0x30, join({make_tlv(0x06, from_hex("04007F00070102")), make_tlv(0x02, id)}));
        const auto bits = make_tlv(0x03, join({Bytes{0}, hex(vector, "chip_static_public")}));
        const ChipAuthenticationOffer offer{{oid, true, cipher, {}},
                                            {true, make_tlv(0x30, join({algorithm, bits})), {}}};
        std::vector<std::pair<Bytes, Bytes>> steps;
        if (cipher == Cipher::tdes) {
            steps = {{encode({0x00, 0x22, 0x41, 0xA6, make_tlv(0x91, point), {}}), from_hex("9000")}};
        } else {
            steps = {
                {encode({0x00, 0x22, 0x41, 0xA4, make_tlv(0x80, oid), {}}), from_hex("9000")},
                {encode({0x00, 0x86, 0x00, 0x00, make_tlv(0x7C, make_tlv(0x80, point)), 256}), from_hex("7C009000")}};
        }
        const auto& first = vector.at("first_protected");
        steps.emplace_back(from_hex(first.at(0).get<std::string>()), from_hex(first.at(1).get<std::string>()));
        ScriptedCard card{std::move(steps)};
        Channel channel{card};
        Chance printed;
        printed.key = [&](const Group& chosen) { return chosen.from_secret(hex(vector, "terminal_eph_private")); };
        REQUIRE(authenticate_chip(channel, offer, printed));
        CHECK(channel.answers_under_these_keys() == 0);
        CHECK(channel.send({0x00, 0xB0, 0x81, 0x00, {}, 8}).data.size() == 8);
        CHECK(channel.answers_under_these_keys() == 1);
        CHECK(card.finished());
    }
}

TEST_CASE("a chip key that is none is refused")
{
    CHECK_THROWS_AS(chip_key(from_hex("3000")), ProtocolViolation);
    CHECK_THROWS_AS(chip_key(from_hex("300A300806062A0304050607")), ProtocolViolation);
}
