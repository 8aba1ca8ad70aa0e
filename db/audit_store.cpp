#include "db/audit_store.hpp"

#include <nlohmann/json.hpp>

#include "db/words.hpp"

namespace db {
namespace {
using domain::ActorKind;
constexpr std::array<std::pair<ActorKind, const char*>, 6> kActors{{{ActorKind::citizen, "citizen"},
                                                                    {ActorKind::clerk, "clerk"},
                                                                    {ActorKind::supervisor, "supervisor"},
                                                                    {ActorKind::kiosk, "kiosk"},
                                                                    {ActorKind::operator_, "operator"},
                                                                    {ActorKind::portal, "portal"}}};

constexpr Statement kAdd{"audit_add", R"(
    INSERT INTO audit_event (kind, happened_at, actor_kind, actor_id, account_id, kiosk_id, record_id, commitment)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id)"};
constexpr Statement kAddDetail{"audit_add_detail", R"(
    INSERT INTO audit_detail (event_id, salt, details) VALUES ($1, $2, $3))"};
constexpr Statement kOfAccount{"audit_of_account", R"(
    SELECT kind, happened_at, actor_kind, actor_id, account_id, kiosk_id, record_id, coalesce(details, '{}') AS details
    FROM audit_event LEFT JOIN audit_detail ON event_id = id
    WHERE account_id = $1 ORDER BY id DESC LIMIT $2)"};
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
                        .one(kAdd, {event.kind, event.time, word_of(kActors, event.actor_kind), event.actor,
                                    event.account, event.kiosk, event.record, commitment})
                        .integer("id");
    if (commitment) work_.run(kAddDetail, {id, salt, details});
}

std::vector<domain::AuditEvent> AuditStore::of_account(domain::AccountId account, unsigned most)
{
    std::vector<domain::AuditEvent> events;
    for (const auto& row : work_.rows(kOfAccount, {account, most}))
        events.push_back({row.text("kind"), row.instant("happened_at"), enum_of(kActors, row.text("actor_kind")),
                          row.optional_integer("actor_id"), row.optional_integer("account_id"),
                          row.optional_integer("kiosk_id"), row.optional_integer("record_id"),
                          nlohmann::json::parse(row.text("details")).get<std::map<std::string, std::string>>()});
    return events;
}
} // namespace db
