#include <doctest/doctest.h>

#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "hardware/card/active_authentication.hpp"
#include "hardware/card/curve.hpp"
#include "hardware/card/tlv.hpp"
#include "tests/hardware/card/scripted_card.hpp"
#include "tests/hardware/card/vectors.hpp"

using namespace hardware;
using namespace hardware::card;
using nlohmann::json;

namespace {
const json& rsa()
{
    static const auto kAll = vectors("emrtd_active_auth_synthetic.json");
    return kAll.at(0);
}
const json& ecdsa()
{
    static const auto kAll = vectors("emrtd_active_auth_synthetic.json");
    return kAll.at(1);
}

/// id-ecPublicKey on prime256v1. Source: RFC 5480 §2.
Bytes elliptic_key_info(ByteView point)
{
    const auto algorithm = make_tlv(0x30, from_hex("06072A8648CE3D020106082A8648CE3D030107"));
    return make_tlv(0x30, join({algorithm, make_tlv(0x03, join({Bytes{0}, point}))}));
}

Bytes flipped(Bytes bytes, std::size_t at)
{
    bytes.at(at) ^= 1;
    return bytes;
}
} // namespace

TEST_CASE("what the standard prints of active authentication is recovered")
{
    for (const auto& vector : vectors("emrtd_active_auth_doc9303_official.json")) {
        const auto opened = hex(vector, "message_representative");
        CHECK(opened.size() * 8 == vector.at("modulus_bits").get<std::size_t>());
        CHECK(opened == join({from_hex("6A"), hex(vector, "m1"), hex(vector, "digest"), hex(vector, "trailer")}));
        CHECK(digest("SHA1", join({hex(vector, "m1"), hex(vector, "challenge")})) == hex(vector, "digest"));
        CHECK(hex(vector, "signature").size() == opened.size());
        CHECK(recovers(opened, hex(vector, "challenge")));
        CHECK_FALSE(recovers(opened, flipped(hex(vector, "challenge"), 0)));
        for (std::size_t at = 0; at < opened.size(); ++at)
            CHECK_FALSE(recovers(flipped(opened, at), hex(vector, "challenge")));
    }
}

TEST_CASE("an RSA signature in either of its forms proves the challenge and no other")
{
    const ActiveAuthenticationKey key{hex(rsa(), "subject_public_key_info")};
    CHECK(key.answer_size() == hex(rsa(), "modulus").size());
    CHECK(hex(rsa(), "exponent") == from_hex("010001"));
    const auto challenge = hex(rsa(), "challenge");
    CHECK(recovers(hex(rsa(), "message_representative"), challenge));
    CHECK(rsa().at("hash") == "sha256");
    CHECK(text(rsa(), "message_representative").substr(508) == text(rsa(), "trailer"));
    for (const auto* form : {"signature", "signature_alternative_min_form"}) {
        const auto signature = hex(rsa(), form);
        CHECK(key.verifies(challenge, signature, "SHA1"));
        CHECK_FALSE(key.verifies(flipped(challenge, 7), signature, "SHA1"));
        CHECK_FALSE(key.verifies(challenge, flipped(signature, 100), "SHA1"));
        CHECK_FALSE(key.verifies(challenge, ByteView{signature}.first(signature.size() - 1), "SHA1"));
    }
    CHECK_FALSE(key.verifies(challenge, {}, "SHA1"));
    CHECK_FALSE(key.verifies(challenge, Bytes(key.answer_size(), 0xFF), "SHA1")); // larger than the modulus
    CHECK_FALSE(key.verifies(challenge, Bytes(key.answer_size()), "SHA1"));
}

namespace {
/// Signs by the key's own way alone, whatever `representative` says.
Bytes raw_signature(EVP_PKEY* key, ByteView representative)
{
    const auto context = ssl::own<ssl::KeyContext>(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr), "context");
    Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
    std::size_t size = signature.size();
    REQUIRE(EVP_PKEY_sign_init(context.get()) == 1);
    REQUIRE(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1);
    REQUIRE(EVP_PKEY_sign(context.get(), signature.data(), &size, representative.data(), representative.size()) == 1);
    return signature;
}
} // namespace

TEST_CASE("an RSA signature whose message or number begins with zeros proves the challenge all the same")
{
    constexpr std::size_t kBits = 1025; // one bit more than whole bytes: every message begins with a zero byte
    const auto rsa_key = ssl::own<ssl::Key>(EVP_RSA_gen(kBits), "EVP_RSA_gen");
    unsigned char* raw = nullptr;
    const int length = i2d_PUBKEY(rsa_key.get(), &raw);
    REQUIRE(length > 0);
    const ActiveAuthenticationKey key{ByteView{raw, static_cast<std::size_t>(length)}};
    OPENSSL_free(raw);
    const Bytes challenge{1, 2, 3, 4, 5, 6, 7, 8};
    bool is_short = false;
    for (std::uint8_t i = 0; !is_short; ++i) { // about each second number is so small
        const Bytes recovered(kBits / 8 - 1 - 32 - 2, i);
        const auto hash = digest("SHA256", join({recovered, challenge}));
        auto signature = raw_signature(rsa_key.get(), join({from_hex("006A"), recovered, hash, from_hex("34CC")}));
        CHECK(key.verifies(challenge, signature, ""));
        CHECK_FALSE(key.verifies(flipped(challenge, 0), signature, ""));
        CHECK_FALSE(key.verifies(challenge, join({Bytes{0}, signature}), ""));
        is_short = signature[0] == 0;
        if (!is_short) continue;
        signature.erase(signature.begin());
        CHECK(key.verifies(challenge, signature, ""));
        CHECK_FALSE(key.verifies(flipped(challenge, 0), signature, ""));
    }
}

TEST_CASE("an ECDSA signature proves the challenge, plain or as DER")
{
    const ActiveAuthenticationKey key{elliptic_key_info(hex(ecdsa(), "public_point"))};
    CHECK(curve(NID_X9_62_prime256v1)->name() == text(ecdsa(), "curve"));
    const auto challenge = hex(ecdsa(), "challenge");
    const auto plain = hex(ecdsa(), "signature_plain");
    CHECK(key.answer_size() == plain.size());
    CHECK(key.verifies(challenge, plain, ecdsa().at("hash") == "sha256" ? "SHA256" : ""));
    CHECK_FALSE(key.verifies(challenge, plain, "SHA1"));
    CHECK_FALSE(key.verifies(flipped(challenge, 0), plain, "SHA256"));
    CHECK_FALSE(key.verifies(challenge, flipped(plain, 40), "SHA256"));
    CHECK_FALSE(key.verifies(challenge, ByteView{plain}.first(63), "SHA256"));
    CHECK_FALSE(key.verifies(challenge, {}, "SHA256"));
    CHECK_FALSE(key.verifies(challenge, Bytes(64), "SHA256"));
    const auto half = [&](std::size_t from) { // the vector's second number needs a sign in DER
        const ByteView number = ByteView{plain}.subspan(from, 32);
        return make_tlv(0x02, number[0] >= 0x80 ? join({Bytes{0}, number}) : Bytes{number.begin(), number.end()});
    };
    CHECK(key.verifies(challenge, make_tlv(0x30, join({half(0), half(32)})), "SHA256"));
}

TEST_CASE("a header that fills a longer key is read to its end")
{
    const Bytes challenge{1, 2, 3, 4, 5, 6, 7, 8};
    const Bytes recovered{9, 9, 9};
    const auto hash = digest("SHA256", join({recovered, challenge}));
    CHECK(recovers(join({from_hex("6BBBBBBBBA"), recovered, hash, from_hex("34CC")}), challenge));
    CHECK_FALSE(recovers(join({from_hex("6BBBBBBBBB"), recovered, hash, from_hex("34CC")}), challenge));
    CHECK_FALSE(recovers(join({from_hex("4A"), recovered, hash, from_hex("34CC")}), challenge)); // all recovered
    CHECK_FALSE(recovers(join({from_hex("6A"), recovered, hash, from_hex("39CC")}), challenge)); // no such hash
    CHECK_FALSE(recovers(from_hex("6A34CC"), challenge));
    CHECK_FALSE(recovers(Bytes(128, 0xBB), challenge));
}

TEST_CASE("keys that are none, too small or too large are refused")
{
    CHECK_THROWS_AS(ActiveAuthenticationKey{from_hex("3000")}, ProtocolViolation);
    CHECK_THROWS_AS(ActiveAuthenticationKey{Bytes{}}, ProtocolViolation);
    const auto rsa_info = [](std::size_t bytes) {
        const auto modulus = make_tlv(0x02, join({Bytes{0}, Bytes(bytes, 0xC5)}));
        const auto numbers = make_tlv(0x30, join({modulus, from_hex("0203010001")}));
        const auto algorithm = make_tlv(0x30, from_hex("06092A864886F70D0101010500"));
        return make_tlv(0x30, join({algorithm, make_tlv(0x03, join({Bytes{0}, numbers}))}));
    };
    CHECK_THROWS_AS(ActiveAuthenticationKey{rsa_info(64)}, Unsupported);
    CHECK_THROWS_AS(ActiveAuthenticationKey{rsa_info(2048)}, Unsupported);
    CHECK_NOTHROW(ActiveAuthenticationKey{rsa_info(128)});
}

namespace {
const Bytes kChallenge{1, 2, 3, 4, 5, 6, 7, 8};

Bytes asking_for(std::size_t le)
{
    return encode({0x00, 0x88, 0x00, 0x00, kChallenge, le});
}

std::optional<Bytes> authenticate(Channel& channel, std::size_t answer_size)
{
    return internal_authenticate(channel, kChallenge, answer_size, [] { FAIL("no session to bring back"); });
}
} // namespace

TEST_CASE("the chip is asked for as much as its key answers")
{
    ScriptedCard card{{{asking_for(256), join({Bytes(64, 7), from_hex("9000")})},
                       {asking_for(65536), join({Bytes(512, 7), from_hex("9000")})},
                       {asking_for(256), from_hex("6985")}}};
    Channel channel{card};
    CHECK(authenticate(channel, 64) == Bytes(64, 7));
    CHECK(authenticate(channel, 512) == Bytes(512, 7));
    CHECK_FALSE(authenticate(channel, 64));
    CHECK(card.finished());
}

TEST_CASE("a chip that refuses a long answer is asked for a short one, once")
{
    for (const auto* refusal : {"6700", "6C00"}) {
        ScriptedCard card{{{asking_for(65536), from_hex(refusal)},
                           {asking_for(256), join({Bytes(256, 7), from_hex("6100")})},
                           {from_hex("00C0000000"), join({Bytes(256, 8), from_hex("9000")})},
                           {asking_for(65536), from_hex(refusal)},
                           {asking_for(256), from_hex(refusal)},
                           {asking_for(65536), from_hex("6985")}}};
        Channel channel{card};
        CHECK(authenticate(channel, 512) == join({Bytes(256, 7), Bytes(256, 8)}));
        CHECK_FALSE(authenticate(channel, 512));
        CHECK_FALSE(authenticate(channel, 512));
        CHECK(card.finished());
        CHECK(channel.asks_long_blocks());
    }
}
