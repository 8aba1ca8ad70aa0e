#include "hardware/document/chip_proof.hpp"

#include <algorithm>

#include "hardware/card/active_authentication.hpp"
#include "hardware/card/chip_authentication.hpp"
#include "hardware/document/data_groups.hpp"

namespace hardware::document {
namespace {
Check chip_check(CheckResult result, std::string reason = {})
{
    return {CheckId::chip, result, std::move(reason)};
}

bool is_made_with(const card::MappingProof& proof, const card::ChipPublicKeyInfo& info)
{
    if (!info.elliptic) return false; // the mapping is one of curves
    try {
        const auto key = card::chip_key(info.subject_public_key_info);
        return key.group->name() == proof.group->name() && proves(proof, key.public_key);
    } catch (const Error&) {
        return false; // a key of another kind beside it proves nothing
    }
}
} // namespace

bool are_made_with_keys_of(const MappingProofs& proofs, const std::vector<card::SecurityInfo>& infos)
{
    const auto keys = card::chip_public_key_infos(infos);
    return !proofs.empty() && std::all_of(proofs.begin(), proofs.end(), [&](const auto& proof) {
        return proof &&
               std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return is_made_with(*proof, key); });
    });
}

Check check_mapping(const MappingProofs& proofs, const std::optional<CardSecurity>& card_security,
                    const TrustStore& trust, const SignedFor& document)
{
    if (!card_security) return chip_check(CheckResult::not_possible, "no_card_security");
    std::vector<Check> checks;
    try {
        checks = check_signer(card_security->signature, trust, document);
    } catch (const Error&) {
        return chip_check(CheckResult::failed, "card_security_malformed"); // its signer's certificate is
    }
    const bool refuted = std::any_of(checks.begin(), checks.end(),
                                     [](const Check& check) { return check.result == CheckResult::failed; });
    if (refuted) return chip_check(CheckResult::failed, "card_security_not_signed");
    if (!are_made_with_keys_of(proofs, card_security->infos))
        return chip_check(CheckResult::failed, "chip_has_not_the_key");
    const bool proven = std::all_of(checks.begin(), checks.end(), [](const Check& check) {
        return check.result == CheckResult::passed || check.id == CheckId::revocation;
    });
    return proven ? chip_check(CheckResult::passed) : chip_check(CheckResult::not_possible, "card_security_not_proven");
}

Check authenticate_actively(card::Channel& channel, ByteView dg15, const std::vector<card::SecurityInfo>& infos,
                            const std::function<void()>& reopen)
{
    try {
        const card::ActiveAuthenticationKey key{read_dg15(dg15)};
        const auto challenge = card::random_bytes(card::kChallengeSize);
        const auto answer = card::internal_authenticate(channel, challenge, key.answer_size(), reopen);
        if (!answer) return chip_check(CheckResult::failed, "active_authentication_refused");
        const bool good = key.verifies(challenge, *answer, card::active_authentication_hash(infos));
        return good ? chip_check(CheckResult::passed) : chip_check(CheckResult::failed, "chip_has_not_the_key");
    } catch (const Unsupported&) {
        return chip_check(CheckResult::not_possible, "unsupported_chip_key");
    }
}
} // namespace hardware::document
