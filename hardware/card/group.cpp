#include "hardware/card/group.hpp"

#include <openssl/obj_mac.h>

#include "hardware/card/curve.hpp"
#include "hardware/card/finite_field.hpp"

namespace hardware::card {
KeyPair Group::generate() const
{
    auto secret = ssl::secure_bignum();
    do
        ssl::check(BN_priv_rand_range(secret.get(), order()) == 1, "BN_priv_rand_range");
    while (BN_is_zero(secret.get()));
    return pair_of(std::move(secret));
}

KeyPair Group::from_secret(ByteView secret) const
{
    return pair_of(ssl::secure_bignum(secret));
}

GroupPtr standardised_group(int parameter_id)
{
    switch (parameter_id) {
    case 0:
        return finite_field("dh_1024_160");
    case 1:
        return finite_field("dh_2048_224");
    case 2:
        return finite_field("dh_2048_256");
    case 8:
        return curve(NID_X9_62_prime192v1);
    case 9:
        return curve(NID_brainpoolP192r1);
    case 10:
        return curve(NID_secp224r1);
    case 11:
        return curve(NID_brainpoolP224r1);
    case 12:
        return curve(NID_X9_62_prime256v1);
    case 13:
        return curve(NID_brainpoolP256r1);
    case 14:
        return curve(NID_brainpoolP320r1);
    case 15:
        return curve(NID_secp384r1);
    case 16:
        return curve(NID_brainpoolP384r1);
    case 17:
        return curve(NID_brainpoolP512r1);
    case 18:
        return curve(NID_secp521r1);
    default:
        throw Unsupported{"domain parameters " + std::to_string(parameter_id)};
    }
}
} // namespace hardware::card
