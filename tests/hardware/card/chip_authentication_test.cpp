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
        CHECK(group->elliptic() == (text(vector, "key_agreement") == "ECDH"));
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

namespace {
Bytes number(int value)
{
    return make_tlv(0x02, Bytes{static_cast<std::uint8_t>(value)});
}
/// A ChipAuthenticationInfo over curves; arc 1 is 3DES, 4 is AES-256.
Bytes way(std::uint8_t cipher, ByteView key_id = {})
{
    const auto protocol = make_tlv(0x06, join({from_hex("04007F000702020302"), Bytes{cipher}}));
    return make_tlv(0x30, join({protocol, number(1), key_id}));
}
Bytes key_info(std::uint8_t kind, ByteView key_id = {})
{
    const auto protocol = make_tlv(0x06, join({from_hex("04007F0007020201"), Bytes{kind}}));
    return make_tlv(0x30, join({protocol, make_tlv(0x30, Bytes{kind}), key_id}));
}
std::vector<ChipAuthenticationOffer> offers(std::initializer_list<ByteView> infos)
{
    return chip_authentication_offers(parse_security_infos(make_tlv(0x31, join(infos))));
}
} // namespace

TEST_CASE("chip authentication is offered for each key with its cipher, the strongest first")
{
    const auto both = offers({way(1, number(1)), key_info(2, number(1)), way(4, number(2)), key_info(2, number(2))});
    REQUIRE(both.size() == 2);
    CHECK(both[0].info.cipher == Cipher::aes_256);
    CHECK(both[0].key.key_id == Bytes{2});
    CHECK(both[1].info.cipher == Cipher::tdes);
    CHECK(both[1].key.key_id == Bytes{1});
    CHECK(offers({way(1), way(4), key_info(2)}).size() == 2);
}

TEST_CASE("a number that only the key or only its cipher has joins them where there is one of each")
{
    for (const auto& found : {offers({way(4, number(7)), key_info(2)}), offers({way(4), key_info(2, number(7))})}) {
        REQUIRE(found.size() == 1);
        CHECK(found[0].key.key_id == Bytes{7});
        CHECK_FALSE(found[0].inferred);
    }
    CHECK(offers({way(4, number(7)), key_info(2), key_info(2, number(8))}).empty());
    CHECK(offers({way(4, number(7)), key_info(2, number(8))}).empty());
    CHECK(offers({way(4), key_info(1)}).empty()); // curves against a finite field
}

TEST_CASE("a key whose cipher nothing tells is one for 3DES")
{
    for (const std::uint8_t kind : {std::uint8_t{1}, std::uint8_t{2}}) {
        const auto found = offers({key_info(kind, number(3))});
        REQUIRE(found.size() == 1);
        CHECK(found[0].inferred);
        CHECK(found[0].info.cipher == Cipher::tdes);
        CHECK(found[0].info.oid == join({from_hex("04007F0007020203"), Bytes{kind, 1}}));
        CHECK(found[0].key.key_id == Bytes{3});
    }
    CHECK(offers({way(4)}).empty());
}

TEST_CASE("a chip that offers far more than a real one has is not asked for all of it")
{
    Bytes infos = key_info(2);
    for (int i = 0; i < 40; ++i)
        infos = join({infos, way(4)});
    CHECK(chip_authentication_offers(parse_security_infos(make_tlv(0x31, infos))).size() == 8);
}

TEST_CASE("a chip key that is none is refused")
{
    CHECK_THROWS_AS(chip_key(from_hex("3000")), ProtocolViolation);
    CHECK_THROWS_AS(chip_key(from_hex("300A300806062A0304050607")), ProtocolViolation);
}
