#include "portal/contract/signing.hpp"

#include <doctest/doctest.h>

using namespace portal::contract;

TEST_CASE("a P-256 signature holds for its key, label and message only")
{
    auto signer = FileSigner::generate();
    auto other = FileSigner::generate();
    const auto message = bytes_of("header");
    const auto signature = signer.sign("gishe-test-v1", message);
    CHECK(signature.size() == 64);
    CHECK(verify_p256(signer.public_key(), "gishe-test-v1", message, signature));
    CHECK_FALSE(verify_p256(other.public_key(), "gishe-test-v1", message, signature));
    CHECK_FALSE(verify_p256(signer.public_key(), "gishe-test-v2", message, signature));
    CHECK_FALSE(verify_p256(signer.public_key(), "gishe-test-v1", bytes_of("Header"), signature));
}

TEST_CASE("a P-256 signature with any bit changed is refused")
{
    auto signer = FileSigner::generate();
    const auto message = bytes_of("header");
    const auto signature = signer.sign("gishe-test-v1", message);
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        auto changed = signature;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        CHECK_FALSE(verify_p256(signer.public_key(), "gishe-test-v1", message, changed));
    }
}

TEST_CASE("what is no P-256 key or signature verifies nothing and throws nothing")
{
    auto signer = FileSigner::generate();
    const auto message = bytes_of("header");
    const auto signature = signer.sign("label", message);
    auto longer = signer.public_key();
    longer.push_back(0);
    CHECK_FALSE(verify_p256({}, "label", message, signature));
    CHECK_FALSE(verify_p256(bytes_of("nonsense"), "label", message, signature));
    CHECK_FALSE(verify_p256(longer, "label", message, signature));
    CHECK_FALSE(verify_p256(generate_ed25519().open, "label", message, signature));
    CHECK_FALSE(verify_p256(signer.public_key(), "label", message, {}));
    CHECK_FALSE(verify_p256(signer.public_key(), "label", message, Bytes(64)));
    CHECK_FALSE(verify_p256(signer.public_key(), "label", message, Bytes(64, 0xff)));
}

TEST_CASE("a label and a message cannot be cut at another place")
{
    auto signer = FileSigner::generate();
    const auto signature = signer.sign("gishe-a", bytes_of("bc"));
    CHECK_FALSE(verify_p256(signer.public_key(), "gishe-ab", bytes_of("c"), signature));
}

TEST_CASE("a signer keeps its identity through its file")
{
    auto signer = FileSigner::generate();
    auto loaded = FileSigner::from_pkcs8_der(signer.pkcs8_der());
    CHECK(loaded.key_id() == signer.key_id());
    CHECK(loaded.key_id() == key_id_of(signer.public_key()));
    CHECK(loaded.key_id().size() == 21);
    CHECK(loaded.key_id().starts_with("p256-"));
    CHECK(verify_p256(signer.public_key(), "label", bytes_of("x"), loaded.sign("label", bytes_of("x"))));
}

TEST_CASE("what is no P-256 private key is refused")
{
    auto der = FileSigner::generate().pkcs8_der();
    CHECK_THROWS_AS(FileSigner::from_pkcs8_der({}), Malformed);
    CHECK_THROWS_AS(FileSigner::from_pkcs8_der(ByteView{der}.first(der.size() - 1)), Malformed);
    der.push_back(0);
    CHECK_THROWS_AS(FileSigner::from_pkcs8_der(der), Malformed);
}

TEST_CASE("an Ed25519 signature holds for its key, label and message only")
{
    const auto pair = generate_ed25519();
    const auto message = bytes_of("receipt");
    const auto signature = sign_ed25519(pair.secret, "gishe-receipt-v1", message);
    CHECK(verify_ed25519(pair.open, "gishe-receipt-v1", message, signature));
    CHECK_FALSE(verify_ed25519(generate_ed25519().open, "gishe-receipt-v1", message, signature));
    CHECK_FALSE(verify_ed25519(pair.open, "gishe-pass-v1", message, signature));
    CHECK_FALSE(verify_ed25519(pair.open, "gishe-receipt-v1", bytes_of("Receipt"), signature));
    CHECK_FALSE(verify_ed25519(pair.open, "gishe-receipt-v1", message, {}));
    CHECK_FALSE(verify_ed25519({}, "gishe-receipt-v1", message, signature));
}

TEST_CASE("a sealed box opens with its own pair only, and unchanged only")
{
    const auto pair = generate_sealing();
    const auto message = bytes_of("content");
    auto sealed = seal_to(pair.open, message);
    CHECK(open_sealed(pair, sealed) == message);
    CHECK_THROWS_AS(open_sealed(generate_sealing(), sealed), Malformed);
    CHECK_THROWS_AS(open_sealed(pair, ByteView{sealed}.first(20)), Malformed);
    sealed.back() ^= 1;
    CHECK_THROWS_AS(open_sealed(pair, sealed), Malformed);
}

TEST_CASE("the same message is sealed differently each time")
{
    const auto pair = generate_sealing();
    CHECK(seal_to(pair.open, bytes_of("content")) != seal_to(pair.open, bytes_of("content")));
}
