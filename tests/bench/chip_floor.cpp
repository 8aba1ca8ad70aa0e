#include "tests/bench/chip_floor.hpp"

#include <array>
#include <vector>

#include "hardware/card/card.hpp"
#include "hardware/card/openssl.hpp"

namespace bench {
namespace ssl = hardware::card::ssl;

namespace {
constexpr int kMultiplications = 13;
constexpr int kVerifications = 2;
constexpr std::array<std::uint8_t, 5> kReadBinary{0x00, 0xB0, 0x00, 0x00, 0x00}; // refused: no file is selected
constexpr std::array<std::uint8_t, 256> kMessage{};
} // namespace

struct ChipFloor::Material {
    ssl::Group group =
        ssl::own<ssl::Group>(EC_GROUP_new_by_curve_name(NID_brainpoolP256r1), "EC_GROUP_new_by_curve_name");
    ssl::BignumContext context = ssl::own<ssl::BignumContext>(BN_CTX_new(), "BN_CTX_new");
    ssl::Bignum scalar = ssl::own<ssl::Bignum>(BN_new(), "BN_new");
    ssl::Point point = ssl::own<ssl::Point>(EC_POINT_new(group.get()), "EC_POINT_new");
    ssl::Key key = ssl::own<ssl::Key>(EVP_EC_gen("P-384"), "EVP_EC_gen");
    std::vector<unsigned char> signature;

    Material()
    {
        ssl::check(BN_priv_rand_range(scalar.get(), EC_GROUP_get0_order(group.get())) == 1, "BN_priv_rand_range");
        multiply(EC_GROUP_get0_generator(group.get()), point.get());
        const auto signing = ssl::own<ssl::DigestContext>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
        std::size_t size = 0;
        ssl::check(EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1,
                   "EVP_DigestSignInit");
        ssl::check(EVP_DigestSign(signing.get(), nullptr, &size, kMessage.data(), kMessage.size()) == 1,
                   "EVP_DigestSign");
        signature.resize(size);
        ssl::check(EVP_DigestSign(signing.get(), signature.data(), &size, kMessage.data(), kMessage.size()) == 1,
                   "EVP_DigestSign");
        signature.resize(size);
    }

    void multiply(const EC_POINT* by, EC_POINT* result) const
    {
        ssl::check(EC_POINT_mul(group.get(), result, nullptr, by, scalar.get(), context.get()) == 1, "EC_POINT_mul");
    }

    void verify() const
    {
        const auto verifying = ssl::own<ssl::DigestContext>(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
        ssl::check(EVP_DigestVerifyInit(verifying.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1,
                   "EVP_DigestVerifyInit");
        ssl::check(EVP_DigestVerify(verifying.get(), signature.data(), signature.size(), kMessage.data(),
                                    kMessage.size()) == 1,
                   "EVP_DigestVerify");
    }
};

ChipFloor::ChipFloor() : material_{std::make_unique<const Material>()} {}

ChipFloor::~ChipFloor() = default;

void ChipFloor::run(hardware::Card& card, unsigned exchanges) const
{
    for (unsigned sent = 0; sent < exchanges; ++sent)
        card.transmit(kReadBinary);
    const auto result = ssl::own<ssl::Point>(EC_POINT_new(material_->group.get()), "EC_POINT_new");
    for (int done = 0; done < kMultiplications; ++done)
        material_->multiply(material_->point.get(), result.get());
    for (int done = 0; done < kVerifications; ++done)
        material_->verify();
}
} // namespace bench
