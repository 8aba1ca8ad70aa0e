#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "hardware/card/channel.hpp"
#include "hardware/card/chip_authentication.hpp"
#include "hardware/card/pace.hpp"
#include "hardware/card/security_info.hpp"
#include "hardware/document/card_security.hpp"
#include "hardware/document/passive_authentication.hpp"

/// Is it the original chip, or a copy of its files? Source: ICAO 9303-11 §4.4.3.3.3, §6.1, §6.2.
namespace hardware::document {
/// What the mapping of each session proves; empty for a session without. One that another chip opened would bring the
/// files of a copy between those of an original.
using MappingProofs = std::vector<std::optional<card::MappingProof>>;

/// Whether every session was mapped with a static key of EF.CardSecurity, which must be signed for this document; empty
/// where the chip has no such file.
Check check_mapping(const MappingProofs& proofs, const std::optional<CardSecurity>& card_security,
                    const TrustStore& trust, const SignedFor& document);

/// What the chip can be judged by. `read_active_key` reads DG15; empty where the chip has none.
struct ChipKeys {
    const std::vector<card::SecurityInfo>& dg14;
    const std::optional<CardSecurity>& card_security;
    bool card_security_malformed{};
    std::function<std::optional<Bytes>()> read_active_key;
};

/// The proof of one chip, over all sessions of one reading. Chip authentication changes the session and is settled only
/// by the first command under its keys, so the proof goes on while files are read.
///
/// A bare status word ends a session and may be a disturbance: what it cut off is repeated once in a new session, with
/// a new key or challenge of ours. A copy gains nothing by that, for it can answer the second no better than the first.
/// What is answered under wrong keys, or protected wrongly, is no disturbance.
class ChipProof {
public:
    /// `reopen` brings back a session that was lost, between `session_lost` and `session_opened`.
    ChipProof(card::Channel& channel, std::function<void()> reopen);

    /// Before a session is opened instead of the one that was lost.
    void session_lost();
    /// Each session with what its mapping proves, the first one too.
    void session_opened(std::optional<card::MappingProof> mapping);

    /// By the surest way that the document offers and the chip takes. A key of DG14 or DG15 is signed for this very
    /// document, one of EF.CardSecurity for some document of the same issuer, so that it counts only beside a DG14
    /// without a key, and replaces no signature with the key of DG15, where there is one. Failed only where the chip
    /// refused what was signed of it and nothing proves it. Throws what the channel throws.
    void prove(const ChipKeys& keys, const TrustStore& trust, const SignedFor& document);

    /// The chip agreed on keys, and no answer shows yet that it has them.
    bool is_open() const;
    /// Once a command under those keys is over: did the chip have them?
    void settle();
    /// What the chip answered is not protected by those keys.
    void refute();

    /// Empty as long as nothing is settled.
    std::optional<Check> verdict() const;

private:
    void prove_by_mapping(const ChipKeys& keys, const TrustStore& trust, const SignedFor& document);
    bool takes(const card::ChipAuthenticationOffer& offer);
    void refused(const card::ChipAuthenticationOffer& offer);
    void authenticate_actively(ByteView dg15, const std::vector<card::SecurityInfo>& infos);
    Check ask_for_signature(ByteView dg15, const std::vector<card::SecurityInfo>& infos);
    void take(Check check);
    void leave(Check check);

    card::Channel& channel_;
    std::function<void()> reopen_;
    MappingProofs mappings_;
    std::optional<std::vector<card::SecurityInfo>> signed_mapping_keys_; ///< by which the mappings proved the chip
    std::vector<card::ChipAuthenticationOffer> offers_;
    std::size_t offer_ = 0;          ///< the one that is tried, or was taken
    bool pending_ = false;           ///< chip authentication is not settled
    bool repeated_ = false;          ///< the way that is tried was lost once
    bool repeats_ = false;           ///< in the session that is being opened
    std::optional<Check> otherwise_; ///< the verdict where no way proves the chip
    std::optional<Check> verdict_;
};
} // namespace hardware::document
