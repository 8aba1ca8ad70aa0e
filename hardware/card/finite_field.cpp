#include "hardware/card/finite_field.hpp"

#include <openssl/core_names.h>
#include <openssl/params.h>

namespace hardware::card {
namespace {
using ssl::check;

constexpr int kLeastPrimeBits = 1024;
constexpr int kMostPrimeBits = 4096; ///< beyond, a hostile chip could keep the kiosk busy
constexpr int kLeastOrderBits = 160;

ssl::Bignum copy(const BIGNUM* number)
{
    return ssl::own<ssl::Bignum>(BN_dup(number), "BN_dup");
}

class FiniteField final : public Group {
public:
    FiniteField(std::string name, ssl::Bignum prime, ssl::Bignum order, ssl::Bignum generator)
        : name_{std::move(name)}, prime_{std::move(prime)}, order_{std::move(order)}, generator_{std::move(generator)}
    {
    }

    bool elliptic() const override { return false; }
    std::string name() const override { return name_; }

    Bytes checked(ByteView public_key) const override { return encode(decode(public_key).get()); }

    Bytes apply(const BIGNUM* secret, ByteView public_key) const override
    {
        return encode(power(decode(public_key).get(), secret).get());
    }

    SecretBytes agree(const BIGNUM* secret, ByteView public_key) const override
    {
        const auto shared = power(decode(public_key).get(), secret);
        SecretBytes bytes(static_cast<std::size_t>(BN_num_bytes(prime_.get())));
        check(BN_bn2binpad(shared.get(), bytes.data(), static_cast<int>(bytes.size())) > 0, "BN_bn2binpad");
        return bytes;
    }

    GroupPtr map_generic(ByteView nonce, const BIGNUM* secret, ByteView public_key) const override
    {
        const auto shared = power(decode(public_key).get(), secret);
        const auto number = ssl::secure_bignum(nonce);
        BN_set_flags(number.get(), BN_FLG_CONSTTIME);
        const auto own = power(generator_.get(), number.get());
        auto mapped = ssl::secure_bignum();
        check(BN_mod_mul(mapped.get(), own.get(), shared.get(), prime_.get(), ssl::secure_context().get()) == 1,
              "BN_mod_mul");
        return with_generator(std::move(mapped));
    }

    int prime_bits() const override { return BN_num_bits(prime_.get()); }

    bool can_map_integrated() const override { return true; }

    GroupPtr map_integrated(ByteView pseudorandom) const override
    {
        const auto work = ssl::secure_context();
        const auto number = ssl::secure_bignum(pseudorandom);
        auto cofactor = copy(prime_.get());
        check(BN_nnmod(number.get(), number.get(), prime_.get(), work.get()) == 1 &&
                  BN_sub_word(cofactor.get(), 1) == 1 &&
                  BN_div(cofactor.get(), nullptr, cofactor.get(), order_.get(), work.get()) == 1,
              "BN_div");
        return with_generator(power(number.get(), cofactor.get()));
    }

protected:
    const BIGNUM* order() const override { return order_.get(); }

    KeyPair pair_of(ssl::Bignum secret) const override
    {
        BN_set_flags(secret.get(), BN_FLG_CONSTTIME);
        auto key = encode(power(generator_.get(), secret.get()).get());
        return {std::move(secret), std::move(key)};
    }

private:
    static Bytes encode(const BIGNUM* number)
    {
        Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number)));
        BN_bn2bin(number, bytes.data());
        return bytes;
    }

    GroupPtr with_generator(ssl::Bignum generator) const
    {
        if (!is_member(generator.get())) throw ProtocolViolation{"PACE: mapped generator is none"};
        return std::make_shared<const FiniteField>(name_, copy(prime_.get()), copy(order_.get()), std::move(generator));
    }

    /// 1 < y < p − 1 and y^q = 1.
    bool is_member(const BIGNUM* number) const
    {
        auto last = copy(prime_.get());
        check(BN_sub_word(last.get(), 1) == 1, "BN_sub_word");
        if (BN_is_zero(number) != 0 || BN_is_one(number) != 0 || BN_is_negative(number) != 0 ||
            BN_cmp(number, last.get()) >= 0)
            return false;
        const auto product = ssl::secure_bignum();
        check(BN_mod_exp(product.get(), number, order_.get(), prime_.get(), ssl::secure_context().get()) == 1,
              "BN_mod_exp");
        return BN_is_one(product.get()) != 0;
    }

    ssl::Bignum decode(ByteView encoded) const
    {
        const auto longest = static_cast<std::size_t>(BN_num_bytes(prime_.get())) + 1; // some write a sign
        if (encoded.empty() || encoded.size() > longest) throw ProtocolViolation{"public key of a wrong length"};
        auto number = ssl::secure_bignum(encoded);
        if (!is_member(number.get())) throw ProtocolViolation{"public key is no member of " + name_};
        return number;
    }

    ssl::Bignum power(const BIGNUM* base, const BIGNUM* exponent) const
    {
        auto result = ssl::secure_bignum();
        check(BN_mod_exp_mont_consttime(result.get(), base, exponent, prime_.get(), ssl::secure_context().get(),
                                        nullptr) == 1,
              "BN_mod_exp_mont_consttime");
        if (BN_is_one(result.get()) != 0) throw ProtocolViolation{"key agreement ends at one"};
        return result;
    }

    std::string name_;
    ssl::Bignum prime_;
    ssl::Bignum order_;
    ssl::Bignum generator_;
};

ssl::Bignum number_of(const EVP_PKEY* parameters, const char* name)
{
    BIGNUM* number = nullptr;
    check(EVP_PKEY_get_bn_param(parameters, name, &number) == 1, "EVP_PKEY_get_bn_param");
    return ssl::Bignum{number};
}
} // namespace

GroupPtr finite_field(const char* name)
{
    const auto context =
        ssl::own<ssl::KeyContext>(EVP_PKEY_CTX_new_from_name(nullptr, "DHX", nullptr), "EVP_PKEY_CTX_new_from_name");
    OSSL_PARAM choice[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(name), 0),
                           OSSL_PARAM_construct_end()};
    EVP_PKEY* made = nullptr;
    check(EVP_PKEY_paramgen_init(context.get()) == 1 && EVP_PKEY_CTX_set_params(context.get(), choice) == 1 &&
              EVP_PKEY_paramgen(context.get(), &made) == 1,
          "EVP_PKEY_paramgen");
    const ssl::Key parameters{made};
    return std::make_shared<const FiniteField>(name, number_of(made, OSSL_PKEY_PARAM_FFC_P),
                                               number_of(made, OSSL_PKEY_PARAM_FFC_Q),
                                               number_of(made, OSSL_PKEY_PARAM_FFC_G));
}

GroupPtr finite_field(const BIGNUM* prime, const BIGNUM* order, const BIGNUM* generator)
{
    const auto work = ssl::secure_context();
    const auto rest = ssl::secure_bignum();
    auto last = copy(prime);
    const int bits = BN_num_bits(prime);
    const bool sized = bits >= kLeastPrimeBits && bits <= kMostPrimeBits && BN_num_bits(order) >= kLeastOrderBits &&
                       BN_cmp(order, prime) < 0;
    if (!sized) throw Unsupported{"Diffie-Hellman parameters of an unsafe size"};
    check(BN_sub_word(last.get(), 1) == 1 && BN_mod(rest.get(), last.get(), order, work.get()) == 1, "BN_mod");
    // Whether they are prime is the issuer's word, who signs them: the proof would take seconds.
    const bool sound = BN_is_odd(prime) != 0 && BN_is_odd(order) != 0 && BN_is_zero(rest.get()) != 0 &&
                       BN_cmp(generator, BN_value_one()) > 0 && BN_cmp(generator, last.get()) < 0 &&
                       BN_mod_exp(rest.get(), generator, order, prime, work.get()) == 1 && BN_is_one(rest.get()) != 0;
    ERR_clear_error();
    if (!sound) throw Unsupported{"Diffie-Hellman parameters that are none"};
    return std::make_shared<const FiniteField>("dh_" + std::to_string(bits), copy(prime), copy(order), copy(generator));
}
} // namespace hardware::card
