#include "hardware/card/curve.hpp"

#include <openssl/objects.h>

namespace hardware::card {
namespace {
using ssl::check;

class Curve final : public Group {
public:
    explicit Curve(int nid) : group_{EC_GROUP_new_by_curve_name(nid), EC_GROUP_free}
    {
        ERR_clear_error();
        if (!group_) throw Unsupported{"unknown elliptic curve"};
    }
    Curve(std::shared_ptr<EC_GROUP> group, ssl::Point generator)
        : group_{std::move(group)}, generator_{std::move(generator)}
    {
    }

    bool elliptic() const override { return true; }
    std::string name() const override { return OBJ_nid2sn(EC_GROUP_get_curve_name(group_.get())); }

    Bytes checked(ByteView public_key) const override { return encode(decode(public_key).get()); }

    Bytes apply(const BIGNUM* secret, ByteView public_key) const override
    {
        return encode(multiply(secret, decode(public_key).get()).get());
    }

    SecretBytes agree(const BIGNUM* secret, ByteView public_key) const override
    {
        const auto shared = multiply(secret, decode(public_key).get());
        const auto x = ssl::secure_bignum();
        check(EC_POINT_get_affine_coordinates(group_.get(), shared.get(), x.get(), nullptr,
                                              ssl::secure_context().get()) == 1,
              "EC_POINT_get_affine_coordinates");
        SecretBytes bytes(static_cast<std::size_t>((EC_GROUP_get_degree(group_.get()) + 7) / 8));
        check(BN_bn2binpad(x.get(), bytes.data(), static_cast<int>(bytes.size())) > 0, "BN_bn2binpad");
        return bytes;
    }

    GroupPtr map_generic(ByteView nonce, const BIGNUM* secret, ByteView public_key) const override
    {
        const auto shared = multiply(secret, decode(public_key).get());
        const auto number = ssl::secure_bignum(nonce);
        BN_set_flags(number.get(), BN_FLG_CONSTTIME);
        const auto own = multiply(number.get(), base());
        auto mapped = new_point();
        check(EC_POINT_add(group_.get(), mapped.get(), own.get(), shared.get(), ssl::secure_context().get()) == 1,
              "EC_POINT_add");
        return with_generator(std::move(mapped));
    }

    int prime_bits() const override { return BN_num_bits(EC_GROUP_get0_field(group_.get())); }

    bool can_map_integrated() const override
    {
        return BN_is_bit_set(EC_GROUP_get0_field(group_.get()), 0) != 0 &&
               BN_is_bit_set(EC_GROUP_get0_field(group_.get()), 1) != 0; // the prime is 3 modulo 4
    }

    /// Simplified encoding of Shallue, van de Woestijne and Ulas: every number leads to a point of the curve.
    GroupPtr map_integrated(ByteView pseudorandom) const override
    {
        if (!can_map_integrated()) throw Unsupported{"integrated mapping on " + name()};
        const auto context_owner = ssl::secure_context();
        BN_CTX* const work = context_owner.get();
        const BIGNUM* const p = EC_GROUP_get0_field(group_.get());
        const auto a = ssl::secure_bignum();
        const auto b = ssl::secure_bignum();
        check(EC_GROUP_get_curve(group_.get(), nullptr, a.get(), b.get(), work) == 1, "EC_GROUP_get_curve");
        const auto product = [&](const BIGNUM* x, const BIGNUM* y) {
            auto result = ssl::secure_bignum();
            check(BN_mod_mul(result.get(), x, y, p, work) == 1, "BN_mod_mul");
            return result;
        };
        const auto sum = [&](const BIGNUM* x, const BIGNUM* y) {
            auto result = ssl::secure_bignum();
            check(BN_mod_add(result.get(), x, y, p, work) == 1, "BN_mod_add");
            return result;
        };
        const auto power = [&](const BIGNUM* x, const BIGNUM* exponent) {
            auto result = ssl::secure_bignum();
            check(BN_mod_exp_mont_consttime(result.get(), x, exponent, p, work, nullptr) == 1,
                  "BN_mod_exp_mont_consttime");
            return result;
        };
        const auto negative = [&](const BIGNUM* x) {
            auto result = ssl::secure_bignum();
            check(BN_mod_sub(result.get(), BN_value_one(), x, p, work) == 1 &&
                      BN_mod_sub(result.get(), result.get(), BN_value_one(), p, work) == 1,
                  "BN_mod_sub");
            return result;
        };
        const auto curve_value = [&](const BIGNUM* x) { // x³ + ax + b
            return sum(sum(product(product(x, x).get(), x).get(), product(a.get(), x).get()).get(), b.get());
        };
        const auto less = [&](const BIGNUM* x, unsigned long word) {
            auto result = ssl::own<ssl::Bignum>(BN_dup(x), "BN_dup");
            check(BN_sub_word(result.get(), word) == 1, "BN_sub_word");
            return result;
        };

        const auto t = ssl::secure_bignum(pseudorandom);
        check(BN_nnmod(t.get(), t.get(), p, work) == 1, "BN_nnmod");
        const auto alpha = negative(product(t.get(), t.get()).get());
        const auto denominator = product(a.get(), sum(alpha.get(), product(alpha.get(), alpha.get()).get()).get());
        // By Fermat, so that the time does not depend on the nonce.
        const auto inverse = power(denominator.get(), less(p, 2).get());
        const auto numerator = product(
            b.get(), sum(BN_value_one(), sum(alpha.get(), product(alpha.get(), alpha.get()).get()).get()).get());
        const auto x2 = negative(product(numerator.get(), inverse.get()).get());
        const auto x3 = product(alpha.get(), x2.get());
        const auto h2 = curve_value(x2.get());
        const auto u = product(product(product(t.get(), t.get()).get(), t.get()).get(), h2.get());
        // h2 to the power p − 1 − (p + 1)/4: the inverse square root where h2 is a square.
        auto quarter = ssl::own<ssl::Bignum>(BN_dup(p), "BN_dup");
        check(BN_add_word(quarter.get(), 1) == 1 && BN_rshift(quarter.get(), quarter.get(), 2) == 1, "BN_rshift");
        const auto exponent = less(p, 1);
        check(BN_sub(exponent.get(), exponent.get(), quarter.get()) == 1, "BN_sub");
        const auto root = power(h2.get(), exponent.get());
        const bool square = BN_is_one(product(product(root.get(), root.get()).get(), h2.get()).get()) != 0;
        const auto& x = square ? x2 : x3;
        const auto y = product(root.get(), square ? h2.get() : u.get());
        auto mapped = new_point();
        if (EC_POINT_set_affine_coordinates(group_.get(), mapped.get(), x.get(), y.get(), work) != 1) {
            ERR_clear_error();
            throw ProtocolViolation{"PACE: the nonce maps to no point"};
        }
        return with_generator(std::move(mapped));
    }

protected:
    const BIGNUM* order() const override { return EC_GROUP_get0_order(group_.get()); }

    KeyPair pair_of(ssl::Bignum secret) const override
    {
        BN_set_flags(secret.get(), BN_FLG_CONSTTIME);
        auto key = encode(multiply(secret.get(), base()).get());
        return {std::move(secret), std::move(key)};
    }

private:
    const EC_POINT* base() const { return generator_ ? generator_.get() : EC_GROUP_get0_generator(group_.get()); }

    ssl::Point new_point() const { return ssl::own<ssl::Point>(EC_POINT_new(group_.get()), "EC_POINT_new"); }

    GroupPtr with_generator(ssl::Point generator) const
    {
        if (EC_POINT_is_at_infinity(group_.get(), generator.get()) != 0)
            throw ProtocolViolation{"PACE: mapped generator is at infinity"};
        return std::make_shared<const Curve>(group_, std::move(generator));
    }

    ssl::Point decode(ByteView encoded) const
    {
        auto point = new_point();
        // EC_POINT_oct2point refuses points off the curve; all curves that we know have cofactor 1.
        const bool valid =
            !encoded.empty() && encoded[0] == POINT_CONVERSION_UNCOMPRESSED &&
            EC_POINT_oct2point(group_.get(), point.get(), encoded.data(), encoded.size(), nullptr) == 1 &&
            EC_POINT_is_at_infinity(group_.get(), point.get()) == 0;
        ERR_clear_error();
        if (!valid) throw ProtocolViolation{"public key is not a point on " + name()};
        return point;
    }

    Bytes encode(const EC_POINT* point) const
    {
        const auto size = EC_POINT_point2oct(group_.get(), point, POINT_CONVERSION_UNCOMPRESSED, nullptr, 0, nullptr);
        check(size > 0, "EC_POINT_point2oct");
        Bytes bytes(size);
        EC_POINT_point2oct(group_.get(), point, POINT_CONVERSION_UNCOMPRESSED, bytes.data(), bytes.size(), nullptr);
        return bytes;
    }

    ssl::Point multiply(const BIGNUM* secret, const EC_POINT* point) const
    {
        auto product = new_point();
        check(EC_POINT_mul(group_.get(), product.get(), nullptr, point, secret, ssl::secure_context().get()) == 1,
              "EC_POINT_mul");
        if (EC_POINT_is_at_infinity(group_.get(), product.get()) != 0)
            throw ProtocolViolation{"key agreement ends at infinity"};
        return product;
    }

    std::shared_ptr<EC_GROUP> group_;
    ssl::Point generator_; ///< a mapped one; null stands for the curve's own
};
} // namespace

GroupPtr curve(int nid)
{
    return std::make_shared<const Curve>(nid);
}
} // namespace hardware::card
