#include "portal/domain/own_data.hpp"

#include <nlohmann/json.hpp>

#include "portal/domain/database.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
using nlohmann::ordered_json;

/// PostgreSQL writes `2026-11-18T12:00:00+00:00`, with a fraction where there is one.
std::string tidy_time(const std::string& text)
{
    constexpr std::size_t kToSeconds = 19;
    return text.size() > kToSeconds ? text.substr(0, kToSeconds) + "Z" : text;
}

/// A row as it is given out: without what is empty, times as everywhere, details as an object.
ordered_json tidy(const std::string& stored)
{
    const auto row = ordered_json::parse(stored);
    auto kept = ordered_json::object();
    for (const auto& [name, value] : row.items()) {
        if (value.is_null() || (value.is_string() && value.get<std::string>().empty())) continue;
        if ((name.ends_with("_at") || name.ends_with("_time")) && value.is_string())
            kept[name] = tidy_time(value.get<std::string>());
        else if (name == "details" && value.is_string())
            kept[name] = ordered_json::parse(value.get<std::string>());
        else
            kept[name] = value;
    }
    return kept;
}

std::string as_text(const ordered_json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// The number is opened for its owner alone.
void add_number(ordered_json& rows, const Context& context, AccountId account, const std::optional<NumberRow>& number)
{
    if (number && !rows.empty()) rows.front()["number"] = open_number(context.keys, account, *number).digits;
}

OwnTable table_of(const std::string& name, const ordered_json& rows)
{
    OwnTable table{name, {}};
    for (const auto& row : rows) {
        auto& fields = table.rows.emplace_back();
        for (const auto& [column, value] : row.items())
            fields.emplace_back(column, as_text(value));
    }
    return table;
}

OwnData read_own_data(Transaction& transaction, const Context& context, AccountId account)
{
    OwnData data;
    ordered_json all{{"format", "gishe-own-data"}, {"version", 1}, {"made", contract::to_rfc3339(context.clock.now())}};
    for (const auto& stored : transaction.own_data().read(account)) {
        auto rows = ordered_json::array();
        for (const auto& row : stored.rows)
            rows.push_back(tidy(row));
        if (stored.name == "personal_number") add_number(rows, context, account, transaction.numbers().find(account));
        data.tables.push_back(table_of(stored.name, rows));
        all[stored.name] = std::move(rows);
    }
    auto& left_out = all["left_out"] = ordered_json::array();
    for (const auto& [table, column, why] : transaction.own_data().left_out())
        left_out.push_back({{"table", table}, {"column", column}, {"why", why}});
    data.json = all.dump(2) + "\n";
    return data;
}
} // namespace

OwnDataAnswer take_own_data(const Context& context, const Account& account, const PasswordGiven& given)
{
    if (account.pause) return AccountPaused{};
    if (const auto no = refused_password<OwnDataAnswer>(context, account, given)) return *no;
    const auto transaction = context.database.begin();
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    auto data = read_own_data(*transaction, context, account.id);
    queue_security_mail(*transaction, context, MailKind::data_exported, *row);
    note_own_act(*transaction, "data.exported", account.id, context.clock.now());
    transaction->commit();
    return data;
}
} // namespace portal::domain
