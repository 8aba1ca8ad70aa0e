#include <doctest/doctest.h>

#include "hardware/card/pace.hpp"
#include "hardware/card/tlv.hpp"
#include "tests/hardware/card/scripted_card.hpp"
#include "tests/hardware/card/vectors.hpp"

using namespace hardware;
using namespace hardware::card;
using nlohmann::json;

namespace {
std::vector<json> generic_mapping(const std::string& file)
{
    std::vector<json> chosen;
    for (const auto& vector : vectors(file))
        if (vector.at("mapping") == "GM") chosen.push_back(vector);
    return chosen;
}

std::vector<json> all_generic_mapping()
{
    auto all = generic_mapping("emrtd_pace_doc9303_official.json");
    for (auto& vector : generic_mapping("emrtd_pace_synthetic.json"))
        all.push_back(std::move(vector));
    return all;
}

Cipher cipher_of(const json& vector)
{
    const auto name = vector.at("cipher").get<std::string>();
    return name == "3DES"     ? Cipher::tdes
           : name == "AES128" ? Cipher::aes_128
           : name == "AES192" ? Cipher::aes_192
                              : Cipher::aes_256;
}

Secret secret_of(const json& vector)
{
    const auto password = vector.at("password").get<std::string>();
    if (vector.at("password_type") == "CAN") return Can{password};
    return MrzKey{password};
}

/// Appendix G prints points without the leading 04.
Bytes point(const json& vector, const char* field)
{
    auto bytes = hex(vector, field);
    if (bytes.size() % 2 == 0) bytes.insert(bytes.begin(), 0x04);
    return bytes;
}

/// The two printed keys of the terminal, in this order.
KeySource printed_keys(const json& vector)
{
    return [vector, call = 0](const Curve& curve, const EC_POINT* generator) mutable {
        return curve.from_secret(hex(vector, call++ == 0 ? "terminal_map_private" : "terminal_eph_private"), generator);
    };
}

PaceInfo info_of(const json& vector)
{
    const auto infos = pace_infos(parse_security_infos(make_tlv(0x31, hex(vector, "pace_info"))));
    REQUIRE(infos.size() == 1);
    return infos.front();
}

/// The conversation that a vector prints, up to the last command of PACE.
std::vector<std::pair<Bytes, Bytes>> conversation(const json& vector)
{
    const auto ask = [](const char* cla, ByteView data) {
        return join({from_hex(cla), from_hex("860000"), Bytes{static_cast<std::uint8_t>(data.size())}, data, Bytes{0}});
    };
    const auto data = [](Tag tag, ByteView value) { return make_tlv(0x7C, make_tlv(tag, value)); };
    const auto answer = [&](Tag tag, ByteView value) { return join({data(tag, value), from_hex("9000")}); };
    const Bytes reference{static_cast<std::uint8_t>(vector.at("password_type") == "CAN" ? 2 : 1)};
    const Bytes parameters{static_cast<std::uint8_t>(vector.at("domain_parameter_id").get<int>())};
    const auto setup =
        join({make_tlv(0x80, hex(vector, "pace_oid_value")), make_tlv(0x83, reference), make_tlv(0x84, parameters)});
    return {
        {join({from_hex("0022C1A4"), Bytes{static_cast<std::uint8_t>(setup.size())}, setup}), from_hex("9000")},
        {ask("10", from_hex("7C00")), answer(0x80, hex(vector, "nonce_encrypted_z"))},
        {ask("10", data(0x81, point(vector, "terminal_map_public"))), answer(0x82, point(vector, "chip_map_public"))},
        {ask("10", data(0x83, point(vector, "terminal_eph_public"))), answer(0x84, point(vector, "chip_eph_public"))},
        {ask("00", data(0x85, hex(vector, "token_terminal"))), answer(0x86, hex(vector, "token_chip"))}};
}

const json& first_synthetic()
{
    static const auto kAll = generic_mapping("emrtd_pace_synthetic.json");
    return kAll.at(0);
}

AccessVerdict run(std::vector<std::pair<Bytes, Bytes>> steps)
{
    const auto& vector = first_synthetic();
    ScriptedCard card{std::move(steps)};
    Channel channel{card};
    return open_with_pace(channel, info_of(vector), secret_of(vector), printed_keys(vector));
}
} // namespace

TEST_CASE("every intermediate number of PACE with generic mapping is the printed one")
{
    for (const auto& vector : all_generic_mapping()) {
        CAPTURE(vector.at("name").get<std::string>());
        const auto cipher = cipher_of(vector);
        const auto curve = Curve::standardised(vector.at("domain_parameter_id"));
        const auto key = password_key(cipher, secret_of(vector));
        CHECK(to_hex(key) == text(vector, "k_pi"));
        const auto nonce = decrypt_cbc(cipher, key, Bytes(block_size(cipher)), hex(vector, "nonce_encrypted_z"));
        CHECK(to_hex(nonce) == text(vector, "nonce_s"));
        const auto map_key = curve.from_secret(hex(vector, "terminal_map_private"));
        CHECK(curve.encode(map_key.point.get()) == point(vector, "terminal_map_public"));
        const auto chip_map = curve.from_secret(hex(vector, "chip_map_private"));
        CHECK(curve.encode(chip_map.point.get()) == point(vector, "chip_map_public"));
        const auto shared = curve.multiply(map_key.secret.get(), chip_map.point.get());
        CHECK(curve.encode(shared.get()) == point(vector, "map_shared_h"));
        const auto generator = curve.map_generator(nonce, shared.get());
        CHECK(curve.encode(generator.get()) == point(vector, "mapped_generator"));
        const auto own = curve.from_secret(hex(vector, "terminal_eph_private"), generator.get());
        CHECK(curve.encode(own.point.get()) == point(vector, "terminal_eph_public"));
        const auto chip = curve.from_secret(hex(vector, "chip_eph_private"), generator.get());
        CHECK(curve.encode(chip.point.get()) == point(vector, "chip_eph_public"));
        const auto secret = curve.x_coordinate(curve.multiply(own.secret.get(), chip.point.get()).get());
        CHECK(to_hex(secret) == text(vector, "shared_secret"));
        const auto keys = derive_session_keys(cipher, secret);
        CHECK(to_hex(keys.encryption) == text(vector, "ks_enc"));
        CHECK(to_hex(keys.mac) == text(vector, "ks_mac"));
        const auto oid = hex(vector, "pace_oid_value");
        CHECK(authentication_token(keys, oid, point(vector, "chip_eph_public")) == hex(vector, "token_terminal"));
        CHECK(authentication_token(keys, oid, point(vector, "terminal_eph_public")) == hex(vector, "token_chip"));
    }
}

TEST_CASE("a whole PACE follows the printed conversation byte for byte")
{
    for (const auto& vector : all_generic_mapping()) {
        CAPTURE(vector.at("name").get<std::string>());
        ScriptedCard card{conversation(vector)};
        Channel channel{card};
        CHECK(open_with_pace(channel, info_of(vector), secret_of(vector), printed_keys(vector)) ==
              AccessVerdict::opened);
        CHECK(channel.secured());
        CHECK(card.finished());
    }
}

TEST_CASE("the commands of the synthetic vectors are ours, but for the parameter id, which we always send")
{
    for (const auto& vector : generic_mapping("emrtd_pace_synthetic.json")) {
        CAPTURE(vector.at("name").get<std::string>());
        auto steps = conversation(vector);
        const auto& printed = vector.at("apdus");
        for (std::size_t i = 1; i < steps.size(); ++i) {
            CHECK(to_hex(steps[i].first) == printed.at(i).at(0).get<std::string>());
            CHECK(to_hex(steps[i].second) == printed.at(i).at(1).get<std::string>());
        }
        for (std::size_t i = steps.size(); i < printed.size(); ++i)
            steps.emplace_back(from_hex(printed.at(i).at(0).get<std::string>()),
                               from_hex(printed.at(i).at(1).get<std::string>()));
        ScriptedCard card{std::move(steps)};
        Channel channel{card};
        REQUIRE(open_with_pace(channel, info_of(vector), secret_of(vector), printed_keys(vector)) ==
                AccessVerdict::opened);
        CHECK(channel.send({0x00, 0xA4, 0x04, 0x0C, from_hex("A0000002471001"), {}}).ok());
        const auto command = from_hex(printed.at(6).at(0).get<std::string>());
        const std::size_t le = find(ByteView{command}.subspan(5, command[4]), 0x97)->value[0];
        CHECK(channel.send({0x00, 0xB0, 0x9E, 0x00, {}, le}).data.size() == le);
        CHECK(card.finished());
    }
}

TEST_CASE("status words of PACE tell a wrong secret from a blocked one")
{
    auto steps = conversation(first_synthetic());
    steps.back().second = from_hex("6300");
    CHECK(run(steps) == AccessVerdict::wrong_secret);
    steps.back().second = from_hex("63C2");
    CHECK(run(steps) == AccessVerdict::wrong_secret);
    steps.back().second = from_hex("6983");
    CHECK(run(steps) == AccessVerdict::blocked);
    steps = conversation(first_synthetic());
    steps.front().second = from_hex("63C0");
    steps.resize(1);
    CHECK(run(steps) == AccessVerdict::blocked);
    steps.front().second = from_hex("6A80");
    CHECK_THROWS_AS(run(steps), Unsupported);
}

TEST_CASE("a chip that cheats during PACE is refused")
{
    const auto& vector = first_synthetic();
    const auto reply = [](Tag tag, ByteView value) {
        return join({make_tlv(0x7C, make_tlv(tag, value)), from_hex("9000")});
    };
    auto off_curve = point(vector, "chip_map_public");
    off_curve.back() ^= 1;
    const std::vector<std::pair<std::size_t, Bytes>> cheats{
        {1, reply(0x80, Bytes(15))},                            // nonce of a broken block
        {1, reply(0x80, Bytes(160))},                           // nonce without end
        {1, from_hex("7C009000")},                              // no nonce
        {1, from_hex("9000")},                                  // nothing
        {2, reply(0x82, off_curve)},                            // not on the curve
        {2, reply(0x82, Bytes{0})},                             // infinity
        {2, reply(0x82, point(vector, "terminal_map_public"))}, // an echo
        {3, reply(0x84, point(vector, "terminal_eph_public"))}, // an echo
        {3, reply(0x83, point(vector, "chip_eph_public"))},     // another object
        {4, reply(0x86, Bytes(8))},                             // a token out of the air
        {4, reply(0x86, hex(vector, "token_terminal"))},        // our own token
        {4, from_hex("7C009000")},                              // no token
    };
    for (const auto& cheat : cheats) {
        CAPTURE(cheat.first);
        CAPTURE(to_hex(cheat.second));
        auto steps = conversation(vector);
        steps[cheat.first].second = cheat.second;
        CHECK_THROWS_AS(run(steps), ProtocolViolation);
    }
}

TEST_CASE("other mappings and fields are recognised and not spoken")
{
    for (const auto* file : {"emrtd_pace_doc9303_official.json", "emrtd_pace_synthetic.json"})
        for (const auto& vector : vectors(file)) {
            if (!vector.contains("pace_info")) continue;
            CAPTURE(vector.at("name").get<std::string>());
            CHECK(can_speak(info_of(vector)) == (vector.at("mapping") == "GM"));
        }
}
