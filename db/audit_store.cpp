#include "db/audit_store.hpp"

#include <nlohmann/json.hpp>

#include "db/words.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"audit_add", R"(
    INSERT INTO audit_event (kind, happened_at, actor_kind, actor_id, account_id, kiosk_id, record_id, commitment)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id)"};
constexpr Statement kAddDetail{"audit_add_detail", R"(
    INSERT INTO audit_detail (event_id, salt, details) VALUES ($1, $2, $3))"};
constexpr Statement kOfAccount{"audit_of_account", R"(
    SELECT kind, happened_at, actor_kind, actor_id, account_id, kiosk_id, record_id, coalesce(details, '{}') AS details
    FROM audit_event LEFT JOIN audit_detail ON event_id = id
    WHERE account_id = $1 ORDER BY id DESC LIMIT $2)"};
constexpr Statement kCountOfAccount{"audit_count_of_account",
                                    "SELECT count(*) AS events FROM audit_event WHERE account_id = $1"};
constexpr Statement kHappened{"audit_happened", "SELECT FROM audit_event WHERE account_id = $1 AND kind = $2 LIMIT 1"};
constexpr Statement kPageOfAccount{"audit_page_of_account", R"(
    SELECT kind, happened_at, actor_kind, actor_id, account_id, kiosk_id, record_id, coalesce(details, '{}') AS details,
           coalesce(desk, '') AS desk, coalesce(place, '') AS place
    FROM audit_event LEFT JOIN audit_detail ON event_id = audit_event.id LEFT JOIN kiosk ON kiosk.id = kiosk_id
    WHERE account_id = $1 ORDER BY happened_at DESC, audit_event.id DESC OFFSET $2 LIMIT $3)"};

domain::AuditEvent event_of(const Row& row)
{
    return {row.text("kind"),
            row.instant("happened_at"),
            enum_of(domain::kActorKinds, row.text("actor_kind")),
            row.optional_integer("actor_id"),
            row.optional_integer("account_id"),
            row.optional_integer("kiosk_id"),
            row.optional_integer("record_id"),
            nlohmann::json::parse(row.text("details")).get<std::map<std::string, std::string>>()};
}
} // namespace

void AuditStore::add(const domain::AuditEvent& event)
{
    std::optional<contract::Hash> commitment;
    Bytes salt;
    std::string details;
    if (!event.details.empty()) {
        salt = contract::random_bytes(32);
        details = nlohmann::json(event.details).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        auto committed = salt;
        committed.insert(committed.end(), details.begin(), details.end());
        commitment = contract::sha256(committed);
    }
    const auto id = work_
                        .one(kAdd, {event.kind, event.time, word_of(domain::kActorKinds, event.actor_kind), event.actor,
                                    event.account, event.kiosk, event.record, commitment})
                        .integer("id");
    if (commitment) work_.run(kAddDetail, {id, salt, details});
}

std::vector<domain::AuditEvent> AuditStore::of_account(domain::AccountId account, unsigned most)
{
    std::vector<domain::AuditEvent> events;
    for (const auto& row : work_.rows(kOfAccount, {account, most}))
        events.push_back(event_of(row));
    return events;
}

std::int64_t AuditStore::count_of_account(domain::AccountId account)
{
    return work_.one(kCountOfAccount, {account}).integer("events");
}

bool AuditStore::happened(domain::AccountId account, std::string_view kind)
{
    return work_.row(kHappened, {account, kind}).has_value();
}

std::vector<domain::PlacedEvent> AuditStore::page_of_account(domain::AccountId account, std::int64_t before,
                                                             std::int64_t most)
{
    std::vector<domain::PlacedEvent> events;
    for (const auto& row : work_.rows(kPageOfAccount, {account, before, most}))
        events.push_back({event_of(row), row.text("desk"), row.text("place")});
    return events;
}
} // namespace db
