#include "kiosk/outbox/sqlite_outbox.hpp"

#include <algorithm>

#include "kiosk/outbox/sqlite.hpp"

namespace kiosk::outbox {
namespace contract = portal::contract;
using contract::Bytes;
using contract::ByteView;

namespace {
constexpr std::int64_t kSchema = 1;
constexpr std::string_view kBehindNote = "behind"; ///< there while the portal expects more than the outbox holds

/// `record`: one row a record; header, signatures and certificate are public to whoever may read the kiosk's chain, the
/// content is sealed to the portal. `chain` has one row, so that the head outlives the records that are forgotten.
constexpr const char* kSchema1 = R"sql(
CREATE TABLE record (
    number            INTEGER PRIMARY KEY,
    header            BLOB NOT NULL,
    sealed            BLOB NOT NULL,
    kiosk_signature   BLOB NOT NULL,
    clerk_signature   BLOB NOT NULL,
    clerk_certificate BLOB NOT NULL,
    kind              INTEGER NOT NULL,
    recorded          INTEGER NOT NULL
) STRICT;
CREATE TABLE receipt (
    number      INTEGER PRIMARY KEY REFERENCES record (number) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    outcome     INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    received    INTEGER NOT NULL,
    key         TEXT NOT NULL,
    signature   BLOB NOT NULL
) STRICT;
CREATE TABLE chain (
    only           INTEGER PRIMARY KEY CHECK (only = 1),
    next_number    INTEGER NOT NULL,
    previous       BLOB NOT NULL,
    newest_receipt TEXT NOT NULL
) STRICT;
CREATE TABLE note (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;
INSERT INTO chain VALUES (1, 1, zeroblob(32), '');
PRAGMA user_version = 1;
)sql";

constexpr std::string_view kEnvelope =
    "SELECT header, sealed, kiosk_signature, clerk_signature, clerk_certificate FROM record ";

std::vector<contract::Envelope> envelopes(Statement rows)
{
    std::vector<contract::Envelope> result;
    while (rows.step())
        result.push_back({rows.bytes(0), rows.bytes(1), rows.bytes(2), rows.bytes(3), rows.bytes(4)});
    return result;
}

std::int64_t seconds(contract::Instant when)
{
    return when.time_since_epoch().count();
}

contract::Hash hash_of(const Bytes& bytes)
{
    contract::Hash hash{};
    if (bytes.size() != hash.size()) throw OutboxFailed{"chain: a hash of the wrong length"};
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}
} // namespace

/// The open file, at the schema of this program.
class SqliteOutbox::Database : public Connection {
public:
    explicit Database(const std::filesystem::path& file) : Connection{file}
    {
        // Two programs on one outbox would fork the chain: the second one is refused.
        run("PRAGMA locking_mode = EXCLUSIVE");
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = FULL");
        run("PRAGMA foreign_keys = ON");
        constexpr std::int64_t kFull = 2;
        if (setting("synchronous").integer(0) != kFull || setting("journal_mode").text(0) != "wal")
            throw OutboxFailed{"SQLite does not write as durably as the outbox needs"};
        Transaction transaction{*this};
        Statement version = prepare("PRAGMA user_version");
        version.step();
        if (version.integer(0) > kSchema) throw OutboxFailed{"the outbox was made by a newer program"};
        if (version.integer(0) == 0) run(kSchema1);
        Statement check = prepare("PRAGMA quick_check(1)");
        check.step();
        if (check.text(0) != "ok") throw OutboxFailed{"the outbox is damaged: " + check.text(0)};
        transaction.commit();
    }

    Statement setting(const std::string& name)
    {
        Statement row = prepare("PRAGMA " + name);
        row.step();
        return row;
    }

    ChainHead head()
    {
        Statement row = prepare("SELECT next_number, previous, newest_receipt FROM chain");
        if (!row.step()) throw OutboxFailed{"chain: no head"};
        return {static_cast<std::uint64_t>(row.integer(0)), hash_of(row.bytes(1)), row.text(2)};
    }

    bool is_behind()
    {
        Statement row = std::move(prepare("SELECT 1 FROM note WHERE name = ?").bind(1, kBehindNote));
        return row.step();
    }
};

SqliteOutbox::SqliteOutbox(std::filesystem::path file) : file_{std::move(file)} {}

SqliteOutbox::~SqliteOutbox() = default;

/// After a fault the file is opened anew: what is in memory may not be what is on disk.
template <class Act>
auto SqliteOutbox::guarded(Act act)
{
    const std::lock_guard lock{mutex_};
    try {
        if (!database_) database_ = std::make_unique<Database>(file_);
        return act(*database_);
    } catch (const OutboxFailed&) {
        database_.reset();
        throw;
    }
}

ChainHead SqliteOutbox::head()
{
    return guarded([](Database& database) { return database.head(); });
}

void SqliteOutbox::portal_expects(std::uint64_t number)
{
    guarded([&](Database& database) {
        Transaction transaction{database};
        const bool behind = number > database.head().next_number;
        if (behind == database.is_behind()) return;
        if (behind)
            database.prepare("INSERT INTO note VALUES (?, x'01')").bind(1, kBehindNote).step();
        else
            database.prepare("DELETE FROM note WHERE name = ?").bind(1, kBehindNote).step();
        transaction.commit();
    });
}

bool SqliteOutbox::is_behind()
{
    return guarded([](Database& database) { return database.is_behind(); });
}

void SqliteOutbox::append(const contract::Envelope& record, RecordKind kind)
{
    const contract::RecordHeader header = contract::parse_header(record.header);
    guarded([&](Database& database) {
        Transaction transaction{database};
        if (database.is_behind()) throw OutboxBehind{"the outbox is an old copy, nothing is recorded in it"};
        const ChainHead head = database.head();
        if (header.number != head.next_number || header.previous != head.previous)
            throw std::logic_error{"record does not continue the chain"};
        database.prepare("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(1, static_cast<std::int64_t>(header.number))
            .bind(2, record.header)
            .bind(3, record.sealed)
            .bind(4, record.kiosk_signature)
            .bind(5, record.clerk_signature)
            .bind(6, record.clerk_certificate)
            .bind(7, static_cast<std::int64_t>(kind))
            .bind(8, seconds(header.time))
            .step();
        const contract::Hash hash = contract::hash_of_header(record.header);
        database.prepare("UPDATE chain SET next_number = next_number + 1, previous = ?").bind(1, ByteView{hash}).step();
        transaction.commit();
    });
}

std::vector<contract::Envelope> SqliteOutbox::pending(std::size_t most)
{
    return guarded([&](Database& database) {
        return envelopes(
            std::move(database
                          .prepare(std::string{kEnvelope} +
                                   "WHERE number NOT IN (SELECT number FROM receipt) ORDER BY number LIMIT ?")
                          .bind(1, static_cast<std::int64_t>(most))));
    });
}

std::vector<contract::Envelope> SqliteOutbox::from(std::uint64_t number, std::size_t most)
{
    return guarded([&](Database& database) {
        return envelopes(
            std::move(database.prepare(std::string{kEnvelope} + "WHERE number >= ? ORDER BY number LIMIT ?")
                          .bind(1, static_cast<std::int64_t>(number))
                          .bind(2, static_cast<std::int64_t>(most))));
    });
}

unsigned SqliteOutbox::waiting()
{
    return guarded([](Database& database) {
        Statement row =
            database.prepare("SELECT count(*) FROM record WHERE number NOT IN (SELECT number FROM receipt)");
        row.step();
        return static_cast<unsigned>(row.integer(0));
    });
}

std::vector<WaitingDecision> SqliteOutbox::waiting_decisions(std::size_t most)
{
    return guarded([&](Database& database) {
        Statement rows = std::move(database
                                       .prepare("SELECT number, recorded, kind FROM record WHERE kind IN (?, ?) AND "
                                                "number NOT IN (SELECT number FROM receipt) "
                                                "ORDER BY number DESC LIMIT ?")
                                       .bind(1, static_cast<std::int64_t>(RecordKind::verification))
                                       .bind(2, static_cast<std::int64_t>(RecordKind::refusal))
                                       .bind(3, static_cast<std::int64_t>(most)));
        std::vector<WaitingDecision> waiting;
        while (rows.step())
            waiting.push_back({static_cast<std::uint64_t>(rows.integer(0)),
                               contract::Instant{std::chrono::seconds{rows.integer(1)}},
                               static_cast<RecordKind>(rows.integer(2))});
        return waiting;
    });
}

void SqliteOutbox::keep(const contract::Receipt& receipt)
{
    guarded([&](Database& database) {
        Transaction transaction{database};
        database.prepare("INSERT OR IGNORE INTO receipt VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(1, static_cast<std::int64_t>(receipt.number))
            .bind(2, receipt.id)
            .bind(3, static_cast<std::int64_t>(receipt.outcome))
            .bind(4, receipt.reason)
            .bind(5, seconds(receipt.received))
            .bind(6, receipt.key)
            .bind(7, receipt.signature)
            .step();
        if (database.changed_rows() != 0)
            database.prepare("UPDATE chain SET newest_receipt = ?").bind(1, receipt.id).step();
        transaction.commit();
    });
}

DayCounts SqliteOutbox::counts_since(contract::Instant since)
{
    return guarded([&](Database& database) {
        Statement rows = std::move(database
                                       .prepare("SELECT kind, count(*) FROM record LEFT JOIN receipt USING (number) "
                                                "WHERE recorded >= ? AND coalesce(outcome, ?) = ? GROUP BY kind")
                                       .bind(1, seconds(since))
                                       .bind(2, static_cast<std::int64_t>(contract::ReceiptOutcome::accepted))
                                       .bind(3, static_cast<std::int64_t>(contract::ReceiptOutcome::accepted)));
        DayCounts counts;
        while (rows.step()) {
            const auto count = static_cast<unsigned>(rows.integer(1));
            if (rows.integer(0) == static_cast<std::int64_t>(RecordKind::verification)) counts.verified = count;
            if (rows.integer(0) == static_cast<std::int64_t>(RecordKind::refusal)) counts.refused = count;
        }
        return counts;
    });
}

void SqliteOutbox::forget_received(contract::Instant before)
{
    guarded([&](Database& database) {
        database.prepare("DELETE FROM record WHERE number IN (SELECT number FROM receipt WHERE received < ?)")
            .bind(1, seconds(before))
            .step();
    });
}

void SqliteOutbox::remember(std::string_view name, ByteView value)
{
    guarded([&](Database& database) {
        database.prepare("INSERT INTO note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .bind(1, name)
            .bind(2, value)
            .step();
    });
}

std::optional<Bytes> SqliteOutbox::recall(std::string_view name)
{
    return guarded([&](Database& database) -> std::optional<Bytes> {
        Statement row = std::move(database.prepare("SELECT value FROM note WHERE name = ?").bind(1, name));
        if (!row.step()) return std::nullopt;
        return row.bytes(0);
    });
}
} // namespace kiosk::outbox
