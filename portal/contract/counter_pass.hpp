#pragma once

#include <optional>
#include <string>
#include <variant>

#include "portal/contract/identifiers.hpp"
#include "portal/contract/names.hpp"
#include "portal/contract/types.hpp"

/// The counter pass: a QR of digits only, and 16 digits to say aloud. Layout: docs/adr/0002-counter-pass.md.
namespace portal::contract {
constexpr std::uint8_t kPassVersion = 1;
constexpr std::size_t kPassIdSize = 16;
using PassId = std::array<std::uint8_t, kPassIdSize>;

/// Symmetric key of one week, shared by the portal and the enrolled kiosks (32 bytes), and the portal's Ed25519 public
/// key.
struct PassEpochKey {
    std::uint16_t number{}; ///< goes into the QR; its `KeyId` is `pass-<number>`
    Bytes key;
    Bytes verify_key; ///< Ed25519 public key, 32 bytes
};

/// What the week's key opens: whose account the pass names.
struct PassContent {
    std::string username;
    PersonNames names;
    /// HMAC-SHA-256 (first 16 bytes) of the personal number, keyed by the epoch key and bound to the pass id; empty:
    /// not given.
    std::optional<Bytes> number_hash;
};

/// A pass, opened. It proves that the portal issued it, not that it is unused or unexpired.
struct CounterPass {
    PassId id{};
    std::uint16_t epoch{};
    Instant expires{};
    PassContent content;
};

/// The digits of the QR, the same for the same content. `sign_key`: Ed25519 secret key as libsodium holds it (64
/// bytes).
std::string seal_pass(const CounterPass& pass, const PassEpochKey& epoch, ByteView sign_key);

/// Why digits are no pass that can be used here; the clerk's words are made from it.
enum class PassFault {
    not_a_pass,      ///< a QR of something else
    unknown_version, ///< newer than this program
    unknown_epoch,   ///< the kiosk lacks this week's key: ask the portal
    bad_signature,
    damaged
};

/// What can be read without a key: for choosing the epoch and asking the portal.
struct PassHeader {
    PassId id{};
    std::uint16_t epoch{};
    Instant expires{};
};
std::variant<PassHeader, PassFault> read_pass_header(std::string_view digits);

/// Checks the signature, then opens. Expiry is for the caller to judge.
std::variant<CounterPass, PassFault> open_pass(std::string_view digits, const PassEpochKey& epoch);

/// For both sides: the hash that `PassContent::number_hash` holds.
Bytes pass_number_hash(const PassEpochKey& epoch, const PassId& id, const PersonalNumber& number);

/// 16 digits, the last one a check digit (Luhn, ISO/IEC 7812-1 annex B). `make_pass_code` takes 15 random digits' worth
/// of entropy.
std::string make_pass_code();
/// The 16 digits without blanks, or nothing where shape or check digit are wrong.
std::optional<std::string> parse_pass_code(std::string_view text);
/// `4821 0937 5560 1170`.
std::string grouped_pass_code(std::string_view code);

/// What a scanned or typed text looks like, before anything is checked.
enum class ScanShape { pass_qr, pass_code, mrz, can, personal_number, username, wrong_layout, other };
ScanShape shape_of_scan(std::string_view text);
} // namespace portal::contract
