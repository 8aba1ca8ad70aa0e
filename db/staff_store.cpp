#include "db/staff_store.hpp"

#include "db/words.hpp"

namespace db {
namespace {
using domain::Role;
constexpr std::array<std::pair<Role, const char*>, 2> kRoles{
    {{Role::clerk, "clerk"}, {Role::supervisor, "supervisor"}}};

constexpr Statement kAdd{"staff_add", R"(
    INSERT INTO staff (username, display_name, role, password_phc, password_pepper, added_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id)"};
constexpr auto kColumns = "id, username, display_name, role, disabled_at";
constexpr Statement kFind{"staff_find", "SELECT $columns FROM staff WHERE id = $1", kColumns};
constexpr Statement kAll{"staff_all", "SELECT $columns FROM staff ORDER BY username", kColumns};
constexpr Statement kByUsername{"staff_by_username", R"(
    SELECT $columns, password_phc, password_pepper FROM staff WHERE username = $1)",
                                kColumns};
constexpr Statement kSetPassword{"staff_set_password", R"(
    UPDATE staff SET password_phc = $2, password_pepper = $3 WHERE id = $1)"};
constexpr Statement kDisable{"staff_disable", R"(
    UPDATE staff SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1)"};
constexpr Statement kEndSessions{"staff_end_sessions", R"(
    UPDATE staff_session SET ended_at = $2 WHERE staff_id = $1 AND ended_at IS NULL)"};
constexpr Statement kAddSession{"staff_session_add", R"(
    INSERT INTO staff_session (token_hash, staff_id, kiosk_id, started_at, last_seen_at) VALUES ($1, $2, $3, $4, $4)
    RETURNING id)"};
constexpr Statement kFindSession{"staff_session_find", R"(
    SELECT id, staff_id, kiosk_id, started_at, last_seen_at FROM staff_session WHERE token_hash = $1 AND ended_at IS NULL)"};
constexpr Statement kTouchSession{"staff_session_touch", R"(
    UPDATE staff_session SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1)"};
constexpr Statement kEndSession{"staff_session_end", R"(
    UPDATE staff_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL)"};
constexpr Statement kForgetSessions{"staff_session_forget", R"(
    DELETE FROM staff_session WHERE id IN (
        SELECT id FROM staff_session WHERE ended_at < $1 OR started_at < $2 LIMIT $3 FOR UPDATE SKIP LOCKED))"};

domain::StaffMember member_of(const Row& row)
{
    return {row.integer("id"), row.text("username"), row.text("display_name"), enum_of(kRoles, row.text("role")),
            row.optional_instant("disabled_at")};
}
} // namespace

std::optional<domain::StaffId> StaffStore::add(std::string_view username, std::string_view display_name, Role role,
                                               const domain::PasswordHash& password, Instant now)
{
    const auto row =
        work_.row(kAdd, {username, display_name, word_of(kRoles, role), password.phc, password.pepper, now});
    return row ? std::optional{row->integer("id")} : std::nullopt;
}

std::optional<domain::StaffMember> StaffStore::find(domain::StaffId id)
{
    const auto row = work_.row(kFind, {id});
    return row ? std::optional{member_of(*row)} : std::nullopt;
}

std::vector<domain::StaffMember> StaffStore::all()
{
    std::vector<domain::StaffMember> everybody;
    for (const auto& row : work_.rows(kAll))
        everybody.push_back(member_of(row));
    return everybody;
}

std::optional<domain::StaffCredentials> StaffStore::credentials(std::string_view username)
{
    const auto row = work_.row(kByUsername, {username});
    if (!row) return std::nullopt;
    return domain::StaffCredentials{member_of(*row), {row->text("password_phc"), row->text("password_pepper")}};
}

void StaffStore::set_password(domain::StaffId id, const domain::PasswordHash& password)
{
    work_.run(kSetPassword, {id, password.phc, password.pepper});
}

void StaffStore::disable(domain::StaffId id, Instant now)
{
    work_.run(kDisable, {id, now});
    work_.run(kEndSessions, {id, now});
}

std::int64_t StaffStore::add_session(const Bytes& token_hash, domain::StaffId staff,
                                     std::optional<domain::KioskNumber> kiosk, Instant now)
{
    return work_.one(kAddSession, {token_hash, staff, kiosk, now}).integer("id");
}

std::optional<domain::StaffSessionRow> StaffStore::find_session(const Bytes& token_hash)
{
    const auto row = work_.row(kFindSession, {token_hash});
    if (!row) return std::nullopt;
    return domain::StaffSessionRow{row->integer("id"), row->integer("staff_id"), row->optional_integer("kiosk_id"),
                                   row->instant("started_at"), row->instant("last_seen_at")};
}

void StaffStore::touch_session(std::int64_t id, Instant now)
{
    work_.run(kTouchSession, {id, now});
}

void StaffStore::end_session(std::int64_t id, Instant now)
{
    work_.run(kEndSession, {id, now});
}

std::size_t StaffStore::forget_sessions(Instant ended_before, Instant started_before, unsigned most)
{
    return work_.run(kForgetSessions, {ended_before, started_before, most});
}
} // namespace db
