#include <doctest/doctest.h>

#include "hardware/card/finite_field.hpp"
#include "hardware/card/group.hpp"

using namespace hardware;
using namespace hardware::card;

namespace {
constexpr int kIds[] = {0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};

ssl::Bignum number(const char* hex_digits)
{
    BIGNUM* made = nullptr;
    REQUIRE(BN_hex2bn(&made, hex_digits) > 0);
    return ssl::Bignum{made};
}
} // namespace

TEST_CASE("both sides agree in every group, before and after its generator is mapped")
{
    const Bytes nonce(32, 0x5A);
    for (const int id : kIds) {
        CAPTURE(id);
        const auto group = standardised_group(id);
        const auto one = group->generate();
        const auto other = group->generate();
        CHECK(group->agree(one.secret.get(), other.public_key) == group->agree(other.secret.get(), one.public_key));
        const auto here = group->map_generic(nonce, one.secret.get(), other.public_key);
        const auto there = group->map_generic(nonce, other.secret.get(), one.public_key);
        CHECK(here->from_secret(Bytes{1}).public_key == there->from_secret(Bytes{1}).public_key);
        CHECK(here->from_secret(Bytes{1}).public_key != group->from_secret(Bytes{1}).public_key);
        if (!group->can_map_integrated()) continue;
        const auto mapped = group->map_integrated(nonce);
        const auto last = mapped->generate();
        CHECK(mapped->agree(last.secret.get(), mapped->from_secret(Bytes{7}).public_key) ==
              mapped->agree(mapped->from_secret(Bytes{7}).secret.get(), last.public_key));
    }
}

TEST_CASE("a curve whose prime is 1 modulo 4 has no integrated mapping")
{
    const auto group = standardised_group(10);
    CHECK_FALSE(group->can_map_integrated());
    CHECK_THROWS_AS(group->map_integrated(Bytes(32, 1)), Unsupported);
}

TEST_CASE("numbers that are no domain parameters are refused")
{
    for (const int id : {-1, 3, 7, 19, 255})
        CHECK_THROWS_AS(standardised_group(id), Unsupported);
}

TEST_CASE("a key outside its group is refused before it meets the secret")
{
    for (const int id : kIds) {
        CAPTURE(id);
        const auto group = standardised_group(id);
        const auto own = group->generate();
        auto changed = own.public_key;
        changed.back() ^= 1;
        std::vector<Bytes> strangers{{}, {0}, {1}, changed, Bytes(600, 0xFF)};
        if (!group->elliptic()) {
            auto last = Bytes(static_cast<std::size_t>(group->prime_bits()) / 8, 0xFF); // larger than the prime
            strangers.push_back(last);
        }
        for (const auto& stranger : strangers) {
            CHECK_THROWS_AS(group->checked(stranger), ProtocolViolation);
            CHECK_THROWS_AS(group->agree(own.secret.get(), stranger), ProtocolViolation);
            CHECK_THROWS_AS(group->apply(own.secret.get(), stranger), ProtocolViolation);
            CHECK_THROWS_AS(group->map_generic(Bytes(16, 3), own.secret.get(), stranger), ProtocolViolation);
        }
    }
}

TEST_CASE("a number of a finite field is the same with and without leading zeros")
{
    const auto group = standardised_group(0);
    const auto own = group->from_secret(Bytes{5});
    auto longer = own.public_key;
    longer.insert(longer.begin(), 0);
    CHECK(group->checked(longer) == own.public_key);
}

TEST_CASE("domain parameters that a chip brings are taken only where they are sound")
{
    // 23 = 2 · 11 + 1 is sound but for its size.
    CHECK_THROWS_AS(finite_field(number("17").get(), number("0B").get(), number("02").get()), Unsupported);
    const auto composite = number((std::string(255, 'F') + "E").c_str());
    CHECK_THROWS_AS(finite_field(composite.get(), number((std::string(40, 'F')).c_str()).get(), number("02").get()),
                    Unsupported);
}
