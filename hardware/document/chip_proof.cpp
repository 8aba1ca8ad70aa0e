#include "hardware/document/chip_proof.hpp"

#include <algorithm>
#include <utility>

#include "hardware/card/active_authentication.hpp"
#include "hardware/document/data_groups.hpp"

namespace hardware::document {
namespace {
constexpr auto kUnsupportedKey = "unsupported_chip_key";

Check chip_check(CheckResult result, std::string reason = {})
{
    return {CheckId::chip, result, std::move(reason)};
}

/// The chip's key on the curve of the mapping; empty where `info` holds none.
std::optional<Bytes> key_on_curve_of(const card::MappingProof& proof, const card::ChipPublicKeyInfo& info)
{
    if (!info.elliptic) return std::nullopt; // the mapping is one of curves
    try {
        const auto key = card::chip_key(info.subject_public_key_info);
        return key.group->name() == proof.group->name() ? std::optional{key.public_key} : std::nullopt;
    } catch (const Error&) {
        return std::nullopt; // a key of another kind beside it proves nothing
    }
}

bool is_made_with(const card::MappingProof& proof, const card::ChipPublicKeyInfo& info)
{
    const auto key = key_on_curve_of(proof, info);
    return key && proves(proof, *key);
}

/// Whether a chip with these keys has one with which it would map over the curve of one of the sessions.
bool have_key_for(const MappingProofs& proofs, const std::vector<card::SecurityInfo>& infos)
{
    const auto keys = card::chip_public_key_infos(infos);
    return std::any_of(proofs.begin(), proofs.end(), [&](const auto& proof) {
        return proof &&
               std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return key_on_curve_of(*proof, key); });
    });
}

/// Whether every session was mapped with a static key that stands among `infos`.
bool are_made_with_keys_of(const MappingProofs& proofs, const std::vector<card::SecurityInfo>& infos)
{
    const auto keys = card::chip_public_key_infos(infos);
    return !proofs.empty() && std::all_of(proofs.begin(), proofs.end(), [&](const auto& proof) {
        return proof &&
               std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return is_made_with(*proof, key); });
    });
}

bool announces_mapping(const std::vector<card::SecurityInfo>& infos)
{
    const auto offers = card::pace_infos(infos);
    return std::any_of(offers.begin(), offers.end(),
                       [](const auto& offer) { return offer.mapping == card::Mapping::chip_authentication; });
}
} // namespace

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
        return check.result == CheckResult::passed || check.id == CheckId::revocation ||
               check.id == CheckId::signer_validity; // it ended since
    });
    return proven ? chip_check(CheckResult::passed) : chip_check(CheckResult::not_possible, "card_security_not_proven");
}

ChipProof::ChipProof(card::Channel& channel, std::function<void()> reopen)
    : channel_{channel}, reopen_{std::move(reopen)}
{
}

void ChipProof::session_lost()
{
    if (!is_open() || repeated_) return settle();
    pending_ = false;
    repeated_ = true;
    repeats_ = true;
}

void ChipProof::session_opened(std::optional<card::MappingProof> mapping)
{
    mappings_.push_back(std::move(mapping));
    if (std::exchange(repeats_, false) && !takes(offers_[offer_]))
        verdict_ = chip_check(CheckResult::failed, "chip_authentication_refused");
}

void ChipProof::prove(const ChipKeys& keys, const TrustStore& trust, const SignedFor& document)
{
    if (are_made_with_keys_of(mappings_, keys.dg14)) {
        signed_mapping_keys_ = keys.dg14;
        return take(chip_check(CheckResult::passed));
    }
    if (keys.card_security_malformed) leave(chip_check(CheckResult::failed, "card_security_malformed"));
    offers_ = card::chip_authentication_offers(keys.dg14);
    for (offer_ = 0; offer_ < offers_.size(); ++offer_) {
        repeated_ = false;
        if (takes(offers_[offer_])) return; // settled by the next command
    }
    const bool is_refused = otherwise_ && otherwise_->result == CheckResult::failed;
    if (mappings_.front() && !is_refused) prove_by_mapping(keys, trust, document);
    if (verdict_ && verdict_->result == CheckResult::failed) return;
    repeated_ = false;
    if (const auto dg15 = keys.read_active_key()) authenticate_actively(*dg15, keys.dg14);
    if (!verdict_) verdict_ = otherwise_.value_or(chip_check(CheckResult::not_possible, "no_chip_key"));
}

/// A key of EF.CardSecurity that became known opens every document of the issuer: it counts only for one whose own
/// signed list says that its chip maps with such a key, and brings no key for it: with that one this chip would map.
/// Nor does it make up for another key of that list which the chip did not take, or which cannot be read.
void ChipProof::prove_by_mapping(const ChipKeys& keys, const TrustStore& trust, const SignedFor& document)
{
    if (!announces_mapping(keys.dg14)) return leave(chip_check(CheckResult::not_possible, "mapping_not_announced"));
    if (have_key_for(mappings_, keys.dg14)) return leave(chip_check(CheckResult::failed, "chip_has_not_the_key"));
    if (!card::chip_public_key_infos(keys.dg14).empty())
        return leave(chip_check(CheckResult::not_possible, "chip_key_not_proven"));
    take(check_mapping(mappings_, keys.card_security, trust, document));
    if (verdict_ && verdict_->result == CheckResult::passed) signed_mapping_keys_ = keys.card_security->infos;
}

bool ChipProof::is_open() const
{
    return pending_ && channel_.answers_under_these_keys() == 0;
}

void ChipProof::refute()
{
    if (!is_open()) return;
    pending_ = false;
    verdict_ = chip_check(CheckResult::failed, "chip_has_not_the_key");
}

void ChipProof::settle()
{
    if (!pending_) return;
    pending_ = false;
    verdict_ = channel_.answers_under_these_keys() > 0 ? chip_check(CheckResult::passed)
                                                       : chip_check(CheckResult::failed, "chip_has_not_the_key");
}

std::optional<Check> ChipProof::verdict() const
{
    // Sessions that were opened after the verdict count too: the files of each come from whoever opened it.
    if (signed_mapping_keys_ && !are_made_with_keys_of(mappings_, *signed_mapping_keys_))
        return chip_check(CheckResult::failed, "chip_has_not_the_key");
    return verdict_;
}

/// What settles it, or else is left for the end.
void ChipProof::take(Check check)
{
    if (check.result == CheckResult::not_possible) return leave(std::move(check));
    verdict_ = std::move(check);
}

/// A refusal counts more than what was not possible, and of that most what this program does not speak: another may.
void ChipProof::leave(Check check)
{
    const bool is_refusal = otherwise_ && otherwise_->result == CheckResult::failed;
    const bool tells_most = otherwise_ && otherwise_->reason == kUnsupportedKey && check.result != CheckResult::failed;
    if (!is_refusal && !tells_most) otherwise_ = std::move(check);
}

/// Done before DG11 and DG2, so that reading those proves the new keys without a command of its own. A session that is
/// lost once may be disturbed; the second time it is a refusal, only without manners.
bool ChipProof::takes(const card::ChipAuthenticationOffer& offer)
{
    while (true) {
        try {
            pending_ = card::authenticate_chip(channel_, offer);
            if (!pending_) refused(offer);
            return pending_;
        } catch (const Unsupported&) {
            leave(chip_check(CheckResult::not_possible, kUnsupportedKey));
            return false;
        } catch (const card::SessionLost&) {
            const bool is_refusal = std::exchange(repeated_, true);
            if (is_refusal) refused(offer);
            reopen_();
            if (is_refusal) return false;
        }
    }
}

/// What was only inferred, the chip need not speak.
void ChipProof::refused(const card::ChipAuthenticationOffer& offer)
{
    leave(chip_check(offer.inferred ? CheckResult::not_possible : CheckResult::failed, "chip_authentication_refused"));
}

void ChipProof::authenticate_actively(ByteView dg15, const std::vector<card::SecurityInfo>& infos)
{
    while (true) {
        try {
            return take(ask_for_signature(dg15, infos));
        } catch (const card::SessionLost&) {
            const bool is_refusal = std::exchange(repeated_, true);
            if (is_refusal) take(chip_check(CheckResult::failed, "active_authentication_refused"));
            reopen_();
            if (is_refusal) return;
        }
    }
}

/// Has the chip sign what nobody could foresee, with the key of DG15. `infos` of DG14 tell the hash over elliptic
/// curves.
Check ChipProof::ask_for_signature(ByteView dg15, const std::vector<card::SecurityInfo>& infos)
{
    try {
        const card::ActiveAuthenticationKey key{read_dg15(dg15)};
        const auto challenge = card::random_bytes(card::kChallengeSize);
        const auto answer = card::internal_authenticate(channel_, challenge, key.answer_size(), reopen_);
        if (!answer) return chip_check(CheckResult::failed, "active_authentication_refused");
        // The challenge is ours, so that trying several hashes helps no forger.
        const auto hashes = card::active_authentication_hashes(infos);
        const bool good = std::any_of(hashes.begin(), hashes.end(),
                                      [&](const char* hash) { return key.verifies(challenge, *answer, hash); });
        return good ? chip_check(CheckResult::passed) : chip_check(CheckResult::failed, "chip_has_not_the_key");
    } catch (const Unsupported&) {
        return chip_check(CheckResult::not_possible, kUnsupportedKey);
    }
}
} // namespace hardware::document
