#pragma once

#include "portal/contract/wire.hpp"
#include "portal/domain/accounts.hpp"
#include "portal/domain/counter_pass.hpp"
#include "portal/domain/kiosks.hpp"

/// Records of kiosks: taken once each, judged as of their own time, nothing dropped.
///
/// Reasons in receipts. Conflicts: `chain_broken`, `number_reused`, `record_id_reused`, `unknown_receipt`,
/// `receipt_forgotten`, `clerk_disabled_since`, `time_before_receipt`, `time_before_previous`, `time_in_future`,
/// `unknown_account`, `account_closed`, `second_person_needed`, `unknown_feature`, `different_person`, `names_differ`,
/// `data_differ`, `adoption_not_allowed`, `pass_unknown`, `pass_of_other_account`, `pass_expired`, `pass_replaced`,
/// `pass_used`, `account_of_other_person`, `person_on_other_account`. Refusals: `foreign_kiosk`, `unsigned_stray`,
/// `unknown_kiosk_key`, `bad_clerk_certificate`, `clerk_certificate_not_in_force`, `bad_signature`, `unknown_clerk`,
/// `clerk_disabled`, `unknown_sealing_key`, `unreadable_content`, `face_not_compared`, `account_not_confirmed`,
/// `bad_personal_number`, `document_expired`, `document_not_valid`. Every record that is not accepted opens a case;
/// `unsigned_stray` one for each kiosk, which stands for all of them.
namespace portal::domain {
/// One transaction a record: chain, signatures, clerk, pass, uniqueness; then receipt. Stops at a gap (the reply's
/// `next_number` says where to resend from). Posting again changes nothing and answers the same receipts. A refused
/// record advances the chain too. Throws `contract::Malformed` where a header cannot be read.
contract::RecordsReply take_records(const Context& context, const Kiosk& kiosk,
                                    const contract::RecordsRequest& request);

/// What a record says; empty where it is sealed to a key that the portal does not have, or cannot be read.
std::optional<contract::RecordContent> readable_content(const Context& context, const contract::Envelope& envelope,
                                                        const KeyId& sealed_to);

/// What a record tells; `unreadable` where it cannot be opened.
enum class RecordKind { verification, refusal, sign_in, look_up, unreadable };

/// A record as it is stored. `stray`: it stands outside its kiosk's chain (foreign, or another record has its number).
struct RecordRow {
    std::int64_t row{};
    KioskNumber kiosk{}; ///< who delivered it
    std::uint64_t number{};
    bool stray{};
    contract::RecordId id{};
    contract::Hash header_hash{};
    RecordKind kind{RecordKind::unreadable};
    std::optional<StaffId> clerk;
    std::optional<AccountId> account;
    std::optional<std::int64_t> verification;
    Instant kiosk_time{};
    Instant received{};
    std::string refusal_reason;             ///< of a refusal at the desk
    std::string document_kind;              ///< `identity_card`, …; empty where no document was read
    std::string assurance;                  ///< `chip_genuine`, … of a verification
    std::vector<std::string> features_seen; ///< on its document: codes of the policy
    bool offline{};
    contract::ReceiptOutcome outcome{};
    std::string reason;
    KeyId sealed_to;
    std::string receipt_id;
    KeyId receipt_key;
    Bytes receipt_signature;
};
/// Records, whatever came of them, within one transaction.
struct RecordStore {
    virtual ~RecordStore() = default;
    virtual std::optional<RecordRow> find_by_hash(KioskNumber kiosk, const contract::Hash& header_hash) = 0;
    virtual std::optional<RecordRow> find_by_number(KioskNumber kiosk, std::uint64_t number) = 0; ///< not strays
    /// In some kiosk's chain; strays do not count: a foreign record must not take the place of the true one.
    virtual bool id_known(const contract::RecordId& id) = 0;
    /// When the receipt was given; empty where this kiosk never got it.
    virtual std::optional<Instant> receipt_time(KioskNumber kiosk, std::string_view receipt_id) = 0;
    /// Of the newest record of the chain that was accepted; empty: none yet.
    virtual std::optional<Bytes> last_accepted_header(KioskNumber kiosk) = 0;
    /// The latest that the kiosk's chain has been seen to reach, by its own clock where that was not ahead; empty: no
    /// record yet.
    virtual std::optional<Instant> latest_time(KioskNumber kiosk) = 0;
    /// The row that a record will have: what it does names it before it is written.
    virtual std::int64_t next_row() = 0;
    /// Once, with its receipt: records are not changed.
    virtual void add(const RecordRow& row, const contract::Envelope& envelope) = 0;
};

/// What a visit to the counter establishes.
struct NewVerification {
    AccountId account{};
    KeyedHash person;
    Instant verified{};
    std::string document_kind;
    std::string document_issuer;
    std::optional<Date> document_expiry;
    std::string assurance;
    std::string document_status;
    KioskNumber kiosk{};
    StaffId clerk{};
    std::int64_t record{};
};
/// A verification as it is stored.
struct VerificationRow {
    std::int64_t id{};
    AccountId account{};
    KeyedHash person;
    Instant verified{};
    Instant renewed{};
    std::string document_kind;
    std::optional<Date> document_expiry;
    std::string assurance;
    KioskNumber kiosk{};
    std::int64_t record{};
};
/// Bonds of persons and accounts within one transaction.
struct VerificationStore {
    virtual ~VerificationStore() = default;
    /// Empty where the account or the person has an active verification: a constraint decides, also between two
    /// counters at the same moment.
    virtual std::optional<std::int64_t> add(const NewVerification& verification) = 0;
    virtual std::optional<VerificationRow> of_account(AccountId account) = 0;      ///< active
    virtual std::optional<VerificationRow> of_person(const KeyedHash& person) = 0; ///< active
    /// Another visit of the same person. False, and nothing changes, where a newer visit was recorded already.
    virtual bool renew(std::int64_t id, const NewVerification& visit) = 0;
    virtual void end(AccountId account, Instant now) = 0; ///< the person may verify another account
};
} // namespace portal::domain
