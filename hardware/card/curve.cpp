#include "hardware/card/curve.hpp"

#include <openssl/objects.h>

namespace hardware::card {
namespace {
using ssl::check;

ssl::BignumContext context()
{
    return ssl::own<ssl::BignumContext>(BN_CTX_secure_new(), "BN_CTX_secure_new");
}

ssl::Point new_point(const EC_GROUP* group)
{
    return ssl::own<ssl::Point>(EC_POINT_new(group), "EC_POINT_new");
}
} // namespace

Curve::Curve(int nid) : group_{EC_GROUP_new_by_curve_name(nid)}
{
    ERR_clear_error();
    if (!group_) throw Unsupported{"unknown elliptic curve"};
}

Curve Curve::standardised(int parameter_id)
{
    static constexpr int kNids[] = {NID_X9_62_prime192v1, NID_brainpoolP192r1, NID_secp224r1,       NID_brainpoolP224r1,
                                    NID_X9_62_prime256v1, NID_brainpoolP256r1, NID_brainpoolP320r1, NID_secp384r1,
                                    NID_brainpoolP384r1,  NID_brainpoolP512r1, NID_secp521r1};
    constexpr int kFirst = 8;
    constexpr int kLast = 18;
    if (parameter_id < kFirst || parameter_id > kLast)
        throw Unsupported{"domain parameters " + std::to_string(parameter_id)};
    return Curve{kNids[parameter_id - kFirst]};
}

std::string Curve::name() const
{
    return OBJ_nid2sn(EC_GROUP_get_curve_name(group_.get()));
}

ssl::Point Curve::decode(ByteView encoded) const
{
    auto point = new_point(group_.get());
    // EC_POINT_oct2point refuses points off the curve.
    const bool valid = !encoded.empty() && encoded[0] == POINT_CONVERSION_UNCOMPRESSED &&
                       EC_POINT_oct2point(group_.get(), point.get(), encoded.data(), encoded.size(), nullptr) == 1 &&
                       EC_POINT_is_at_infinity(group_.get(), point.get()) == 0;
    ERR_clear_error();
    if (!valid) throw ProtocolViolation{"public key is not a point on " + name()};
    return point;
}

Bytes Curve::encode(const EC_POINT* point) const
{
    const auto size = EC_POINT_point2oct(group_.get(), point, POINT_CONVERSION_UNCOMPRESSED, nullptr, 0, nullptr);
    check(size > 0, "EC_POINT_point2oct");
    Bytes bytes(size);
    EC_POINT_point2oct(group_.get(), point, POINT_CONVERSION_UNCOMPRESSED, bytes.data(), bytes.size(), nullptr);
    return bytes;
}

KeyPair Curve::generate(const EC_POINT* generator) const
{
    auto secret = ssl::own<ssl::Bignum>(BN_secure_new(), "BN_secure_new");
    do
        check(BN_priv_rand_range(secret.get(), EC_GROUP_get0_order(group_.get())) == 1, "BN_priv_rand_range");
    while (BN_is_zero(secret.get()));
    return pair_of(std::move(secret), generator);
}

KeyPair Curve::from_secret(ByteView secret, const EC_POINT* generator) const
{
    auto number = ssl::own<ssl::Bignum>(BN_secure_new(), "BN_secure_new");
    check(BN_bin2bn(secret.data(), static_cast<int>(secret.size()), number.get()) != nullptr, "BN_bin2bn");
    return pair_of(std::move(number), generator);
}

KeyPair Curve::pair_of(ssl::Bignum secret, const EC_POINT* generator) const
{
    BN_set_flags(secret.get(), BN_FLG_CONSTTIME);
    auto point = multiply(secret.get(), generator != nullptr ? generator : EC_GROUP_get0_generator(group_.get()));
    return {std::move(secret), std::move(point)};
}

ssl::Point Curve::multiply(const BIGNUM* secret, const EC_POINT* point) const
{
    auto product = new_point(group_.get());
    check(EC_POINT_mul(group_.get(), product.get(), nullptr, point, secret, context().get()) == 1, "EC_POINT_mul");
    if (EC_POINT_is_at_infinity(group_.get(), product.get()) != 0)
        throw ProtocolViolation{"key agreement ends at infinity"};
    return product;
}

SecretBytes Curve::x_coordinate(const EC_POINT* point) const
{
    const auto x = ssl::own<ssl::Bignum>(BN_secure_new(), "BN_secure_new");
    check(EC_POINT_get_affine_coordinates(group_.get(), point, x.get(), nullptr, context().get()) == 1,
          "EC_POINT_get_affine_coordinates");
    SecretBytes bytes(static_cast<std::size_t>((EC_GROUP_get_degree(group_.get()) + 7) / 8));
    check(BN_bn2binpad(x.get(), bytes.data(), static_cast<int>(bytes.size())) > 0, "BN_bn2binpad");
    return bytes;
}

ssl::Point Curve::map_generator(ByteView nonce, const EC_POINT* shared) const
{
    const auto own = from_secret(nonce);
    auto mapped = new_point(group_.get());
    check(EC_POINT_add(group_.get(), mapped.get(), own.point.get(), shared, context().get()) == 1, "EC_POINT_add");
    if (EC_POINT_is_at_infinity(group_.get(), mapped.get()) != 0)
        throw ProtocolViolation{"mapped generator is at infinity"};
    return mapped;
}
} // namespace hardware::card
