#include "db/change_store.hpp"

namespace db {
namespace {
constexpr Statement kCounter{"change_counter", "SELECT value, trust_changed FROM change_counter"};
constexpr Statement kAdvance{"change_advance", "UPDATE change_counter SET value = value + 1 RETURNING value"};
constexpr Statement kAdvanceTrust{"change_advance_trust", R"(
    UPDATE change_counter SET value = value + 1, trust_changed = value + 1)"};
constexpr Statement kPolicyBefore{"change_policy_before", R"(
    SELECT changed, body FROM policy WHERE changed < $1 ORDER BY changed DESC LIMIT 1)"};
constexpr Statement kPutPolicy{"change_put_policy", "INSERT INTO policy (changed, body, put_at) VALUES ($1, $2, $3)"};
constexpr Statement kLockTrust{"change_lock_trust", "SELECT trust_changed FROM change_counter FOR UPDATE"};
constexpr Statement kTrustFiles{"change_trust_files", "SELECT name, content FROM trust_file ORDER BY name"};
constexpr Statement kClearTrust{"change_clear_trust", "DELETE FROM trust_file"};
constexpr Statement kPutTrust{"change_put_trust", R"(
    INSERT INTO trust_file (name, content, put_at) VALUES ($1, $2, $3))"};
} // namespace

std::uint64_t ChangeStore::cursor()
{
    return static_cast<std::uint64_t>(work_.one(kCounter).integer("value"));
}

std::optional<domain::ChangeStore::PolicyRow> ChangeStore::policy_before(std::uint64_t changed)
{
    const auto row = work_.row(kPolicyBefore, {changed});
    if (!row) return std::nullopt;
    return PolicyRow{static_cast<std::uint64_t>(row->integer("changed")), row->text("body")};
}

void ChangeStore::put_policy(std::string_view json, Instant now)
{
    work_.run(kPutPolicy, {work_.one(kAdvance).integer("value"), json, now});
}

std::uint64_t ChangeStore::trust_changed()
{
    return static_cast<std::uint64_t>(work_.one(kCounter).integer("trust_changed"));
}

void ChangeStore::lock_trust()
{
    work_.one(kLockTrust);
}

domain::TrustFiles ChangeStore::trust_files()
{
    domain::TrustFiles files;
    for (const auto& row : work_.rows(kTrustFiles))
        files.push_back({row.text("name"), row.bytes("content")});
    return files;
}

void ChangeStore::put_trust_files(const domain::TrustFiles& files, Instant now)
{
    work_.run(kAdvanceTrust);
    work_.run(kClearTrust);
    for (const auto& file : files)
        work_.run(kPutTrust, {file.name, file.content, now});
}
} // namespace db
