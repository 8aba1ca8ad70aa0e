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

/// What stands under the account, a row at a time.
class OwnRows {
public:
    OwnRows(Transaction& transaction, const Context& context, AccountId account)
        : transaction_{transaction}, context_{context}, account_{account}
    {
    }

    std::vector<std::string> tables() const { return transaction_.own_data().tables(); }
    std::vector<LeftOut> left_out() const { return transaction_.own_data().left_out(); }
    template <class Each>
    void read(const std::string& table, Each each) const
    {
        transaction_.own_data().read(table, account_, [&](const std::string& stored) {
            auto row = tidy(stored);
            if (table == "personal_number") add_number(row);
            each(row);
        });
    }

private:
    /// The number is opened for its owner alone.
    void add_number(ordered_json& row) const
    {
        if (const auto number = transaction_.numbers().find(account_))
            row["number"] = open_number(context_.keys, account_, *number).digits;
    }

    Transaction& transaction_;
    const Context& context_;
    AccountId account_;
};

std::vector<std::pair<std::string, std::string>> fields_of(const ordered_json& row)
{
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& [column, value] : row.items())
        fields.emplace_back(column, as_text(value));
    return fields;
}

OwnPage newest_of(const OwnRows& own, Instant /*now*/)
{
    OwnPage page;
    for (const auto& name : own.tables()) {
        auto& table = page.tables.emplace_back();
        table.name = name;
        own.read(name, [&table](const ordered_json& row) {
            table.rows.push_back(fields_of(row));
            if (table.rows.size() <= kMostShown) return;
            table.rows.pop_front();
            ++table.older;
        });
    }
    return page;
}

/// A line for each row.
OwnFile file_of(const OwnRows& own, Instant now)
{
    OwnFile file;
    auto& json = file.json;
    json = R"({"format": "gishe-own-data", "version": 1, "made": ")" + contract::to_rfc3339(now) + "\"";
    const auto list = [&json](const std::string& name, const auto& write_rows) {
        json += ",\n\"" + name + "\": [";
        const char* before = "\n  ";
        write_rows([&](const ordered_json& row) {
            json += before + row.dump();
            before = ",\n  ";
        });
        json += "]";
    };
    for (const auto& name : own.tables())
        list(name, [&](const auto& write) { own.read(name, write); });
    list("left_out", [&](const auto& write) {
        for (const auto& [table, column, why] : own.left_out())
            write(ordered_json{{"table", table}, {"column", column}, {"why", why}});
    });
    json += "}\n";
    return file;
}

template <class Given>
OwnDataAnswer<Given> give(const Context& context, const Account& account, const OwnerProof& proof,
                          Given (*made_of)(const OwnRows&, Instant))
{
    if (account.pause) return AccountPaused{};
    using Answer = OwnDataAnswer<Given>;
    auto begun = begin_as_owner<Answer>(context, account, proof);
    if (auto* no = std::get_if<Answer>(&begun)) return std::move(*no);
    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto now = context.clock.now();
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    auto own = made_of(OwnRows{*transaction, context, account.id}, now);
    queue_security_mail(*transaction, context, MailKind::data_exported, *row);
    note_own_act(*transaction, "data.exported", account.id, now);
    transaction->commit();
    return own;
}
} // namespace

OwnDataAnswer<OwnPage> show_own_data(const Context& context, const Account& account, const OwnerProof& proof)
{
    return give<OwnPage>(context, account, proof, newest_of);
}

OwnDataAnswer<OwnFile> take_own_data(const Context& context, const Account& account, const OwnerProof& proof)
{
    return give<OwnFile>(context, account, proof, file_of);
}
} // namespace portal::domain
