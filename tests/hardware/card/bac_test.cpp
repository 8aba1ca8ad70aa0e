#include <doctest/doctest.h>

#include "hardware/card/bac.hpp"
#include "hardware/card/tlv.hpp"
#include "tests/hardware/card/scripted_card.hpp"
#include "tests/hardware/card/vectors.hpp"

using namespace hardware;
using namespace hardware::card;

namespace {
const auto kVector = vectors("emrtd_bac_doc9303_official.json").at(0);

/// The challenge and the key of the printed terminal, in this order.
RandomSource printed_random()
{
    return [call = 0](std::size_t) mutable { return hex(kVector, call++ == 0 ? "random_terminal" : "key_terminal"); };
}

MrzKey printed_secret()
{
    return {kVector.at("mrz_information").get<std::string>()};
}

std::pair<Bytes, Bytes> challenge_step()
{
    return {from_hex("0084000008"), join({hex(kVector, "challenge_chip"), from_hex("9000")})};
}

Bytes external_authenticate()
{
    return join(
        {from_hex("0082000028"), hex(kVector, "cryptogram_terminal"), hex(kVector, "mac_terminal"), from_hex("28")});
}
} // namespace

TEST_CASE("the document keys are those of ICAO 9303-11 appendix D.2")
{
    const auto seed = hex(kVector, "k_seed");
    const auto hash = digest("SHA1", as_bytes(printed_secret().information));
    CHECK(Bytes(hash.begin(), hash.begin() + 16) == seed);
    const auto keys = bac_keys(printed_secret());
    CHECK(to_hex(keys.encryption) == text(kVector, "k_enc"));
    CHECK(to_hex(keys.mac) == text(kVector, "k_mac"));
}

TEST_CASE("the session keys are those of appendix D.3, made of both sides' keys and counted from both challenges")
{
    auto seed = hex(kVector, "key_terminal");
    const auto chip = hex(kVector, "key_chip");
    for (std::size_t at = 0; at < seed.size(); ++at)
        seed[at] ^= chip.at(at);
    CHECK(seed == hex(kVector, "session_seed"));
    const auto answer =
        decrypt_cbc(Cipher::tdes, bac_keys(printed_secret()).encryption, Bytes(8), hex(kVector, "cryptogram_chip"));
    CHECK(Bytes(answer.end() - 16, answer.end()) == chip);
    CHECK(hex(kVector, "ssc_start") ==
          join({ByteView{hex(kVector, "challenge_chip")}.last(4), ByteView{hex(kVector, "random_terminal")}.last(4)}));
    const auto keys = derive_session_keys(Cipher::tdes, hex(kVector, "session_seed"));
    CHECK(to_hex(keys.encryption) == text(kVector, "ks_enc"));
    CHECK(to_hex(keys.mac) == text(kVector, "ks_mac"));
}

TEST_CASE("a whole BAC with its reading of EF.COM follows appendix D byte for byte")
{
    std::vector<std::pair<Bytes, Bytes>> steps{
        challenge_step(),
        {external_authenticate(), join({hex(kVector, "cryptogram_chip"), hex(kVector, "mac_chip"), from_hex("9000")})}};
    for (const auto& exchange : kVector.at("exchanges"))
        steps.emplace_back(hex(exchange, "protected_command"), hex(exchange, "protected_response"));
    ScriptedCard card{std::move(steps)};
    Channel channel{card};
    REQUIRE(open_with_bac(channel, printed_secret(), printed_random()) == AccessVerdict::opened);
    Bytes file;
    for (const auto& exchange : kVector.at("exchanges")) {
        const auto command = parse_command(hex(exchange, "plain"));
        REQUIRE(command);
        const auto response = channel.send(*command);
        CHECK(response.ok());
        CHECK(response.data == hex(exchange, "response_data"));
        file.insert(file.end(), response.data.begin(), response.data.end());
    }
    CHECK(file == hex(kVector, "ef_com"));
    CHECK(card.finished());
}

TEST_CASE("a chip that refuses the keys of the zone says that the zone is wrong")
{
    ScriptedCard card{{challenge_step(), {external_authenticate(), from_hex("6300")}}};
    Channel channel{card};
    CHECK(open_with_bac(channel, printed_secret(), printed_random()) == AccessVerdict::wrong_secret);
    CHECK_FALSE(channel.secured());
}

TEST_CASE("a chip whose answer carries a wrong MAC is no partner")
{
    auto mac = hex(kVector, "mac_chip");
    mac.back() ^= 1;
    ScriptedCard card{
        {challenge_step(), {external_authenticate(), join({hex(kVector, "cryptogram_chip"), mac, from_hex("9000")})}}};
    Channel channel{card};
    CHECK_THROWS_AS(open_with_bac(channel, printed_secret(), printed_random()), ProtocolViolation);
}

TEST_CASE("a chip without BAC is told from one with a wrong zone")
{
    ScriptedCard card{{{from_hex("0084000008"), from_hex("6D00")}}};
    Channel channel{card};
    CHECK_THROWS_AS(open_with_bac(channel, printed_secret(), printed_random()), Unsupported);
}
