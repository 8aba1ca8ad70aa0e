#include "db/own_data_store.hpp"

#include <algorithm>

namespace db {
namespace {
constexpr Statement kFetch{"own_fetch", "FETCH 1000 FROM own_row"};
constexpr Statement kClose{"own_close", "CLOSE own_row"};
constexpr std::array kExported{
    ExportedTable{"account",
                  "username, given_name, fathers_name, family_name, email, phone, language, registered_at, "
                  "email_confirmed_at, phone_confirmed_at",
                  "account WHERE id = $1"},
    ExportedTable{"personal_number", "kind, claimed_at", "personal_number WHERE account_id = $1"},
    ExportedTable{"verification",
                  "verified_at, renewed_at, document_kind, document_issuer, document_expiry, assurance, "
                  "document_status, ended_at, kiosk.desk, kiosk.place",
                  "verification JOIN kiosk ON kiosk.id = kiosk_id WHERE account_id = $1 ORDER BY verification.id"},
    ExportedTable{"record",
                  "kind, kiosk_time, received_at, document_kind, assurance, features_seen, refusal_reason, offline, "
                  "outcome, reason, kiosk.desk, kiosk.place",
                  "record JOIN kiosk ON kiosk.id = kiosk_id WHERE account_id = $1 ORDER BY record.id"},
    ExportedTable{"obligation", "reference, bulgarian, english, amount, due, added_at",
                  "obligation JOIN verification ON verification.person = obligation.person "
                  "AND verification.person_key = obligation.person_key AND ended_at IS NULL "
                  "WHERE account_id = $1 ORDER BY due, obligation.id"},
    ExportedTable{"account_pause", "reason, begun_at, ended_at, ended_by",
                  "account_pause WHERE account_id = $1 ORDER BY id"},
    ExportedTable{"conflict_case", "reason, opened_at, closed_at",
                  "conflict_case WHERE about_account_id = $1 ORDER BY id"},
    ExportedTable{"counter_pass", "issued_at, expires_at, used_at, replaced_at",
                  "counter_pass WHERE account_id = $1 ORDER BY issued_at"},
    ExportedTable{"email_token", "purpose, email, made_at, expires_at, used_at, superseded_at",
                  "email_token WHERE account_id = $1 ORDER BY made_at"},
    ExportedTable{"session", "started_at, last_seen_at, ended_at, agent, shared, network",
                  "session WHERE account_id = $1 ORDER BY id"},
    ExportedTable{"mail", "kind, language, queued_at, sent_at, given_up_at",
                  "mail JOIN (SELECT id FROM mail WHERE account_id = $1 UNION "
                  "SELECT mail_id FROM letter_account WHERE account_id = $1) AS own USING (id) ORDER BY id"},
    ExportedTable{"reminder", "kind, ends_on, reminded_at", "reminder WHERE account_id = $1 ORDER BY reminded_at"},
    ExportedTable{"second_factor", "enrolled_at", "second_factor WHERE account_id = $1"},
    ExportedTable{"recovery_code", "used_at", "recovery_code WHERE account_id = $1 ORDER BY used_at"},
    ExportedTable{"known_browser", "made_at, last_used_at, failures",
                  "known_browser WHERE account_id = $1 ORDER BY made_at"},
    ExportedTable{"password_failure", "in_a_row, closed_at", "password_failure WHERE account_id = $1"},
    ExportedTable{"phone_request", "phone, asked_at", "phone_request WHERE account_id = $1"},
    ExportedTable{"text_message", "kind, language, queued_at, sent_at, given_up_at",
                  "text_message WHERE account_id = $1 ORDER BY id"},
    ExportedTable{"name_claim", "given_name, fathers_name, family_name, claimed_at",
                  "name_claim WHERE account_id = $1"},
    ExportedTable{"notice_choice", "reminders_by_mail, reminders_by_text, visits_by_text",
                  "notice_choice WHERE account_id = $1"},
    ExportedTable{"audit_event",
                  "kind, happened_at, actor_kind, told.by_owner, kiosk.desk, kiosk.place, audit_detail.details",
                  "audit_event LEFT JOIN audit_detail ON event_id = audit_event.id "
                  "LEFT JOIN kiosk ON kiosk.id = kiosk_id CROSS JOIN LATERAL (SELECT actor_kind = 'citizen' "
                  "AND coalesce(actor_id = account_id, false) AS by_owner) AS told "
                  "WHERE account_id = $1 ORDER BY audit_event.id"},
};

constexpr const char* kNumberOfRow = "a number by which tables find their rows, which says nothing of you";
constexpr const char* kSecret = "a secret: whoever has it could act as you";
constexpr const char* kKey = "the name of a key of the portal";
constexpr const char* kProof = "what proves that a record was not changed; it says nothing of you";
constexpr const char* kStaff = "which member of staff it was is that person's own data";
constexpr const char* kPlace = "in the export as `desk` and `place`";
constexpr const char* kHash = "a keyed hash of your personal number, which is in the export itself";
constexpr const char* kPost = "how the sending goes";
constexpr const char* kClosing = "an account that is being closed gives nothing out before it is kept";
constexpr const char* kWaiting = "a sign-in that waits for its code, and is gone within a day";

struct Left {
    const char* table;
    const char* column;
    const char* why;
};
constexpr std::array kLeftOut{
    Left{"account", "id", kNumberOfRow},
    Left{"account", "password_phc", kSecret},
    Left{"account", "password_pepper", kKey},
    Left{"account", "paused_at", "of no use any more: pauses are `account_pause`"},
    Left{"account", "closed_at", "who has closed the account cannot ask"},
    Left{"account", "closes_at", kClosing},
    Left{"account", "closing_begun_at", kClosing},
    Left{"personal_number", "account_id", kNumberOfRow},
    Left{"personal_number", "number", "in the export as `number`, opened"},
    Left{"personal_number", "number_key", kKey},
    Left{"personal_number", "hash", kHash},
    Left{"personal_number", "hash_key", kKey},
    Left{"verification", "id", kNumberOfRow},
    Left{"verification", "account_id", kNumberOfRow},
    Left{"verification", "person", kHash},
    Left{"verification", "person_key", kKey},
    Left{"verification", "kiosk_id", kPlace},
    Left{"verification", "clerk_id", kStaff},
    Left{"verification", "record_id", kNumberOfRow},
    Left{"record", "id", kNumberOfRow},
    Left{"record", "kiosk_id", kPlace},
    Left{"record", "number", kProof},
    Left{"record", "stray", kProof},
    Left{"record", "record_id", kNumberOfRow},
    Left{"record", "header_hash", kProof},
    Left{"record", "clerk_id", kStaff},
    Left{"record", "account_id", kNumberOfRow},
    Left{"record", "verification_id", kNumberOfRow},
    Left{"record", "receipt_id", kProof},
    Left{"record", "receipt_key", kKey},
    Left{"record", "receipt_signature", kProof},
    Left{"record", "header", kProof},
    Left{"record", "sealed",
         "what the counter saw, possibly of another person who gave your username: ask for it at the counter"},
    Left{"record", "sealed_to", kKey},
    Left{"record", "kiosk_signature", kProof},
    Left{"record", "clerk_signature", kProof},
    Left{"record", "clerk_certificate", kProof},
    Left{"obligation", "id", kNumberOfRow},
    Left{"obligation", "person", kHash},
    Left{"obligation", "person_key", kKey},
    Left{"account_pause", "id", kNumberOfRow},
    Left{"account_pause", "account_id", kNumberOfRow},
    Left{"conflict_case", "id", kNumberOfRow},
    Left{"conflict_case", "record_id", kNumberOfRow},
    Left{"conflict_case", "other_record_id", kNumberOfRow},
    Left{"conflict_case", "about_account_id", kNumberOfRow},
    Left{"counter_pass", "id", kSecret},
    Left{"counter_pass", "account_id", kNumberOfRow},
    Left{"counter_pass", "code", kSecret},
    Left{"counter_pass", "code_key", kKey},
    Left{"counter_pass", "code_hash", kSecret},
    Left{"counter_pass", "code_hash_key", kKey},
    Left{"email_token", "token_hash", kSecret},
    Left{"email_token", "account_id", kNumberOfRow},
    Left{"email_token", "number", kNumberOfRow},
    Left{"session", "id", kNumberOfRow},
    Left{"session", "token_hash", kSecret},
    Left{"session", "account_id", kNumberOfRow},
    Left{"mail", "id", kNumberOfRow},
    Left{"mail", "account_id", kNumberOfRow},
    Left{"mail", "content", "a letter that is on its way to you; erased once it is sent or given up"},
    Left{"mail", "content_key", kKey},
    Left{"mail", "due_at", kPost},
    Left{"mail", "tries", kPost},
    Left{"mail", "refusals", kPost},
    Left{"mail", "lane", kPost},
    Left{"mail", "useless_after", kPost},
    Left{"letter_account", "mail_id", kNumberOfRow},
    Left{"letter_account", "account_id", kNumberOfRow},
    Left{"reminder", "account_id", kNumberOfRow},
    Left{"second_factor", "account_id", kNumberOfRow},
    Left{"second_factor", "secret", kSecret},
    Left{"second_factor", "secret_key", kKey},
    Left{"second_factor", "last_step", kSecret},
    Left{"recovery_code", "account_id", kNumberOfRow},
    Left{"recovery_code", "hash", kSecret},
    Left{"recovery_code", "hash_key", kKey},
    Left{"pending_sign_in", "token_hash", kSecret},
    Left{"pending_sign_in", "account_id", kNumberOfRow},
    Left{"pending_sign_in", "password", kSecret},
    Left{"pending_sign_in", "begun_at", kWaiting},
    Left{"pending_sign_in", "tries", kWaiting},
    Left{"pending_sign_in", "shared", kWaiting},
    Left{"known_browser", "account_id", kNumberOfRow},
    Left{"known_browser", "token_hash", kSecret},
    Left{"password_failure", "account_id", kNumberOfRow},
    Left{"phone_request", "account_id", kNumberOfRow},
    Left{"phone_request", "code", kSecret},
    Left{"phone_request", "code_key", kKey},
    Left{"phone_request", "tries", kPost},
    Left{"text_message", "id", kNumberOfRow},
    Left{"text_message", "account_id", kNumberOfRow},
    Left{"text_message", "content", "a message that is on its way to you; erased once it is sent or given up"},
    Left{"text_message", "content_key", kKey},
    Left{"text_message", "due_at", kPost},
    Left{"text_message", "useless_after", kPost},
    Left{"text_message", "tries", kPost},
    Left{"text_message", "refusals", kPost},
    Left{"name_claim", "account_id", kNumberOfRow},
    Left{"notice_choice", "account_id", kNumberOfRow},
    Left{"audit_event", "id", kNumberOfRow},
    Left{"audit_event", "actor_id", kStaff},
    Left{"audit_event", "account_id", kNumberOfRow},
    Left{"audit_event", "kiosk_id", kPlace},
    Left{"audit_event", "record_id", kNumberOfRow},
    Left{"audit_event", "commitment", kProof},
    Left{"audit_detail", "event_id", kNumberOfRow},
    Left{"audit_detail", "salt", kProof},
};
} // namespace

std::span<const ExportedTable> exported_tables()
{
    return kExported;
}

std::vector<std::string> OwnDataStore::tables() const
{
    std::vector<std::string> names;
    for (const auto& own : kExported)
        names.emplace_back(own.table);
    return names;
}

void OwnDataStore::read(const std::string& table, domain::AccountId account, const EachRow& each)
{
    const auto own = std::ranges::find(kExported, table, &ExportedTable::table);
    if (own == kExported.end()) throw domain::Fault{"no such table is given out: " + table};
    const auto name = "own_" + table;
    const auto sql = std::string{"DECLARE own_row NO SCROLL CURSOR FOR SELECT row_to_json(own)::text AS row "
                                 "FROM (SELECT $columns FROM "} +
                     own->rows + ") AS own";
    work_.run({name.c_str(), sql.c_str(), own->columns}, {account});
    for (auto rows = work_.rows(kFetch, {}); !rows.empty(); rows = work_.rows(kFetch, {}))
        for (const auto& row : rows)
            each(row.text("row"));
    work_.run(kClose, {});
}

std::vector<domain::LeftOut> OwnDataStore::left_out() const
{
    std::vector<domain::LeftOut> all;
    for (const auto& [table, column, why] : kLeftOut)
        all.push_back({table, column, why});
    return all;
}
} // namespace db
