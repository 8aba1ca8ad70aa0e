#include "hardware/document/master_list.hpp"

#include <algorithm>
#include <functional>

#include "hardware/card/cipher.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/document/pem.hpp"
#include "hardware/document/signed_data.hpp"
#include "hardware/error.hpp"

namespace hardware::document {
namespace {
constexpr card::Tag kSequence = 0x30;
constexpr card::Tag kSet = 0x31;
constexpr card::Tag kInteger = 0x02;
constexpr std::size_t kMostAuthorities = 4096;

/// id-icao-cscaMasterList 2.23.136.1.1.2.
const Bytes kMasterListType{0x67, 0x81, 0x08, 0x01, 0x01, 0x02};

struct Members {
    std::vector<Certificate> authorities;
    std::vector<MasterList::LeftOut> left_out;
};

Members members_of(ByteView content)
{
    card::TlvReader fields{card::sole_value(content, kSequence)};
    if (!card::equal(fields.expect(kInteger).value, Bytes{0})) throw ProtocolViolation{"master list: unknown version"};
    card::TlvReader certificates{fields.expect(kSet).value};
    fields.finish();
    Members members;
    for (std::size_t count = 0; !certificates.empty(); ++count) {
        if (count == kMostAuthorities) throw ProtocolViolation{"master list: too many certificates"};
        const auto der = certificates.expect(kSequence).whole;
        try {
            members.authorities.emplace_back(der);
        } catch (const ProtocolViolation& error) {
            members.left_out.push_back({card::digest("SHA256", der), error.what()});
        }
    }
    return members;
}

/// The DER of the only object in a PEM text; the file itself where it is none.
Bytes der_of(ByteView file)
{
    auto objects = read_pem(file, 1);
    if (objects.empty()) return {file.begin(), file.end()};
    if (objects.size() > 1 || !objects[0].is_signed_data())
        throw ProtocolViolation{"no master list: a PEM text of something else, or of more than one"};
    return std::move(objects[0].der);
}

SignedData signed_data_in(ByteView file)
{
    const auto der = der_of(file);
    try {
        return read_signed_data(der);
    } catch (const ProtocolViolation&) {
        throw ProtocolViolation{"no master list, or one that is cut short"};
    }
}

/// Of the codes that `read_signed_data` gives.
std::string words_of(const std::string& fault)
{
    if (fault == "signature_wrong") return "its signature is wrong; it is damaged or forged";
    if (fault == "signer_missing") return "not signed by one signer";
    if (fault == "signer_certificate_missing") return "the certificate of its signer is missing";
    if (fault == "signed_attributes_missing") return "its signature does not tell what it stands for";
    if (fault == "signed_type_differs") return "its signature was made for something else";
    if (fault == "digest_not_allowed") return "signed in a way that is not permitted";
    return fault;
}

constexpr auto kNobody = "no authority of its own stands over it";

/// Other keys can be made to fit a signature that is there, on a curve of one's own, or are found out.
bool has_good_key(const Certificate& certificate)
{
    return certificate.has_known_key() && certificate.has_strong_key();
}

bool has_readable_times(const Certificate& certificate)
{
    try {
        certificate.check_times();
        return true;
    } catch (const ProtocolViolation&) {
        return false;
    }
}

/// Why `authority` may not stand over the signer; empty where it may.
std::string voucher_fault(const Certificate& signer, const Certificate& authority, std::chrono::sys_seconds signed_at)
{
    // The country first: a list holds hundreds, and each signature takes its time.
    if (signer.country() != authority.country() || !authority.is_authority() || !signer.is_signed_by(authority))
        return kNobody;
    if (!has_good_key(authority)) return "the key of the authority over it is too weak, or on no named curve";
    if (authority.belies_itself() || !has_readable_times(authority)) return "the authority over it is damaged";
    if (signed_at < signer.not_before() || signed_at > signer.not_after())
        return "signed outside the validity of its signer";
    if (signed_at < authority.not_before() || signed_at > authority.not_after())
        return "signed outside the validity of the authority over it";
    return {};
}

/// Every one of `listed` and `enclosed` that may stand over the signer, as `MasterList` has them. Throws
/// `ProtocolViolation` where there is none, or where they are of two keys.
std::vector<Certificate> vouchers_among(const std::vector<Certificate>& listed,
                                        const std::vector<Certificate>& enclosed, const Certificate& signer,
                                        std::chrono::sys_seconds signed_at)
{
    std::vector<Certificate> vouchers;
    std::string nearest = kNobody;
    for (const auto* source : {&listed, &enclosed})
        for (const auto& authority : *source) {
            const auto fault = voucher_fault(signer, authority, signed_at);
            if (fault.empty()) vouchers.push_back(authority);
            if (!fault.empty() && fault != kNobody) nearest = fault;
        }
    if (vouchers.empty()) throw ProtocolViolation{"master list: " + nearest};
    const auto has_other_key = [&](const Certificate& voucher) { return !voucher.has_key_of(vouchers.front()); };
    if (std::ranges::any_of(vouchers, has_other_key))
        throw ProtocolViolation{"master list: two keys stand over it; it is forged"};
    std::stable_partition(vouchers.begin(), vouchers.end(), std::mem_fn(&Certificate::is_self_signed));
    return vouchers;
}
} // namespace

bool MasterList::is_vouched_by(const Certificate& authority) const
{
    return authority.has_key_of(voucher()) && voucher_fault(signer, authority, signed_at).empty();
}

bool MasterList::is_contested_by(const Certificate& authority) const
{
    return !authority.has_key_of(voucher()) && voucher_fault(signer, authority, signed_at).empty();
}

MasterList read_master_list(ByteView file)
{
    auto data = signed_data_in(file);
    if (data.content_type != kMasterListType) throw ProtocolViolation{"no master list"};
    if (!data.signature.signer) throw ProtocolViolation{"master list: " + words_of(data.signature.fault)};
    const auto& signer = *data.signature.signer;
    if (!signer.may_sign_master_lists()) throw ProtocolViolation{"master list: its signer may not sign such lists"};
    if (!has_good_key(signer))
        throw ProtocolViolation{"master list: the key of its signer is too weak, or on no named curve"};
    if (signer.has_unknown_critical_extension())
        throw ProtocolViolation{"master list: its signer has a critical extension that nobody here knows"};
    if (!has_readable_times(signer)) throw ProtocolViolation{"master list: the validity of its signer cannot be read"};
    if (!data.signature.signing_time) throw ProtocolViolation{"master list: tells no time of signing"};
    const auto signed_at = *data.signature.signing_time;
    auto members = members_of(data.content);
    auto vouchers = vouchers_among(members.authorities, data.certificates, signer, signed_at);
    return {std::move(members.authorities), std::move(members.left_out), signer, std::move(vouchers), signed_at,
            data.signature.by_sha1};
}
} // namespace hardware::document
