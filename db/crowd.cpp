#include "db/crowd.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "db/message_words.hpp"
#include "db/pqxx_compat.hpp"
#include "db/words.hpp"
#include "portal/domain/personal_number.hpp"

namespace db {
using portal::domain::DatabaseUnavailable;
using portal::domain::Fault;

namespace {
constexpr std::int64_t kRowsOfTransaction = 20'000;
const std::vector<std::string> kAccountColumns{
    "username", "password_phc", "password_pepper", "given_name",    "fathers_name",      "family_name",
    "email",    "phone",        "language",        "registered_at", "email_confirmed_at"};
const std::vector<std::string> kNumberColumns{"account_id", "kind",     "number",    "number_key",
                                              "hash",       "hash_key", "claimed_at"};
const std::vector<std::string> kEventColumns{"kind", "happened_at", "actor_kind", "actor_id", "account_id"};
const std::vector<std::string> kMailColumns{"kind",   "language",      "account_id", "content_key", "queued_at",
                                            "due_at", "useless_after", "lane",       "sent_at"};

std::string username_of(std::int64_t member)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "crowd-%08lld", static_cast<long long>(member));
    return text.data();
}

/// A valid ЕГН that no other of the first fifteen million members has.
contract::PersonalNumber number_of(std::int64_t member)
{
    using namespace std::chrono;
    constexpr std::int64_t kDays = 15'000;
    const year_month_day born{sys_days{1950y / January / 1} + days{member % kDays}};
    std::array<char, 16> nine{};
    std::snprintf(nine.data(), nine.size(), "%02d%02u%02u%03lld", static_cast<int>(born.year()) % 100,
                  static_cast<unsigned>(born.month()), static_cast<unsigned>(born.day()),
                  static_cast<long long>(member / kDays % 1000));
    for (char last = '0'; last <= '9'; ++last) {
        const auto parsed =
            contract::parse_personal_number(contract::PersonalNumberKind::egn, std::string{nine.data()} + last);
        if (const auto* number = std::get_if<contract::PersonalNumber>(&parsed)) return *number;
    }
    throw std::logic_error{"no check digit fits"};
}

std::string hex(const domain::Bytes& bytes)
{
    return "\\x" + contract::to_hex(bytes);
}

void add_accounts(pqxx::work& work, const Crowd& crowd, std::int64_t from, std::int64_t to)
{
    auto stream = pqxx_compat::copy_into(work, "account", kAccountColumns);
    const auto when = contract::to_rfc3339(crowd.registered);
    for (auto member = from; member < to; ++member) {
        const auto username = username_of(member);
        stream << std::array<std::string, 11>{username,
                                              crowd.password.phc,
                                              crowd.password.pepper,
                                              "Мария",
                                              "Петрова",
                                              "Иванова",
                                              username + "@example.com",
                                              "",
                                              "bg",
                                              when,
                                              when};
    }
    stream.complete();
}

/// The accounts that this transaction added, in the order of their members.
std::vector<domain::AccountId> added_after(pqxx::work& work, std::int64_t last)
{
    std::vector<domain::AccountId> ids;
    for (const auto& row : work.exec("SELECT id FROM account WHERE id > " + std::to_string(last) +
                                     " AND username LIKE 'crowd-%' ORDER BY username"))
        ids.push_back(row[0].as<domain::AccountId>());
    return ids;
}

void add_numbers(pqxx::work& work, const domain::PortalKeys& keys, const Crowd& crowd, std::int64_t from,
                 const std::vector<domain::AccountId>& ids)
{
    auto stream = pqxx_compat::copy_into(work, "personal_number", kNumberColumns);
    const auto when = contract::to_rfc3339(crowd.registered);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto row = domain::protect_number(keys, ids[i], number_of(from + static_cast<std::int64_t>(i)));
        stream << std::array<std::string, 7>{
            std::to_string(ids[i]), "egn", hex(row.number.bytes), row.number.key, hex(row.hash.bytes),
            row.hash.key,           when};
    }
    stream.complete();
}

/// What every account has behind it: it was registered and its address confirmed, by a letter that left.
void add_history(pqxx::work& work, const Crowd& crowd, const std::vector<domain::AccountId>& ids)
{
    const auto when = contract::to_rfc3339(crowd.registered);
    auto events = pqxx_compat::copy_into(work, "audit_event", kEventColumns);
    for (const auto id : ids)
        for (const auto* kind : {"account.registered", "email.confirmed"})
            events << std::array<std::string, 5>{kind, when, "citizen", std::to_string(id), std::to_string(id)};
    events.complete();
    constexpr auto kLetter = domain::MailKind::confirm_email;
    const auto lane = std::to_string(static_cast<int>(domain::lane_of(kLetter)));
    auto letters = pqxx_compat::copy_into(work, "mail", kMailColumns);
    for (const auto id : ids)
        letters << std::array<std::string, 9>{
            word_of(kMailKinds, kLetter), "bg", std::to_string(id), "none", when, when, when, lane, when};
    letters.complete();
}

std::int64_t last_account(pqxx::work& work)
{
    return work.exec("SELECT coalesce(max(id), 0) FROM account")[0][0].as<std::int64_t>();
}

template <class Act>
auto with_connection(const std::string& connection_text, Act act)
{
    try {
        pqxx::connection connection{connection_text};
        pqxx_compat::forbid_reconnecting(connection);
        pqxx_compat::forbid_details(connection);
        return act(connection);
    } catch (const pqxx::broken_connection& error) {
        throw DatabaseUnavailable{error.what()};
    } catch (const pqxx::failure& error) {
        throw Fault{error.what()};
    }
}
} // namespace

void add_crowd(const std::string& connection_text, const domain::PortalKeys& keys, const Crowd& crowd)
{
    with_connection(connection_text, [&](pqxx::connection& connection) {
        const auto end = crowd.first + crowd.count;
        for (auto from = crowd.first; from < end; from += kRowsOfTransaction) {
            const auto to = std::min(end, from + kRowsOfTransaction);
            pqxx::work work{connection};
            const auto last = last_account(work);
            add_accounts(work, crowd, from, to);
            const auto ids = added_after(work, last);
            add_numbers(work, keys, crowd, from, ids);
            add_history(work, crowd, ids);
            work.commit();
        }
    });
}

std::int64_t last_of_crowd(const std::string& connection_text)
{
    return with_connection(connection_text, [](pqxx::connection& connection) {
        pqxx::work work{connection};
        const auto rows = work.exec("SELECT max(username) FROM account WHERE username LIKE 'crowd-________'");
        if (rows[0][0].is_null()) return std::int64_t{0};
        return static_cast<std::int64_t>(std::stoll(rows[0][0].as<std::string>().substr(6)));
    });
}
} // namespace db
