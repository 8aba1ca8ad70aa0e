#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hardware/bytes.hpp"
#include "hardware/card/access.hpp"
#include "hardware/card/block_memory.hpp"
#include "hardware/card/limits.hpp"
#include "hardware/document/mrz.hpp"

namespace hardware {
class Card;
}

namespace hardware::document {
class TrustStore;

using card::Access;
using card::AccessProtocol;
using card::Can;
using card::Cipher;
using card::Mapping;
using card::MrzKey;
using card::Secret;
using card::SecretKind;

/// What is judged of a document. `access`: opened as the chip announces. `card_access`: EF.CardAccess is the signed one
/// of DG14. `signer_chain`, `signer_validity`, `revocation`: the document signer up to a trusted CSCA. `chip`: it is no
/// copy (chip authentication, its mapping, or active authentication). `mrz`: check digits, and the zone that opened it
/// is the one in DG1. Source: ICAO 9303-11 §5, §6, 9303-12 §7.
enum class CheckId {
    access,
    card_access,
    sod_signature,
    data_group_hashes,
    signer_chain,
    signer_validity,
    revocation,
    chip,
    mrz,
    document_validity
};
enum class CheckResult { passed, failed, not_possible };
/// One judgement. What was not possible is no failure, but proves nothing either.
struct Check {
    CheckId id{};
    CheckResult result{};
    std::string reason; ///< stable code such as `hash_mismatch_dg1`; empty when passed
};

/// The bearer's portrait from DG2, encoded as on the chip. Source: ISO/IEC 19794-5, 39794-5.
enum class PortraitFormat { jpeg, jpeg2000 };
/// Hostile until decoded by `optics::decode_portrait`. Never written to disk.
struct Portrait {
    PortraitFormat format{};
    Bytes data;
};

/// DG11: the bearer in the letters of the issuing state. Source: ICAO 9303-10 §4.7.11.
struct NativeDetails {
    std::string name; ///< UTF-8, `Фамилия, Собствено Бащино` order as on the chip, `<` turned into spaces
    std::string surname;
    std::string given_names;
    std::optional<std::string> personal_number;
};

/// DG12: the document itself. Source: ICAO 9303-10 §4.7.12.
struct IssueDetails {
    std::string authority; ///< UTF-8; empty where the chip does not name it
    std::optional<std::chrono::year_month_day> date;
};

/// Why a reading ended early; the clerk's words are made from it. `blocked`: the chip takes no CAN any more.
/// `protocol_violation`: it answered what no standard allows. `timeout`: no answer, or none that came through; the card
/// is to be lifted and put down again. `unsupported`: a genuine way that this program does not know.
enum class ReadError {
    no_reader,
    no_card,
    card_removed,
    wrong_secret,
    blocked,
    not_a_travel_document,
    protocol_violation,
    timeout,
    unsupported,
    stopped ///< the caller asked to stop
};

/// genuine: nothing but `document_validity` failed, and signature, hashes, chain and chip passed.
/// unproven: nothing failed but one of these was not possible. not_genuine: another check failed. unreadable: no DG1.
enum class Outcome { genuine, unproven, not_genuine, unreadable };

/// What the reading cost: commands, bytes both ways, time.
struct Transport {
    unsigned exchanges{};
    std::size_t bytes{};
    std::chrono::milliseconds elapsed{};
};

/// All that one reading of a chip found.
struct Reading {
    Outcome outcome{Outcome::unreadable};
    std::optional<Access> access;
    std::optional<Mrz> mrz; ///< from DG1, also where its check digits or dates are wrong: the check `mrz` tells
    std::optional<NativeDetails> native;
    std::optional<IssueDetails> issue;
    std::optional<Portrait> portrait;
    std::vector<Check> checks;
    Transport transport;
    std::optional<ReadError> error;
    std::string error_detail; ///< for the log, holds nothing personal
};

/// The stages a clerk sees, in order.
enum class Stage { opening, data, portrait, signature, chip };
/// How far a reading is. The pointers hold during the call only.
struct Progress {
    Stage stage{};
    std::size_t done{};                  ///< bytes of this stage so far
    std::size_t total{};                 ///< 0: unknown
    std::chrono::milliseconds elapsed{}; ///< since the reading began
    const Access* access{};              ///< set from the end of `opening` on
    const Mrz* mrz{};                    ///< set from the end of `data` on: DG1 is on the screen before DG2 has come
};

/// What one reading is to do.
struct ReadOptions {
    Secret secret;
    std::chrono::sys_days judged_on{};             ///< the day on which validity is judged
    std::function<void(const Progress&)> progress; ///< called on the reading thread; may be empty
    std::function<bool()> stop;                    ///< asked between commands; may be empty
    card::BlockMemory* blocks = nullptr;           ///< of the cards read before; may be none
    std::optional<Mrz> printed{};                  ///< the zone on the document: DG1 has to say the same everywhere
    /// By when it ends; whoever opened the card hands on what that left. Empty: the longest from now on.
    std::optional<card::Instant> deadline = std::nullopt;
    std::function<card::Instant()> now = std::chrono::steady_clock::now;
};

/// Reads one travel document: opens it (PACE, else BAC), DG1, SOD, DG14 and DG15 as far as they prove the chip, DG11,
/// DG12, DG2, then the checks.
/// Never throws for what a card or a reader does: that ends in `Reading::error`. DG3 and DG4 are never tried. Source:
/// ICAO 9303-10, -11.
Reading read_travel_document(Card& card, const TrustStore& trust, const ReadOptions& options);
} // namespace hardware::document
