#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/connection.hpp"
#include "hardware/bytes.hpp"
#include "tests/support/test_database.hpp"

/// gishectl as its user meets it.
namespace tests {
/// How a run ended.
struct Answer {
    int code{};
    std::string out;
    std::string errors;
};

inline std::string read(const std::filesystem::path& path)
{
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

/// An operator with an empty database and a configuration.
struct Operator {
    TestDatabase database;
    std::filesystem::path folder{std::filesystem::temp_directory_path() / ("gishectl-" + std::to_string(::getpid()))};

    bool is_demo = true; ///< as the configuration says from the next `configure` on

    Operator()
    {
        std::filesystem::create_directories(folder);
        configure("");
    }
    ~Operator() { std::filesystem::remove_all(folder); }

    void configure(const std::string& more)
    {
        std::ofstream{folder / "portal.toml"} << "[database]\nconnection = \"" << database.connection()
                                              << "\"\nowner_connection = \"" << database.owner_connection()
                                              << "\"\nmigrations = \"" GISHE_MIGRATIONS "\"\n"
                                              << more
                                              << "\n[keys]\nfolder = \"keys\"\n"
                                                 "[http]\npublic_url = \"https://localhost\"\ntemplates = \"t\"\n"
                                                 "static = \"s\"\nlocale = \"l\"\n"
                                                 "[http.citizens]\nsocket = \"c\"\n[http.kiosks]\nsocket = \"k\"\n"
                                                 "[http.staff]\nsocket = \"s\"\n"
                                                 "[mail]\nsmtp_url = \"smtp://localhost\"\nfrom = \"x@example.bg\"\n"
                                                 "[passwords]\nmemory_kib = 8\npasses = 1\n[demo]\npeople = "
                                              << (is_demo ? "true" : "false") << "\n";
    }

    /// A file in the folder; answers its path as a word of a command.
    std::string write(const std::string& name, const hardware::Bytes& bytes)
    {
        std::ofstream{folder / name, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                             static_cast<std::streamsize>(bytes.size()));
        return "'" + (folder / name).string() + "'";
    }

    Answer run(const std::string& words, const std::string& input = "")
    {
        std::ofstream{folder / "in"} << input;
        const auto command = std::string{GISHECTL} + " --config '" + (folder / "portal.toml").string() + "' " + words +
                             " <'" + (folder / "in").string() + "' >'" + (folder / "out").string() + "' 2>'" +
                             (folder / "err").string() + "'";
        std::FILE* silent = popen(command.c_str(), "r");
        REQUIRE(silent);
        const int status = pclose(silent);
        return {WEXITSTATUS(status), read(folder / "out"), read(folder / "err")};
    }

    /// A trust file in the database, as if an earlier version had taken it.
    void store(const std::string& name, const hardware::Bytes& bytes)
    {
        const auto sql = "INSERT INTO trust_file (name, content, put_at) VALUES ('" + name + "', decode('" +
                         hardware::to_hex(bytes) + "', 'hex'), now())";
        db::Connection connection{database.connection()};
        db::Connection::Transaction transaction{connection};
        connection.run({"store", sql.c_str()});
        transaction.commit();
    }

    void admit_connections(bool admitted)
    {
        const auto sql = "ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS " + (admitted ? "true" : "false");
        db::Connection connection{TestDatabase::superuser_connection()};
        db::Connection::Transaction transaction{connection};
        connection.run({"admit", sql.c_str()});
        transaction.commit();
    }

    void set_up()
    {
        REQUIRE(run("keys init").code == 0);
        REQUIRE(run("migrate").code == 0);
    }
};
} // namespace tests
