#include "db/phone_store.hpp"

namespace db {
namespace {
constexpr Statement kConfirmed{"phone_confirmed", "SELECT phone_confirmed_at FROM account WHERE id = $1"};
constexpr Statement kSet{"phone_set", "UPDATE account SET phone = $2, phone_confirmed_at = $3 WHERE id = $1"};
constexpr Statement kAsk{"phone_ask", R"(
    INSERT INTO phone_request (account_id, phone, code, code_key, asked_at, tries) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (account_id) DO UPDATE
        SET phone = excluded.phone, code = excluded.code, code_key = excluded.code_key, asked_at = excluded.asked_at,
            tries = excluded.tries)"};
constexpr auto kColumns = "phone, code, code_key, asked_at, tries";
constexpr Statement kRequest{"phone_request", "SELECT $columns FROM phone_request WHERE account_id = $1", kColumns};
constexpr Statement kCountTry{"phone_count_try", R"(
    UPDATE phone_request SET tries = tries + 1 WHERE account_id = $1 RETURNING $columns)",
                              kColumns};
constexpr Statement kEnd{"phone_end_request", "DELETE FROM phone_request WHERE account_id = $1"};
constexpr Statement kForget{"phone_forget", R"(
    DELETE FROM phone_request WHERE account_id IN (
        SELECT account_id FROM phone_request WHERE asked_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))"};

std::optional<domain::PhoneRequest> request_of(const std::optional<Row>& row)
{
    if (!row) return std::nullopt;
    return domain::PhoneRequest{row->text("phone"),
                                {row->text("code_key"), row->bytes("code")},
                                row->instant("asked_at"),
                                static_cast<unsigned>(row->integer("tries"))};
}
} // namespace

std::optional<Instant> PhoneStore::confirmed(domain::AccountId account)
{
    const auto row = work_.row(kConfirmed, {account});
    return row ? row->optional_instant("phone_confirmed_at") : std::nullopt;
}

void PhoneStore::set(domain::AccountId account, std::string_view number, std::optional<Instant> confirmed)
{
    work_.run(kSet, {account, number, confirmed});
}

void PhoneStore::ask(domain::AccountId account, const domain::PhoneRequest& request)
{
    work_.run(kAsk, {account, request.phone, request.code.bytes, request.code.key, request.asked, request.tries});
}

std::optional<domain::PhoneRequest> PhoneStore::request(domain::AccountId account)
{
    return request_of(work_.row(kRequest, {account}));
}

std::optional<domain::PhoneRequest> PhoneStore::count_try(domain::AccountId account)
{
    return request_of(work_.row(kCountTry, {account}));
}

void PhoneStore::end_request(domain::AccountId account)
{
    work_.run(kEnd, {account});
}

std::size_t PhoneStore::forget(Instant asked_before, unsigned most)
{
    return work_.run(kForget, {asked_before, most});
}
} // namespace db
