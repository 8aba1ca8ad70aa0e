#include "hardware/card/named_curve.hpp"

#include <doctest/doctest.h>
#include <openssl/ec.h>
#include <openssl/x509.h>

#include "hardware/card/active_authentication.hpp"
#include "hardware/card/chip_authentication.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

using namespace hardware;
using namespace hardware::card;

namespace {
/// A SubjectPublicKeyInfo on P-256, by its name or by explicit parameters.
Bytes info_on_p256(const char* encoding)
{
    const auto key = ssl::own<ssl::Key>(EVP_EC_gen("P-256"), "EVP_EC_gen");
    REQUIRE(EVP_PKEY_set_utf8_string_param(key.get(), "encoding", encoding) == 1);
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    REQUIRE(size > 0);
    Bytes bytes{der, der + size};
    OPENSSL_free(der);
    return bytes;
}

/// Explicit parameters that end with this object in the place of the cofactor.
Bytes with_cofactor(ByteView object)
{
    const auto info = info_on_p256("explicit");
    TlvReader fields{sole_value(info, 0x30)};
    TlvReader algorithm{fields.next().value};
    const auto type = algorithm.next().whole;
    TlvReader parameters{algorithm.next().value};
    Bytes kept;
    for (int i = 0; i < 5; ++i)
        kept = join({kept, parameters.next().whole});
    const auto explicit_parameters = make_tlv(0x30, join({kept, object}));
    return make_tlv(0x30, join({make_tlv(0x30, join({type, explicit_parameters})), fields.next().whole}));
}

std::string name_in(ByteView info)
{
    const auto* at = info.data();
    const ssl::Key key{d2i_PUBKEY(nullptr, &at, static_cast<long>(info.size()))};
    REQUIRE(key);
    return named_curve(key.get(), info);
}
} // namespace

TEST_CASE("a curve is known by its name and by explicit parameters that are all its own")
{
    CHECK(name_in(info_on_p256("named_curve")) == "prime256v1");
    CHECK(name_in(info_on_p256("explicit")) == "prime256v1");
    CHECK(name_in(with_cofactor(from_hex("020101"))) == "prime256v1");
    CHECK(name_in(with_cofactor({})) == "prime256v1"); // the standard lets it be left out
}

TEST_CASE("explicit parameters with another cofactor are those of no known curve")
{
    for (const auto* other : {"020100", "020102", "020107", "02020101"}) {
        CAPTURE(other);
        const auto info = with_cofactor(from_hex(other));
        CHECK(name_in(info).empty());
        CHECK_THROWS_AS(ActiveAuthenticationKey{info}, Unsupported);
        CHECK_THROWS_AS(chip_key(info), Unsupported);
    }
}
