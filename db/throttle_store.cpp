#include "db/throttle_store.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"throttle_add", R"(
    INSERT INTO throttle (what, what_key, tries, window_ends) VALUES ($1, $2, 1, $4)
    ON CONFLICT (what, what_key) DO UPDATE
        SET tries = CASE WHEN throttle.window_ends <= $3 THEN 1 ELSE throttle.tries + 1 END,
            window_ends = CASE WHEN throttle.window_ends <= $3 THEN $4 ELSE throttle.window_ends END
    RETURNING tries, window_ends)"};
constexpr Statement kCurrent{"throttle_current", R"(
    SELECT tries, window_ends FROM throttle WHERE what = $1 AND what_key = $2 AND window_ends > $3)"};
constexpr Statement kForget{"throttle_forget", "DELETE FROM throttle WHERE what = $1 AND what_key = $2"};
constexpr Statement kTakeBack{"throttle_take_back", R"(
    UPDATE throttle SET tries = tries - 1 WHERE what = $1 AND what_key = $2 AND window_ends > $3 AND tries > 0)"};
constexpr Statement kForgetEnded{"throttle_forget_ended", R"(
    DELETE FROM throttle WHERE (what, what_key) IN (
        SELECT what, what_key FROM throttle WHERE window_ends <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED))"};

domain::Tries tries_of(const Row& row)
{
    return {static_cast<unsigned>(row.integer("tries")), row.instant("window_ends")};
}
} // namespace

domain::Tries ThrottleStore::add(const domain::KeyedHash& what, Instant now, std::chrono::seconds window)
{
    return tries_of(work_.one(kAdd, {what.bytes, what.key, now, now + window}));
}

domain::Tries ThrottleStore::current(const domain::KeyedHash& what, Instant now)
{
    const auto row = work_.row(kCurrent, {what.bytes, what.key, now});
    return row ? tries_of(*row) : domain::Tries{0, now};
}

void ThrottleStore::take_back(const domain::KeyedHash& what, Instant now)
{
    work_.run(kTakeBack, {what.bytes, what.key, now});
}

void ThrottleStore::forget(const domain::KeyedHash& what)
{
    work_.run(kForget, {what.bytes, what.key});
}

std::size_t ThrottleStore::forget_ended(Instant now, unsigned most)
{
    return work_.run(kForgetEnded, {now, most});
}
} // namespace db
