#include <doctest/doctest.h>

#include "portal/domain/secrets.hpp"
#include "portal/domain/types.hpp"

using namespace portal::domain;
using namespace std::chrono;

TEST_CASE("phone numbers as people write them become international")
{
    CHECK(parse_phone("0888 123 456") == "+359888123456");
    CHECK(parse_phone("+359 (88) 812-34-56") == "+359888123456");
    CHECK(parse_phone("00359888123456") == "+359888123456");
    CHECK(parse_phone("+359 (0)888 123 456") == "+359888123456");
    CHECK(parse_phone("02/987 65 43") == "+35929876543");
    CHECK(parse_phone("+44 20 7946 0958") == "+442079460958");
    CHECK(parse_phone("0888/123-456") == "+359888123456");
    CHECK(parse_phone("00359 888 123456") == "+359888123456");
    CHECK(parse_phone("+359 (0) 888 123 456") == "+359888123456");
    CHECK(parse_phone("+44 (0)20 7946.0958") == "+442079460958");
    CHECK(parse_phone("359 88 812 34 56") == "+359888123456");
    CHECK(parse_phone("0888\u00a0123\u2011456") == "+359888123456");
    CHECK(parse_phone("(02) 987 65 43") == "+35929876543");
    CHECK_FALSE(parse_phone("888123456"));
    CHECK_FALSE(parse_phone("3598"));
    CHECK_FALSE(parse_phone("0888+123456"));
    CHECK_FALSE(parse_phone("(0)"));
    CHECK_FALSE(parse_phone("٠٨٨٨١٢٣٤٥٦"));
    CHECK_FALSE(parse_phone("0888 12x"));
    CHECK_FALSE(parse_phone("+0888123456"));
    CHECK_FALSE(parse_phone("+1234567890123456"));
}

TEST_CASE("an e-mail address keeps its local part and lower-cases its host")
{
    CHECK(parse_email(" Viki.K+gishe@Example.COM ") == "Viki.K+gishe@example.com");
    CHECK(parse_email("o'neil@example.co.uk") == "o'neil@example.co.uk");
    CHECK_FALSE(parse_email("viki"));
    CHECK_FALSE(parse_email("viki@localhost"));
    CHECK_FALSE(parse_email("viki@127.0.0.1"));
    CHECK_FALSE(parse_email("viki@[127.0.0.1]"));
    CHECK_FALSE(parse_email("viki@2130706433"));
    CHECK_FALSE(parse_email("viki@example.0x1"));
    CHECK_FALSE(parse_email("viki@example.com."));
    CHECK(parse_email("viki@xn--e1afmkfd.xn--90ae") == "viki@xn--e1afmkfd.xn--90ae");
    CHECK_FALSE(parse_email("viki..k@example.com"));
    CHECK_FALSE(parse_email("viki@-example.com"));
    CHECK_FALSE(parse_email("viki@example.com\r\nBcc: all@example.com"));
    CHECK_FALSE(parse_email(std::string(250, 'a') + "@example.com"));
}

TEST_CASE("a sealed value opens with its key and purpose only")
{
    const SecretKey key{"data-1", portal::contract::random_bytes(32)};
    const SecretKey other{"data-1", portal::contract::random_bytes(32)};
    auto sealed = seal(key, "mail", "text");
    CHECK(unseal(key, "mail", sealed) == "text");
    CHECK_THROWS_AS(unseal(key, "code", sealed), Fault);
    CHECK_THROWS_AS(unseal(other, "mail", sealed), Fault);
    sealed.bytes.back() ^= 1;
    CHECK_THROWS_AS(unseal(key, "mail", sealed), Fault);
    sealed.bytes.resize(10);
    CHECK_THROWS_AS(unseal(key, "mail", sealed), Fault);
}

TEST_CASE("sealing one text twice gives two ciphertexts, hashing gives one hash")
{
    const SecretKey key{"data-1", portal::contract::random_bytes(32)};
    CHECK(seal(key, "mail", "text").bytes != seal(key, "mail", "text").bytes);
    CHECK(keyed_hash(key, "code", "1") == keyed_hash(key, "code", "1"));
    CHECK(keyed_hash(key, "code", "1").bytes != keyed_hash(key, "person", "1").bytes);
}

TEST_CASE("the keyed hash is HMAC-SHA-256 over purpose, zero and text")
{
    const SecretKey key{"k", Bytes(32, 0x0b)};
    // openssl dgst -sha256 -mac HMAC -macopt hexkey:0b…0b over "code\0" "1"
    CHECK(portal::contract::to_hex(keyed_hash(key, "code", "1").bytes) ==
          "62570507cc6d6989281bdd91cd0bdd8f14b2d080def556c39bb5a9e9d769c486");
}

TEST_CASE("an ЕГН and a ЛНЧ of the same digits are two persons")
{
    using portal::contract::PersonalNumberKind;
    const SecretKey key{"lookup-1", Bytes(32, 1)};
    CHECK(hash_of_number(key, {PersonalNumberKind::egn, "1001122334"}).bytes !=
          hash_of_number(key, {PersonalNumberKind::lnch, "1001122334"}).bytes);
}
