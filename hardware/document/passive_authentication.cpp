#include "hardware/document/passive_authentication.hpp"

#include <algorithm>

#include "hardware/card/cipher.hpp"
#include "hardware/document/clock_tolerance.hpp"
#include "hardware/document/country.hpp"
#include "hardware/document/revocation.hpp"

namespace hardware::document {
namespace {
using std::chrono::sys_seconds;

constexpr std::chrono::days kOneDay{1};
/// A clock that is so much behind is likelier than a signer who dates forward: it must not make forgeries of new cards.
constexpr std::chrono::days kSlowClock{31};

Check passed(CheckId id)
{
    return {id, CheckResult::passed, {}};
}
Check failed(CheckId id, std::string reason)
{
    return {id, CheckResult::failed, std::move(reason)};
}
Check not_possible(CheckId id, std::string reason)
{
    return {id, CheckResult::not_possible, std::move(reason)};
}

/// Authorities whose key signed `signer`: those that it names by key identifier, and only where none of them did, any
/// other; a master list holds hundreds.
std::vector<const Certificate*> issuers_of(const Certificate& signer, const TrustStore& trust)
{
    const auto wanted = signer.authority_key_id();
    std::vector<const Certificate*> named;
    std::vector<const Certificate*> others;
    for (const auto& authority : trust.authorities())
        (!wanted.empty() && authority.subject_key_id() == wanted ? named : others).push_back(&authority);
    for (auto* candidates : {&named, &others}) {
        std::erase_if(*candidates, [&](const Certificate* authority) { return !signer.is_signed_by(*authority); });
        if (!candidates->empty()) return *candidates;
    }
    return {};
}

bool names_known_key(const Certificate& signer, const TrustStore& trust)
{
    const auto wanted = signer.authority_key_id();
    return !wanted.empty() &&
           std::any_of(trust.authorities().begin(), trust.authorities().end(),
                       [&](const Certificate& authority) { return authority.subject_key_id() == wanted; });
}

/// Whether `authority` may stand over `signer`, and why not.
Check check_chain(const Certificate& signer, const Certificate& authority, const SignedFor& document,
                  sys_seconds signed_at)
{
    constexpr auto kId = CheckId::signer_chain;
    if (!authority.is_authority()) return failed(kId, "issuer_is_no_authority");
    if (!authority.has_known_key() || !signer.has_known_key()) return failed(kId, "unknown_curve");
    if (authority.has_unknown_critical_extension() || signer.has_unknown_critical_extension())
        return failed(kId, "unknown_critical_extension");
    if (!signer.may_sign_documents()) return failed(kId, "signer_may_not_sign");
    if (signer.country() != authority.country()) return failed(kId, "signer_country_differs");
    if (signed_at < authority.not_before() || signed_at > authority.not_after())
        return failed(kId, "issuer_not_valid_at_signing");
    switch (belonging(document.issuer, signer.country())) {
    case Belonging::belongs:
        if (!authority.has_strong_key() || !signer.has_strong_key()) return not_possible(kId, "weak_key");
        return passed(kId);
    case Belonging::differs:
        return failed(kId, "document_country_differs");
    case Belonging::unknown:
        break;
    }
    return not_possible(kId, "issuer_code_unknown");
}

Check check_validity(const Signature& signature, const SignedFor& document)
{
    constexpr auto kId = CheckId::signer_validity;
    const auto& signer = *signature.signer;
    const auto judged_on = std::min(document.judged_on, document.expiry_date.value_or(document.judged_on));
    if (signature.signing_time) {
        if (*signature.signing_time < signer.not_before() || *signature.signing_time > signer.not_after())
            return failed(kId, "signed_outside_signer_validity");
        if (*signature.signing_time > document.judged_on + kSlowClock) return failed(kId, "signed_in_the_future");
        if (lies_ahead(*signature.signing_time, document.judged_on)) return not_possible(kId, "signed_in_the_future");
    }
    if (judged_on + kSlowClock <= signer.not_before()) return failed(kId, "signer_not_yet_valid");
    if (judged_on + kOneDay <= signer.not_before()) return not_possible(kId, "signer_not_yet_valid");
    // States let signers end before the documents, and some documents have no last day: that is no forgery.
    if (judged_on > signer.not_after()) return not_possible(kId, "signer_expired");
    return passed(kId);
}

Check check_revocation(const Certificate& signer, const Certificate& authority, const TrustStore& trust,
                       std::chrono::sys_days judged_on)
{
    constexpr auto kId = CheckId::revocation;
    bool current = false;
    bool outdated = false;
    const auto speakers = authority_and_successors(authority, trust.authorities());
    for (const auto& list : trust.revocation_lists()) {
        if (list.country() != authority.country()) continue; // before the signatures, which take their time
        if (!counts_on(judged_on, list)) continue;
        const bool revokes = list.revokes(signer) || list.revokes(authority);
        if (!revokes && current) continue;
        const bool counts = std::any_of(speakers.begin(), speakers.end(),
                                        [&](const Certificate* speaker) { return list.is_signed_by(*speaker); });
        if (!counts) continue;
        if (list.revokes(signer)) return failed(kId, "signer_revoked");
        if (list.revokes(authority)) return failed(kId, "issuer_revoked");
        const auto next = list.next_update();
        (next && *next < judged_on ? outdated : current) = true;
    }
    if (current) return passed(kId);
    return not_possible(kId, outdated ? "revocation_list_outdated" : "no_revocation_list");
}

std::vector<Check> without_signer(const Signature& signature)
{
    constexpr auto kReason = "signature_not_proven";
    return {failed(CheckId::sod_signature, signature.fault), not_possible(CheckId::signer_chain, kReason),
            not_possible(CheckId::signer_validity, kReason), not_possible(CheckId::revocation, kReason)};
}
} // namespace

Check check_hashes(const SecurityObject& object, const std::map<int, Bytes>& files)
{
    constexpr auto kId = CheckId::data_group_hashes;
    for (const auto& [number, bytes] : files) {
        const auto name = "dg" + std::to_string(number);
        const auto signed_hash = object.hashes.find(number);
        if (signed_hash == object.hashes.end()) return failed(kId, "not_signed_" + name);
        if (bytes.empty()) return failed(kId, "missing_" + name);
        if (!card::equal(card::digest(object.digest.c_str(), bytes), signed_hash->second))
            return failed(kId, "hash_mismatch_" + name);
    }
    return passed(kId);
}

std::vector<Check> check_signer(const Signature& signature, const TrustStore& trust, const SignedFor& document)
{
    if (!signature.signer) return without_signer(signature);
    const auto& signer = *signature.signer;
    std::vector<Check> checks{passed(CheckId::sod_signature)};
    const auto issuers = issuers_of(signer, trust);
    if (issuers.empty()) {
        checks.push_back(trust.empty()                    ? not_possible(CheckId::signer_chain, "no_authorities")
                         : names_known_key(signer, trust) ? failed(CheckId::signer_chain, "not_signed_by_issuer")
                                                          : not_possible(CheckId::signer_chain, "issuer_unknown"));
        checks.push_back(check_validity(signature, document));
        checks.push_back(not_possible(CheckId::revocation, "issuer_unknown"));
        return checks;
    }
    // A self-signed and a link certificate may hold the same key: one that is in order is enough.
    const auto signed_at = signature.signing_time.value_or(signer.not_before());
    const Certificate* authority = issuers.front();
    auto chain = check_chain(signer, *authority, document, signed_at);
    for (auto next = issuers.begin() + 1; next != issuers.end() && chain.result == CheckResult::failed; ++next) {
        auto found = check_chain(signer, **next, document, signed_at);
        if (found.result == CheckResult::failed) continue;
        chain = std::move(found);
        authority = *next;
    }
    checks.push_back(std::move(chain));
    checks.push_back(check_validity(signature, document));
    checks.push_back(check_revocation(signer, *authority, trust, document.judged_on));
    return checks;
}
} // namespace hardware::document
