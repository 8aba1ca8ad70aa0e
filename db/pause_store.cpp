#include "db/pause_store.hpp"

namespace db {
namespace {
using domain::PauseEnd;
constexpr std::array<std::pair<PauseEnd, const char*>, 5> kEnds{{{PauseEnd::counter, "counter"},
                                                                 {PauseEnd::second_factor, "second_factor"},
                                                                 {PauseEnd::signature, "signature"},
                                                                 {PauseEnd::time, "time"},
                                                                 {PauseEnd::supervisor, "supervisor"}}};

constexpr Statement kBegin{"pause_begin", R"(
    INSERT INTO account_pause (account_id, reason, begun_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)"};
constexpr Statement kRenew{"pause_renew", R"(
    UPDATE account_pause SET begun_at = greatest(begun_at, $3)
    WHERE account_id = $1 AND reason = $2 AND ended_at IS NULL)"};
constexpr Statement kEnd{"pause_end", R"(
    UPDATE account_pause SET ended_at = $4, ended_by = $3
    WHERE account_id = $1 AND reason = $2 AND ended_at IS NULL AND begun_at <= $4)"};
constexpr Statement kBegunBy{"pause_begun_by", R"(
    SELECT account_id FROM account_pause WHERE reason = $1 AND ended_at IS NULL AND begun_at <= $2 LIMIT $3)"};
constexpr Statement kOfAccount{"pause_of_account", R"(
    SELECT reason, begun_at FROM account_pause WHERE account_id = $1 AND ended_at IS NULL
    ORDER BY pause_gravity(reason) DESC LIMIT 1)"};
constexpr Statement kOpenSince{"pause_open_since", R"(
    SELECT begun_at FROM account_pause WHERE account_id = $1 AND reason = $2 AND ended_at IS NULL)"};
} // namespace

bool PauseStore::begin(domain::AccountId account, domain::PauseReason reason, Instant now)
{
    return work_.run(kBegin, {account, word_of(kPauseReasons, reason), now}) == 1;
}

void PauseStore::renew(domain::AccountId account, domain::PauseReason reason, Instant now)
{
    work_.run(kRenew, {account, word_of(kPauseReasons, reason), now});
}

bool PauseStore::end(domain::AccountId account, domain::PauseReason reason, PauseEnd by, Instant when)
{
    return work_.run(kEnd, {account, word_of(kPauseReasons, reason), word_of(kEnds, by), when}) == 1;
}

std::vector<domain::AccountId> PauseStore::begun_by(domain::PauseReason reason, Instant then, unsigned most)
{
    std::vector<domain::AccountId> accounts;
    for (const auto& row : work_.rows(kBegunBy, {word_of(kPauseReasons, reason), then, most}))
        accounts.push_back(row.integer("account_id"));
    return accounts;
}

std::optional<domain::Pause> PauseStore::of_account(domain::AccountId account)
{
    const auto row = work_.row(kOfAccount, {account});
    if (!row) return std::nullopt;
    return domain::Pause{enum_of(kPauseReasons, row->text("reason")), row->instant("begun_at")};
}

std::optional<Instant> PauseStore::open_since(domain::AccountId account, domain::PauseReason reason)
{
    const auto row = work_.row(kOpenSince, {account, word_of(kPauseReasons, reason)});
    return row ? std::optional{row->instant("begun_at")} : std::nullopt;
}
} // namespace db
