#include <algorithm>
#include <utility>

#include <doctest/doctest.h>

#include "hardware/card/chip_authentication.hpp"
#include "hardware/card/pace.hpp"
#include "hardware/card/tlv.hpp"
#include "tests/hardware/card/scripted_card.hpp"
#include "tests/hardware/card/vectors.hpp"

using namespace hardware;
using namespace hardware::card;
using nlohmann::json;

namespace {
constexpr auto kOfficial = "emrtd_pace_doc9303_official.json";
constexpr auto kSynthetic = "emrtd_pace_synthetic.json";

std::vector<json> all_vectors()
{
    std::vector<json> all;
    for (const auto* file : {kOfficial, kSynthetic})
        for (auto& vector : vectors(file))
            all.push_back(std::move(vector));
    return all;
}

bool integrated(const json& vector)
{
    return vector.at("mapping") == "IM";
}

Cipher cipher_of(const json& vector)
{
    const auto name = vector.at("cipher").get<std::string>();
    return name == "3DES"     ? Cipher::tdes
           : name == "AES128" ? Cipher::aes_128
           : name == "AES192" ? Cipher::aes_192
                              : Cipher::aes_256;
}

/// Appendix H prints no password, only the key that comes of it.
Secret secret_of(const json& vector)
{
    if (!vector.contains("password")) return Can{"123456"};
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

/// The printed secrets of the terminal, in their order.
Chance printed(const json& vector)
{
    Chance chance;
    chance.key = [vector, mapped = integrated(vector)](const Group& group) mutable {
        return group.from_secret(
            hex(vector, std::exchange(mapped, true) ? "terminal_eph_private" : "terminal_map_private"));
    };
    chance.nonce = [vector](std::size_t count) {
        auto nonce = hex(vector, "nonce_t");
        CHECK(nonce.size() == count);
        return nonce;
    };
    return chance;
}

/// Appendix H prints no PACEInfo: made as the others are.
PaceInfo info_of(const json& vector)
{
    const Bytes id{static_cast<std::uint8_t>(vector.at("domain_parameter_id").get<int>())};
    const auto made = make_tlv(
        0x30, join({make_tlv(0x06, hex(vector, "pace_oid_value")), make_tlv(0x02, Bytes{2}), make_tlv(0x02, id)}));
    if (vector.contains("pace_info")) CHECK(made == hex(vector, "pace_info"));
    const auto infos = pace_infos(parse_security_infos(make_tlv(0x31, made)));
    REQUIRE(infos.size() == 1);
    return infos.front();
}

/// The chip's static key as its ChipAuthenticationPublicKeyInfo prints it.
Bytes announced_key(const json& vector)
{
    const auto set = make_tlv(0x31, hex(vector, "cam_chip_key_info"));
    const auto infos = chip_public_key_infos(parse_security_infos(set));
    REQUIRE(infos.size() == 1);
    CHECK(infos.front().elliptic);
    CHECK(infos.front().key_id == Bytes{static_cast<std::uint8_t>(vector.at("domain_parameter_id").get<int>())});
    return chip_key(infos.front().subject_public_key_info).public_key;
}

/// The conversation that a vector prints, up to the last command of PACE.
std::vector<std::pair<Bytes, Bytes>> conversation(const json& vector)
{
    const auto ask = [](const char* cla, ByteView data) {
        return join({from_hex(cla), from_hex("860000"), Bytes{static_cast<std::uint8_t>(data.size())}, data, Bytes{0}});
    };
    const auto data = [](Tag tag, ByteView value) { return make_tlv(0x7C, make_tlv(tag, value)); };
    const auto answer = [&](Tag tag, ByteView value) { return join({data(tag, value), from_hex("9000")}); };
    const Bytes reference{static_cast<std::uint8_t>(std::holds_alternative<Can>(secret_of(vector)) ? 2 : 1)};
    const Bytes parameters{static_cast<std::uint8_t>(vector.at("domain_parameter_id").get<int>())};
    const auto setup =
        join({make_tlv(0x80, hex(vector, "pace_oid_value")), make_tlv(0x83, reference), make_tlv(0x84, parameters)});
    auto shown = make_tlv(0x86, hex(vector, "token_chip"));
    if (vector.at("mapping") == "CAM") shown = join({shown, make_tlv(0x8A, hex(vector, "cam_data_encrypted"))});
    const auto last = join({make_tlv(0x7C, shown), from_hex("9000")});
    return {
        {join({from_hex("0022C1A4"), Bytes{static_cast<std::uint8_t>(setup.size())}, setup}), from_hex("9000")},
        {ask("10", from_hex("7C00")), answer(0x80, hex(vector, "nonce_encrypted_z"))},
        integrated(vector) ? std::pair{ask("10", data(0x81, hex(vector, "nonce_t"))), answer(0x82, {})}
                           : std::pair{ask("10", data(0x81, point(vector, "terminal_map_public"))),
                                       answer(0x82, point(vector, "chip_map_public"))},
        {ask("10", data(0x83, point(vector, "terminal_eph_public"))), answer(0x84, point(vector, "chip_eph_public"))},
        {ask("00", data(0x85, hex(vector, "token_terminal"))), last}};
}

const json& first_synthetic()
{
    static const auto kAll = vectors(kSynthetic);
    return kAll.at(0);
}

AccessVerdict run(std::vector<std::pair<Bytes, Bytes>> steps, const json& vector = first_synthetic())
{
    ScriptedCard card{std::move(steps)};
    Channel channel{card};
    return open_with_pace(channel, info_of(vector), secret_of(vector), printed(vector)).verdict;
}

/// The generator as both sides see it, with every number on the way to it.
GroupPtr mapped_group(const json& vector, const Group& group, ByteView nonce)
{
    if (integrated(vector)) {
        const auto made = pseudorandom(cipher_of(vector), nonce, hex(vector, "nonce_t"), group.prime_bits());
        CHECK(to_hex(made) == text(vector, "prf_output"));
        const auto of_the_field = group.map_integrated(hex(vector, "prf_mod_p")); // the same number, modulo the prime
        CHECK(of_the_field->from_secret(Bytes{1}).public_key == point(vector, "mapped_generator"));
        return group.map_integrated(made);
    }
    const auto own = group.from_secret(hex(vector, "terminal_map_private"));
    CHECK(own.public_key == point(vector, "terminal_map_public"));
    const auto chip = group.from_secret(hex(vector, "chip_map_private"));
    CHECK(chip.public_key == point(vector, "chip_map_public"));
    CHECK(group.apply(own.secret.get(), chip.public_key) == point(vector, "map_shared_h"));
    return group.map_generic(nonce, own.secret.get(), chip.public_key);
}
} // namespace

// No printed example runs integrated mapping with nonces of 256 bits: those here were calculated apart from this
// program, and the constants c0 and c1 of AES-192 and AES-256 that both take are the ones of ICAO 9303-11 §4.4.3.3.2.
TEST_CASE("every intermediate number of PACE is the printed one")
{
    for (const auto& vector : all_vectors()) {
        CAPTURE(vector.at("name").get<std::string>());
        const auto cipher = cipher_of(vector);
        const auto group = standardised_group(vector.at("domain_parameter_id"));
        CHECK(group->elliptic() == (text(vector, "key_agreement") == "ECDH"));
        if (vector.contains("domain_parameter_name")) CHECK(group->name() == text(vector, "domain_parameter_name"));
        auto key = password_key(cipher, secret_of(vector));
        if (vector.contains("password")) {
            CHECK(to_hex(key) == text(vector, "k_pi"));
            CHECK(derive_key(cipher, hex(vector, "password_encoded"), KeyUse::password) == key);
        } else { // the printed key comes of no printed password
            const auto printed_key = hex(vector, "k_pi");
            key.assign(printed_key.begin(), printed_key.end());
        }
        const auto nonce = decrypt_cbc(cipher, key, Bytes(block_size(cipher)), hex(vector, "nonce_encrypted_z"));
        CHECK(to_hex(nonce) == text(vector, "nonce_s"));
        if (integrated(vector)) CHECK(nonce.size() == chip_nonce_size(cipher));
        const auto mapped = mapped_group(vector, *group, nonce);
        CHECK(mapped->from_secret(Bytes{1}).public_key == point(vector, "mapped_generator"));
        const auto own = mapped->from_secret(hex(vector, "terminal_eph_private"));
        CHECK(own.public_key == point(vector, "terminal_eph_public"));
        const auto chip = mapped->from_secret(hex(vector, "chip_eph_private"));
        CHECK(chip.public_key == point(vector, "chip_eph_public"));
        const auto secret = mapped->agree(own.secret.get(), chip.public_key);
        CHECK(to_hex(secret) == text(vector, "shared_secret"));
        CHECK(mapped->agree(chip.secret.get(), own.public_key) == secret);
        const auto keys = derive_session_keys(cipher, secret);
        CHECK(to_hex(keys.encryption) == text(vector, "ks_enc"));
        CHECK(to_hex(keys.mac) == text(vector, "ks_mac"));
        if (vector.contains("cam_iv")) CHECK(to_hex(proof_iv(keys)) == text(vector, "cam_iv"));
        const auto oid = hex(vector, "pace_oid_value");
        CHECK(mac(cipher, keys.mac, hex(vector, "token_input_terminal")) == hex(vector, "token_terminal"));
        CHECK(mac(cipher, keys.mac, hex(vector, "token_input_chip")) == hex(vector, "token_chip"));
        CHECK(authentication_token(keys, oid, *group, chip.public_key) == hex(vector, "token_terminal"));
        CHECK(authentication_token(keys, oid, *group, own.public_key) == hex(vector, "token_chip"));
    }
}

TEST_CASE("the proof of chip authentication mapping is the printed one, and another key does not prove")
{
    for (const auto& vector : all_vectors()) {
        if (vector.at("mapping") != "CAM") continue;
        CAPTURE(vector.at("name").get<std::string>());
        ScriptedCard card{conversation(vector)};
        Channel channel{card};
        const auto result = open_with_pace(channel, info_of(vector), secret_of(vector), printed(vector));
        REQUIRE(result.proof);
        CHECK(to_hex(result.proof->factor) == text(vector, "cam_data"));
        CHECK(result.proof->chip_mapping_key == point(vector, "chip_map_public"));
        CHECK(proves(*result.proof, point(vector, "cam_chip_static_public")));
        if (vector.contains("cam_chip_static_private"))
            CHECK(result.proof->group->from_secret(hex(vector, "cam_chip_static_private")).public_key ==
                  point(vector, "cam_chip_static_public"));
        if (vector.contains("cam_chip_key_info"))
            CHECK(announced_key(vector) == point(vector, "cam_chip_static_public"));
        CHECK_FALSE(proves(*result.proof, point(vector, "terminal_map_public")));
        auto off_curve = point(vector, "cam_chip_static_public");
        off_curve.back() ^= 1;
        CHECK_THROWS_AS(proves(*result.proof, off_curve), ProtocolViolation);
    }
}

TEST_CASE("a whole PACE follows the printed conversation byte for byte")
{
    for (const auto& vector : all_vectors()) {
        if (!vector.contains("password")) continue; // its key cannot be made
        CAPTURE(vector.at("name").get<std::string>());
        ScriptedCard card{conversation(vector)};
        Channel channel{card};
        CHECK(open_with_pace(channel, info_of(vector), secret_of(vector), printed(vector)).verdict ==
              AccessVerdict::opened);
        CHECK(channel.secured());
        CHECK(card.finished());
    }
}

TEST_CASE("the commands of the synthetic vectors are ours, but for the parameter id, which we always send")
{
    for (const auto& vector : vectors(kSynthetic)) {
        CAPTURE(vector.at("name").get<std::string>());
        auto steps = conversation(vector);
        const auto& apdus = vector.at("apdus");
        for (std::size_t i = 1; i < steps.size(); ++i) {
            CHECK(to_hex(steps[i].first) == apdus.at(i).at(0).get<std::string>());
            CHECK(to_hex(steps[i].second) == apdus.at(i).at(1).get<std::string>());
        }
        for (std::size_t i = steps.size(); i < apdus.size(); ++i)
            steps.emplace_back(from_hex(apdus.at(i).at(0).get<std::string>()),
                               from_hex(apdus.at(i).at(1).get<std::string>()));
        ScriptedCard card{std::move(steps)};
        Channel channel{card};
        REQUIRE(open_with_pace(channel, info_of(vector), secret_of(vector), printed(vector)).verdict ==
                AccessVerdict::opened);
        CHECK(channel.send({0x00, 0xA4, 0x04, 0x0C, from_hex("A0000002471001"), {}}).ok());
        const auto command = from_hex(apdus.at(6).at(0).get<std::string>());
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

TEST_CASE("a chip that cheats about its proof is refused")
{
    const auto all = vectors(kSynthetic);
    const auto vector =
        *std::find_if(all.begin(), all.end(), [](const json& one) { return one.at("mapping") == "CAM"; });
    const auto token = make_tlv(0x86, hex(vector, "token_chip"));
    const auto last = [&](ByteView proof) {
        auto steps = conversation(vector);
        steps.back().second = join({make_tlv(0x7C, join({token, proof})), from_hex("9000")});
        return steps;
    };
    CHECK_THROWS_AS(run(last({}), vector), ProtocolViolation);                        // none
    CHECK_THROWS_AS(run(last(make_tlv(0x8A, Bytes{})), vector), ProtocolViolation);   // empty
    CHECK_THROWS_AS(run(last(make_tlv(0x8A, Bytes(15))), vector), ProtocolViolation); // a broken block
    CHECK_THROWS_AS(run(last(make_tlv(0x8A, Bytes(16))), vector), ProtocolViolation); // no padding
}

TEST_CASE("what we speak among the mappings, fields and ciphers")
{
    const auto speaks = [](bool elliptic, Mapping mapping, Cipher cipher, int parameters) {
        return can_speak({{}, elliptic, mapping, cipher, parameters});
    };
    for (int id = 0; id <= 31; ++id) {
        CAPTURE(id);
        const bool field = id <= 2;
        const bool curve = id >= 8 && id <= 18;
        CHECK(speaks(false, Mapping::generic, Cipher::tdes, id) == field);
        CHECK(speaks(false, Mapping::integrated, Cipher::aes_192, id) == field);
        CHECK(speaks(true, Mapping::generic, Cipher::aes_256, id) == curve);
        CHECK(speaks(true, Mapping::chip_authentication, Cipher::aes_128, id) == curve);
        CHECK_FALSE(speaks(true, Mapping::chip_authentication, Cipher::tdes, id));
        CHECK_FALSE(speaks(false, Mapping::chip_authentication, Cipher::aes_128, id));
        CHECK(speaks(true, Mapping::integrated, Cipher::aes_128, id) == (curve && id != 10));
    }
    CHECK_FALSE(speaks(true, Mapping::generic, Cipher::aes_128, -1));
}
