#include "hardware/card/named_curve.hpp"

#include <optional>

#include <openssl/objects.h>

#include "hardware/card/openssl.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::card {
namespace {
constexpr Tag kSequence = 0x30;
constexpr Tag kInteger = 0x02;
constexpr Tag kOid = 0x06;

/// The cofactor that explicit parameters state; they may leave it out, since the others determine it. Source: SEC 1
/// §C.2.
std::optional<ByteView> stated_cofactor(ByteView subject_public_key_info)
{
    TlvReader algorithm{TlvReader{sole_value(subject_public_key_info, kSequence)}.expect(kSequence).value};
    algorithm.expect(kOid);
    const auto parameters = algorithm.next();
    if (parameters.tag != kSequence) return std::nullopt; // the curve's name
    TlvReader fields{parameters.value};
    for (int before = 0; before < 5; ++before) // version, field, curve, generator, order
        fields.next();
    const auto cofactor = fields.next_if(kInteger);
    return cofactor ? std::optional{cofactor->value} : std::nullopt;
}

bool is_cofactor_of(ByteView number, const std::string& curve)
{
    const ssl::Group group{EC_GROUP_new_by_curve_name(OBJ_sn2nid(curve.c_str()))};
    const ssl::Bignum stated{BN_bin2bn(number.data(), static_cast<int>(number.size()), nullptr)};
    ERR_clear_error();
    return group && stated && BN_cmp(stated.get(), EC_GROUP_get0_cofactor(group.get())) == 0;
}
} // namespace

std::string named_curve(const EVP_PKEY* key, ByteView subject_public_key_info)
{
    char name[64] = "";
    std::size_t length = 0;
    // OpenSSL compares field, curve, generator and order of explicit parameters, and passes over their cofactor.
    const bool named = EVP_PKEY_get_group_name(key, name, sizeof name, &length) == 1 && length > 0;
    ERR_clear_error();
    if (!named) return {};
    try {
        const auto cofactor = stated_cofactor(subject_public_key_info);
        return !cofactor || is_cofactor_of(*cofactor, name) ? name : std::string{};
    } catch (const ProtocolViolation&) { // what OpenSSL reads and DER does not allow
        return {};
    }
}
} // namespace hardware::card
