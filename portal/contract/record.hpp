#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "portal/contract/comparison.hpp"
#include "portal/contract/counter_pass.hpp"
#include "portal/contract/signing.hpp"
#include "portal/contract/types.hpp"

/// The record envelope: what a kiosk writes down, signs, chains and sends. Layout: docs/adr/0003-record-envelope.md.
namespace portal::contract {
constexpr int kRecordVersion = 1;
constexpr std::size_t kLongestHeader = 2 * 1024;  ///< bytes
constexpr std::size_t kLongestSealed = 32 * 1024; ///< bytes
using RecordId = std::array<std::uint8_t, 16>;

/// The clear, signed and chained part.
struct RecordHeader {
    int version{kRecordVersion};
    RecordId id{};
    std::uint64_t number{}; ///< 1 for the first record of a kiosk
    Hash previous{};        ///< SHA-256 of the previous header's bytes; zero for the first
    std::string kiosk;      ///< `kiosk-12`
    std::int64_t clerk{};
    KeyId kiosk_key;
    KeyId clerk_key;
    KeyId sealed_to;            ///< the portal's sealing key
    Instant time{};             ///< the kiosk's clock
    std::string newest_receipt; ///< id of the newest receipt seen, empty before the first: the act is not older than it
    Hash content_hash{};        ///< SHA-256(32 random bytes ‖ content)
};

/// As it stands in the outbox and travels. `header` is kept byte for byte: hashes and signatures are over these bytes.
struct Envelope {
    Bytes header;            ///< JSON
    Bytes sealed;            ///< sealed box of 32 random bytes ‖ content
    Bytes kiosk_signature;   ///< P-256, label `gishe-record-kiosk-v1`
    Bytes clerk_signature;   ///< P-256, label `gishe-record-clerk-v1`
    Bytes clerk_certificate; ///< see `ClerkCertificate`
};

/// As contents, columns and reports write it: `chip_genuine`.
std::string word_of(Assurance assurance);
/// The inverse; empty for a word that is none.
std::optional<Assurance> assurance_of(std::string_view word);

/// What the document road found, as the record keeps it. No picture, no zone.
struct DocumentEvidence {
    std::string kind;   ///< `identity_card`, `passport`, `residence_permit`
    std::string issuer; ///< `BGR`
    std::string number;
    PersonNames latin_names; ///< from the zone; `given` holds given and father's name
    std::optional<PersonNames> native_names;
    PersonalNumber personal_number;
    BirthDate birth_date; ///< as far as the document tells it
    Sex sex{Sex::unspecified};
    std::optional<Date> expiry;
    Assurance assurance{};
    std::vector<std::pair<std::string, std::string>> checks; ///< check id → result
    std::vector<std::string> features_seen; ///< codes of the policy: what the clerk saw on the document itself
};

/// What the comparison said of one field when the clerk decided.
struct FieldVerdict {
    Field field{};
    Verdict verdict{};
};

/// How the citizen's account was named at the desk.
enum class AccountReference { pass_qr, pass_code, username };
/// Was the document's state (lost, stolen, withdrawn) asked of a register, and of which? `not_checked` is an honest
/// answer.
struct DocumentStatus {
    std::string answer{"not_checked"}; ///< `valid`, `not_valid`, `not_checked`
    std::string source;                ///< register asked; empty if none
};

/// A clerk's word that this person is the one of the account, and all that it rests on. What the portal could not read
/// back is never signed.
struct VerificationContent {
    std::string username;
    AccountReference reference{};
    std::optional<PassId> pass;
    DocumentEvidence document;
    std::vector<FieldVerdict> verdicts;
    DocumentStatus document_status;
    bool face_compared{};
    std::optional<PersonNames> adopted_names; ///< the document's names, taken over with the citizen's consent
    bool citizen_confirmed_account{};
    bool offline{};
};
/// A clerk's refusal. It changes nothing in the account.
struct RefusalContent {
    std::string username; ///< may be empty: refused before an account was named
    std::optional<PassId> pass;
    std::string reason; ///< code of a refusal reason (policy data)
    std::optional<std::string> document_kind;
    std::optional<Assurance> assurance; ///< how the document was read
    std::vector<FieldVerdict> verdicts;
    bool offline{};
};
/// A clerk began to work at this kiosk.
struct SignInContent {
    std::string method; ///< `password`
    bool offline{};
};
/// A clerk asked for an account: every look-up is recorded, also one without an answer.
struct LookUpContent {
    std::string username; ///< what was asked; empty where a pass was asked
    std::optional<PassId> pass;
    std::string answer; ///< `found`, `unknown`, …
    bool offline{};
};
using RecordContent = std::variant<VerificationContent, RefusalContent, SignInContent, LookUpContent>;

/// The portal's word that a public key is this clerk's on this kiosk for some days.
struct ClerkCertificate {
    std::int64_t clerk{};
    std::string username;
    std::string kiosk;
    Bytes public_key; ///< SPKI, P-256
    Instant not_before{};
    Instant not_after{};
    KeyId issuer; ///< the portal's Ed25519 key
};
/// JSON and Ed25519 signature in one blob.
Bytes issue_clerk_certificate(const ClerkCertificate& certificate, ByteView portal_secret);
/// Empty where the signature is wrong or the text malformed.
std::optional<ClerkCertificate> open_clerk_certificate(ByteView blob, ByteView portal_open);
/// Without checking the signature: to learn which issuer key to take. Empty if malformed.
std::optional<ClerkCertificate> peek_clerk_certificate(ByteView blob);

/// Everything that a kiosk adds to a content to make a record.
struct RecordContext {
    std::uint64_t number{};
    Hash previous{};
    std::string kiosk;
    std::int64_t clerk{};
    KeyId sealed_to;
    Bytes sealing_key;
    Instant time{};
    std::string newest_receipt;
    Bytes clerk_certificate;
};
/// Throws `std::length_error` where the content is too long for an envelope, and `Malformed` where the portal could not
/// read it back: both before anything is signed.
Envelope make_record(const RecordContent& content, const RecordContext& context, Signer& kiosk, Signer& clerk);

/// Strict: throws `Malformed`.
/// Reads a header of at most `kLongestHeader` bytes.
RecordHeader parse_header(ByteView header);
/// SHA-256: what the next record names as its previous one.
Hash hash_of_header(ByteView header);
/// Opens and checks `content_hash`; throws `Malformed`.
RecordContent open_content(const Envelope& envelope, const SealingPair& portal);
/// The kiosk's signature over the header.
bool verify_kiosk_signature(const Envelope& envelope, ByteView kiosk_public_key);
/// Both signatures over the header.
bool verify_signatures(const Envelope& envelope, ByteView kiosk_public_key, ByteView clerk_public_key);
} // namespace portal::contract
