#include "portal/domain/counter_pass.hpp"

#include <algorithm>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono;
constexpr sys_days kFirstMonday = 2024y / January / 1;
constexpr std::uint16_t kWeeks = 1024; ///< from a key's number to that of the next in the same week; until August 2043
constexpr std::size_t kKeysOfWeek = 4; ///< that kiosks are told; they keep twelve

std::string text_of(const Bytes& bytes)
{
    return {bytes.begin(), bytes.end()};
}

std::string code_purpose(const contract::PassId& id)
{
    return "pass-code-" + contract::to_hex(id);
}

std::string key_purpose(std::uint16_t number)
{
    return "pass-epoch-" + std::to_string(number);
}

contract::PassId fresh_id()
{
    contract::PassId id{};
    const auto bytes = contract::random_bytes(id.size());
    std::copy(bytes.begin(), bytes.end(), id.begin());
    return id;
}

EpochKeyRow make_epoch(Transaction& transaction, const PortalKeys& keys, std::uint16_t number, Instant now)
{
    return transaction.epoch_keys().put_if_absent(
        {number, seal(keys.data, key_purpose(number), text_of(contract::random_bytes(32))), keys.pass_id}, now);
}

/// All keys of a week; the first is made where there is none yet.
std::vector<EpochKeyRow> epoch_rows(Transaction& transaction, const PortalKeys& keys, std::uint16_t week, Instant now)
{
    auto rows = transaction.epoch_keys().of_week(week, kWeeks);
    if (rows.empty()) rows.push_back(make_epoch(transaction, keys, week, now));
    return rows;
}

void renew_epoch(Transaction& transaction, const PortalKeys& keys, std::uint16_t week, Instant now)
{
    constexpr unsigned kLargest = 0xffff;
    const unsigned next = epoch_rows(transaction, keys, week, now).back().number + kWeeks;
    if (next <= kLargest) make_epoch(transaction, keys, static_cast<std::uint16_t>(next), now); // 63 in one week
}

/// Who signs the week's passes: a pass key that was rotated goes on to the week's end, since kiosks know one key a
/// week.
const contract::Ed25519Pair& signer_of(const PortalKeys& keys, const EpochKeyRow& row)
{
    if (row.signing.empty()) return keys.pass; // of the release before, which knew one key
    const auto* key = find_pass_key(keys, row.signing);
    if (!key) throw Fault{"passes are signed with the unknown key " + row.signing};
    return *key;
}

contract::PassEpochKey opened(const PortalKeys& keys, const EpochKeyRow& row)
{
    return {row.number, contract::bytes_of(unseal(keys, key_purpose(row.number), row.key)), signer_of(keys, row).open};
}

/// The QR of an open pass, under this week's key and with what the account holds now.
std::string qr_of(Transaction& transaction, const Context& context, const AccountRow& account,
                  const contract::PassId& id, Instant expires)
{
    const auto now = context.clock.now();
    const auto row = epoch_rows(transaction, context.keys, epoch_of(now), now).back();
    const auto epoch = opened(context.keys, row);
    contract::CounterPass pass{
        id, epoch.number, expires, {account.username, names_to_compare(transaction, account), std::nullopt}};
    if (const auto number = transaction.numbers().find(account.id))
        pass.content.number_hash =
            contract::pass_number_hash(epoch, id, open_number(context.keys, account.id, *number));
    return contract::seal_pass(pass, epoch, signer_of(context.keys, row).secret);
}

/// The last minute of its last day in Sofia, since pass and letters name the day alone. Kiosks open what was sealed
/// this week or in the one before, and weeks turn while it is night in Sofia: a pass of that Monday night ends on
/// Sunday.
Instant end_of_pass(Instant issued, const Rules& rules)
{
    const sys_days last = sofia_day(issued + rules.pass_life);
    const auto opened_before = kFirstMonday + weeks{epoch_of(issued) + 2};
    const auto end = contract::end_of_sofia_day(last);
    return end < opened_before ? end : contract::end_of_sofia_day(last - days{1});
}

/// A pass with a code that nobody else's open or old pass has.
IssuedPass replace_pass(Transaction& transaction, const Context& context, AccountId account)
{
    const auto now = context.clock.now();
    while (true) {
        const auto id = fresh_id();
        const auto code = contract::make_pass_code();
        const NewPass pass{id,
                           account,
                           seal(context.keys.data, code_purpose(id), code),
                           keyed_hash(context.keys.lookup, "pass-code", code),
                           now,
                           end_of_pass(now, context.rules)};
        if (transaction.passes().replace(pass)) return {id, code, {}, pass.issued, pass.expires};
    }
}
} // namespace

std::uint16_t epoch_of(Instant when)
{
    return static_cast<std::uint16_t>(floor<weeks>(when - kFirstMonday).count());
}

contract::PassEpochKey epoch_key(Transaction& transaction, const PortalKeys& keys, std::uint16_t week, Instant now)
{
    return opened(keys, epoch_rows(transaction, keys, week, now).back());
}

std::vector<contract::PassEpochKey> epoch_keys(Transaction& transaction, const PortalKeys& keys, std::uint16_t week,
                                               Instant now)
{
    auto rows = epoch_rows(transaction, keys, week, now);
    if (rows.size() > kKeysOfWeek) rows.erase(rows.begin(), rows.end() - kKeysOfWeek);
    std::vector<contract::PassEpochKey> all;
    all.reserve(rows.size());
    for (const auto& row : rows)
        all.push_back(opened(keys, row));
    return all;
}

void renew_epoch_keys(Transaction& transaction, const PortalKeys& keys, Instant now)
{
    const auto week = epoch_of(now);
    renew_epoch(transaction, keys, week, now);
    renew_epoch(transaction, keys, static_cast<std::uint16_t>(week + 1), now); // kiosks have next week's, too
}

std::variant<IssuedPass, PassIssueRefusal, TooMany> issue_pass(const Context& context, AccountId id)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().lock(id);
    if (!account || is_shut(*account)) return PassIssueRefusal::closed;
    if (!account->email_confirmed) return PassIssueRefusal::email_unconfirmed;
    // Under the account's lock, and undone with the rest where it is one too many.
    if (const auto wait =
            count_try(*transaction, context, "pass", std::to_string(id), context.rules.passes_per_account))
        return *wait;
    auto issued = replace_pass(*transaction, context, id);
    issued.qr_digits = qr_of(*transaction, context, *account, issued.id, issued.expires);
    note_own_act(*transaction, "pass.issued", id, now);
    transaction->commit();
    return issued;
}

std::optional<IssuedPass> current_pass(const Context& context, AccountId id)
{
    const auto transaction = context.database.begin();
    const auto account = transaction->accounts().find(id);
    const auto row = transaction->passes().open_of(id);
    if (!account || is_shut(*account) || !row || row->expires <= context.clock.now()) return std::nullopt;
    IssuedPass pass{row->id, unseal(context.keys, code_purpose(row->id), row->code),
                    qr_of(*transaction, context, *account, row->id, row->expires), row->issued, row->expires};
    transaction->commit(); // the week's key, where this was the first to need it
    return pass;
}
} // namespace portal::domain
