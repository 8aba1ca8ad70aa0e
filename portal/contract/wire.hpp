#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/contract/record.hpp"

/// Messages of the kiosk API, `/api/kiosk/v1/`, and their JSON (openapi.yaml, docs/adr/0004-kiosk-api.md).
/// Every `from_json` is strict and throws `Malformed`; every message carries `"version": 1`, a policy perhaps 2.
namespace portal::contract {
constexpr int kWireVersion = 1;
constexpr unsigned kPolicyVersion = 2; ///< the newest of `Policy`: with `security_features`

/// `POST enrolments`: the only request that needs no client certificate.
struct EnrolmentRequest {
    std::string code;    ///< one-time code from `gishectl kiosk code`
    std::string csr_pem; ///< PKCS#10, P-256; its key also signs the records
    std::string software;
};
/// Who the kiosk is from now on. It keeps this; its certificate lasts as the portal says in it.
struct EnrolmentReply {
    std::string kiosk; ///< `kiosk-12`
    std::string desk;  ///< `Гише 12`
    std::string place; ///< `ул. „Московска“ 33`
    std::string certificate_pem;
};

/// Why a record refuses; data of the policy, so that reasons change without a new program.
struct RefusalReason {
    std::string code; ///< `document_expired`
    std::string bulgarian;
    std::string english;
    std::string bring_bulgarian; ///< what to bring next time; may be empty
    std::string bring_english;
};

/// What a genuine document has that eye and hand can check without instruments; data of the policy like the reasons.
struct SecurityFeature {
    std::string code;                   ///< `tilt_image`; what records keep
    std::vector<std::string> documents; ///< kinds that have it: `identity_card`, `passport`, `residence_permit`
    std::string bulgarian;              ///< what is so on a genuine one, as a sentence
    std::string english;
};

/// What the municipality sets for all kiosks, by `GET changes`: words of refusal and times. The values here hold until
/// the portal sends others.
struct Policy {
    std::string version; ///< of the practice statement
    std::vector<RefusalReason> refusal_reasons;
    /// Of documents that no chip proves, in the order in which they are looked at. Not there: a policy of version 1,
    /// which knows none.
    std::optional<std::vector<SecurityFeature>> security_features;
    unsigned clerk_key_days{7};
    unsigned offline_hours{72}; ///< without the portal, after which nothing is decided: a weekend and a night
    unsigned hide_after_seconds{120};
    unsigned clear_after_seconds{600};
    bool typed_needs_second_person{true};
};

/// `POST clerk-sessions`. The password is in the body over mutual TLS, never stored.
struct ClerkSessionRequest {
    std::string username;
    std::string password;
    Bytes clerk_public_key; ///< SPKI, P-256, made by the kiosk
};
/// The clerk is known. `clerk_certificate` lets the kiosk sign on without a connection until it ends; `expires` is of
/// the token. `server_time` shows how wrong the kiosk's clock is.
struct ClerkSessionReply {
    std::string token; ///< bearer token of this session
    std::int64_t clerk{};
    std::string display_name; ///< `Р. Стоилова`
    Bytes clerk_certificate;
    Instant expires{};
    Instant server_time{};
};

/// `POST lookups`: exactly one of the three is set.
struct LookUpRequest {
    std::optional<PassId> pass;
    std::optional<std::string> pass_code;
    std::optional<std::string> username;
};
/// What the counter may do with an account: `verified` outranks `unverified`, `closed` and `paused` outrank both.
enum class AccountState { email_unconfirmed, unverified, verified, paused, closed };
/// What a kiosk may know of an account: enough to compare, no personal number, no whole address; of one that is closed
/// nothing but its username.
struct AccountView {
    std::string username;
    std::string email_masked;
    AccountState state{};
    PersonNames names;
    bool number_present{};
    std::string number_masked;
    /// To compare without revealing: `pass_number_hash(epoch, number_salt, number)`.
    std::optional<Bytes> number_hash;
    PassId number_salt{};
    std::uint16_t number_epoch{};
    std::optional<Date> birth_date;
    std::optional<Sex> sex;
    std::optional<PassId> pass; ///< the pass that named the account, or that is open for it
    std::optional<Instant> pass_expires;
};

/// `POST records`: in the order of their numbers.
struct RecordsRequest {
    std::vector<Envelope> records; ///< 1 to 100
};
/// What came of a record: it counts, it waits for a supervisor, or it never counts.
enum class ReceiptOutcome { accepted, conflict, refused };
/// The portal's signed word about one record: it is kept, and what came of it. The same one however often the record
/// comes.
struct Receipt {
    std::string id; ///< 32 hex digits
    std::string kiosk;
    std::uint64_t number{};
    RecordId record{};
    Hash header_hash{};
    ReceiptOutcome outcome{};
    std::string reason; ///< empty when accepted; `pass_used`, `person_on_other_account`, `bad_signature`, …
    Instant received{};
    KeyId key;       ///< Ed25519 key of the portal
    Bytes signature; ///< over the JSON of all above, label `gishe-receipt-v1`
};
/// A receipt for each record of the request, in its order.
struct RecordsReply {
    std::vector<Receipt> receipts;
    std::uint64_t next_number{}; ///< what the portal expects next: smaller than sent means "resend from here"
};

/// `GET changes?since=N`: what kiosks must know. `since` 0 means everything.
struct Changes {
    std::uint64_t cursor{}; ///< give it as `since` next time
    Instant server_time{};
    std::vector<PassEpochKey> pass_keys;
    KeyId sealing_key_id;
    Bytes sealing_key; ///< X25519 public key
    KeyId portal_key_id;
    Bytes portal_key; ///< Ed25519 public key: receipts and clerk certificates
    std::optional<Policy> policy;
    /// A certificate or revocation list of an issuing state, by the name it has in the kiosk's trust folder.
    struct TrustFile {
        std::string name; ///< `csca-bgr-2026.cer`
        Bytes content;
    };
    std::optional<std::vector<TrustFile>> trust_files; ///< the whole trust folder, when it changed
    std::uint64_t next_number{};                       ///< number of the record that the portal expects from this kiosk
};

/// RFC 9457 problem details; `code` is stable, nothing internal is in it.
struct Problem {
    int status{};
    std::string code; ///< `unknown_username`, `unknown_pass`, `pass_expired`, `pass_used`, `wrong_password`,
                      ///< `too_many_requests`, …
    std::string title;
    std::chrono::seconds retry_after{}; ///< from the header of this name, not in the JSON; 0: not said
};

/// Whether kiosks keep a trust file under this name: a plain one that leads nowhere else.
bool is_trust_file_name(std::string_view name);
/// Why kiosks would refuse these files, and with them every change that comes along; empty where they take them.
std::string fault_of(const std::vector<Changes::TrustFile>& files);

Bytes receipt_bytes(const Receipt& receipt); ///< what its signature is over

/// Both are defined for every message above but the parts `RefusalReason`, `SecurityFeature` and `TrustFile`.
template <class Message>
std::string to_json(const Message& message);
template <class Message>
Message from_json(std::string_view text);
} // namespace portal::contract
