#include "db/migrations.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "db/pqxx_compat.hpp"
#include "portal/contract/types.hpp"
#include "portal/domain/types.hpp"

namespace db {
namespace {
namespace contract = portal::contract;

constexpr auto kLock = "SELECT pg_advisory_lock(7161043)"; // any fixed number; freed when the connection ends
constexpr std::string_view kUndefinedRole = "42704";       // and other objects; PostgreSQL appendix A
constexpr auto kTable = R"(
    CREATE TABLE IF NOT EXISTS migration (
        number     integer PRIMARY KEY,
        name       text NOT NULL,
        sha256     text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
    ))";

struct File {
    int number{};
    std::string name;
    std::string sql;
    std::string sha256;
};

std::string read(const std::filesystem::path& path)
{
    std::ifstream stream{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream.good() && !stream.eof()) throw MigrationError{path.string() + ": cannot be read"};
    return text;
}

bool has_number(const std::string& name)
{
    return name.size() > 9 && name[4] == '_' &&
           std::all_of(name.begin(), name.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<File> files_in(const std::filesystem::path& folder)
{
    if (!std::filesystem::is_directory(folder)) throw MigrationError{folder.string() + ": no such folder"};
    std::map<int, File> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".sql") continue;
        const auto name = entry.path().filename().string();
        if (!has_number(name)) throw MigrationError{name + ": the name does not begin with four digits and _"};
        const auto sql = read(entry.path());
        const File file{std::stoi(name.substr(0, 4)), name, sql,
                        contract::to_hex(contract::sha256(contract::bytes_of(sql)))};
        if (const auto [other, added] = files.emplace(file.number, file); !added)
            throw MigrationError{name + ": " + other->second.name + " has the same number"};
    }
    std::vector<File> sorted;
    sorted.reserve(files.size());
    for (auto& [number, file] : files)
        sorted.push_back(std::move(file));
    return sorted;
}

/// Number → name and hash of what is applied.
std::map<int, std::pair<std::string, std::string>> applied(pqxx::connection& connection)
{
    pqxx::nontransaction work{connection};
    work.exec(kTable);
    std::map<int, std::pair<std::string, std::string>> done;
    for (const auto& row : work.exec("SELECT number, name, sha256 FROM migration"))
        done[row["number"].as<int>()] = {row["name"].as<std::string>(), row["sha256"].as<std::string>()};
    return done;
}

void check_history(const std::vector<File>& files, const std::map<int, std::pair<std::string, std::string>>& done)
{
    for (const auto& [number, known] : done) {
        const auto wanted = number;
        const auto file =
            std::find_if(files.begin(), files.end(), [&](const File& candidate) { return candidate.number == wanted; });
        if (file == files.end()) throw MigrationError{known.first + ": applied, but the file is missing"};
        if (file->sha256 != known.second)
            throw MigrationError{file->name + ": changed after it was applied; correct it with a new number"};
    }
}

void apply(pqxx::connection& connection, const File& file)
{
    try {
        pqxx::work work{connection};
        work.exec(file.sql);
        work.exec("INSERT INTO migration (number, name, sha256) VALUES (" + std::to_string(file.number) + ", " +
                  work.quote(file.name) + ", " + work.quote(file.sha256) + ")");
        work.commit();
    } catch (const pqxx::sql_error& error) {
        const bool about_roles =
            error.sqlstate() == kUndefinedRole || dynamic_cast<const pqxx::insufficient_privilege*>(&error);
        throw MigrationError{file.name + ": " + error.what() +
                             (about_roles
                                  ? "what roles there have to be, and who owns the tables: docs/operate.md, Another "
                                    "release"
                                  : "")};
    }
}
} // namespace

std::vector<std::string> migrate(const std::string& connection_text, const std::filesystem::path& folder)
{
    const auto files = files_in(folder);
    try {
        pqxx::connection connection{connection_text};
        pqxx_compat::forbid_reconnecting(connection);
        {
            pqxx::nontransaction work{connection};
            work.exec("SET client_min_messages TO warning");
            work.exec(kLock);
        }
        const auto done = applied(connection);
        check_history(files, done);
        std::vector<std::string> names;
        for (const auto& file : files) {
            if (done.contains(file.number)) continue;
            if (!done.empty() && file.number < done.rbegin()->first)
                throw MigrationError{file.name + ": a later migration is applied already"};
            apply(connection, file);
            names.push_back(file.name);
        }
        return names;
    } catch (const pqxx::broken_connection& error) {
        throw portal::domain::DatabaseUnavailable{error.what()};
    }
}
} // namespace db
