#include "tests/portal/gishectl/operator.hpp"

#include <array>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using nlohmann::json;
using tests::Operator;
using tests::read;

TEST_CASE_FIXTURE(Operator, "every command explains itself")
{
    for (const auto* command : {"",
                                "migrate",
                                "keys init",
                                "keys rotate",
                                "staff add",
                                "staff list",
                                "staff disable",
                                "accounts sign-out",
                                "accounts reset-password",
                                "accounts remove-second-factor",
                                "kiosk code",
                                "kiosk list",
                                "kiosk revoke",
                                "trust load",
                                "trust import",
                                "trust list",
                                "trust remove",
                                "policy show",
                                "policy load",
                                "demo seed"}) {
        const auto answer = run(std::string{command} + " --help");
        CHECK(answer.code == 0);
        CHECK(answer.out.find("Usage") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(Operator, "migrations run once and say which")
{
    const auto first = run("migrate --json");
    CHECK(first.code == 0);
    CHECK(json::parse(first.out)["applied"][0] == "0001_account.sql");
    CHECK(json::parse(run("migrate --json").out)["applied"].empty());
}

TEST_CASE_FIXTURE(Operator, "keys are made once")
{
    CHECK(run("keys init").code == 0);
    const auto second = run("keys init");
    CHECK(second.code == 1);
    CHECK(second.errors.find("never overwritten") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a rotated key leaves the one before in the folder")
{
    set_up();
    const auto before = read(folder / "keys/sealing.key");
    const auto answer = run("keys rotate sealing --json");
    CHECK(answer.code == 0);
    CHECK(read(folder / "keys/sealing.key").starts_with(json::parse(answer.out)["id"].get<std::string>()));
    CHECK(read(folder / "keys" / (before.substr(0, before.find(' ')) + ".key")) == before);
    CHECK(run("keys rotate lookup").code != 0);
    CHECK(run("staff add stoilova --name С --role clerk").code == 0);
}

TEST_CASE_FIXTURE(Operator, "a made password is printed once, a given one never")
{
    set_up();
    const auto made = run("staff add r.stoilova --name 'Р. Стоилова' --role clerk --json");
    CHECK(made.code == 0);
    CHECK(json::parse(made.out)["password"].get<std::string>().size() == 20);
    const auto given = run("staff add d.marinova --name 'Д. Маринова' --role supervisor --password-stdin --json",
                           "една дълга парола\n");
    CHECK(given.code == 0);
    CHECK_FALSE(json::parse(given.out).contains("password"));
}

TEST_CASE_FIXTURE(Operator, "a member of staff is disabled under the name as it is typed when adding")
{
    set_up();
    REQUIRE(run("staff add Stoilova --name С --role clerk").code == 0);
    CHECK(run("staff disable Stoilova").code == 0);
}

TEST_CASE_FIXTURE(Operator, "what cannot be done ends with a reason and not with 0")
{
    set_up();
    run("staff add stoilova --name С --role clerk");
    CHECK(run("staff add stoilova --name С --role clerk").errors == "gishectl: the username is taken\n");
    CHECK(run("staff add short --name С --role clerk --password-stdin", "кратка\n").code == 1);
    CHECK(run("staff add 8506156591 --name С --role clerk").errors.find("a letter among them") != std::string::npos);
    CHECK(run("staff disable nobody").code == 1);
    CHECK(run("kiosk code --desk 1 --place 2 --ca /nonexistent").code == 1);
    CHECK(run("kiosk code --desk 1 --place 2 --ca-fingerprint zz").code == 1);
    CHECK(run("kiosk revoke kiosk-1").errors == "gishectl: kiosk-1: no such kiosk\n");
    CHECK(run("accounts sign-out nobody").errors == "gishectl: nobody: no such account\n");
    CHECK(run("accounts reset-password nobody").errors == "gishectl: nobody: no such account\n");
    CHECK(run("accounts remove-second-factor nobody --reason x").errors == "gishectl: nobody: no such account\n");
    CHECK(json::parse(run("kiosk list --json").out).empty());
    CHECK(run("trust load /nonexistent").code == 1);
}

TEST_CASE_FIXTURE(Operator, "a wrong command ends with 64 and does nothing")
{
    for (const auto* wrong :
         {"", "staff", "--nonsense migrate", "keys rotate lookup", "staff add s --name С --role king", "staff disable",
          "kiosk code --desk 1 --place 2", "policy load", "accounts sign-out", "accounts sign-out viki --all",
          "accounts reset-password", "accounts remove-second-factor viki",
          "accounts remove-second-factor viki --reason ''"}) {
        const auto answer = run(wrong);
        CHECK(answer.code == 64);
        CHECK(answer.errors.starts_with("gishectl: "));
        CHECK(answer.out.empty());
    }
}

TEST_CASE_FIXTURE(Operator, "a command that there is not is named, also within a group")
{
    for (const auto* wrong : {"nonsense", "staff nonsense"}) {
        const auto answer = run(wrong);
        CHECK(answer.code == 64);
        CHECK(answer.errors.starts_with("gishectl: no such command: nonsense\n"));
    }
}

TEST_CASE_FIXTURE(Operator, "the version is told")
{
    CHECK(run("--version").out == "gishectl " GISHE_VERSION "\n");
}

TEST_CASE_FIXTURE(Operator, "staff is listed by username, with role and state")
{
    set_up();
    CHECK(json::parse(run("staff list --json").out).empty());
    run("staff add stoilova --name 'Р. Стоилова' --role clerk");
    run("staff add marinova --name 'Д. Маринова' --role supervisor");
    run("staff disable stoilova");
    const auto list = json::parse(run("staff list --json").out);
    REQUIRE(list.size() == 2);
    CHECK(list[0]["username"] == "marinova");
    CHECK(list[0]["name"] == "Д. Маринова");
    CHECK(list[0]["role"] == "supervisor");
    CHECK(list[0]["state"] == "active");
    CHECK_FALSE(list[0].contains("disabled"));
    CHECK(list[1]["state"] == "disabled");
    const auto since = list[1]["disabled"].get<std::string>();
    CHECK(run("staff list").out ==
          "marinova  Д. Маринова, supervisor\nstoilova  Р. Стоилова, clerk  (disabled " + since + ")\n");
}

TEST_CASE_FIXTURE(Operator, "a citizen is signed out, or everybody")
{
    set_up();
    REQUIRE(run("demo seed").code == 0);
    const auto sign_in = [&](const std::string& token) {
        db::Connection connection{database.connection()};
        db::Connection::Transaction transaction{connection};
        const auto sql = "INSERT INTO session (token_hash, account_id, started_at, last_seen_at, agent) SELECT "
                         "sha256(username::bytea "
                         "|| '" +
                         token +
                         "'), id, date_trunc('second', now()), now(), '' FROM account WHERE username IN "
                         "('viki.konstantinova', 'ivan.petrov')";
        CHECK(connection.run({"sign_in", sql.c_str()}) == 2);
        transaction.commit();
    };
    sign_in("first");
    CHECK(run("accounts sign-out viki.konstantinova").out == "signed out viki.konstantinova; sessions ended: 1\n");
    CHECK(json::parse(run("accounts sign-out --all --json").out)["sessions"] == 1);
}

TEST_CASE_FIXTURE(Operator, "a letter about a new password leaves to the owner, and the operator reads nothing of it")
{
    set_up();
    REQUIRE(run("demo seed").code == 0);
    const auto letters = [&] {
        db::Connection connection{database.connection()};
        return connection
            .one({"letters", "SELECT count(*) AS waiting FROM mail JOIN account ON account.id = account_id "
                             "WHERE kind = 'forgotten_password' AND username = 'viki.konstantinova'"})
            .integer("waiting");
    };
    CHECK(run("accounts reset-password viki.konstantinova").out ==
          "a letter with a link to a new password leaves to the address of viki.konstantinova\n");
    CHECK(letters() == 1);
    CHECK(run("accounts reset-password Viki.Konstantinova --json").out == R"({"sent":"Viki.Konstantinova"})"
                                                                          "\n");
    CHECK(letters() == 2);
}

TEST_CASE_FIXTURE(Operator, "a lost second factor is removed once")
{
    set_up();
    REQUIRE(run("demo seed").code == 0);
    {
        db::Connection connection{database.connection()};
        db::Connection::Transaction transaction{connection};
        connection.run({"enrol", "INSERT INTO second_factor SELECT id, '', '', now(), 0 FROM account WHERE username = "
                                 "'viki.konstantinova'"});
        transaction.commit();
    }
    const std::string command = "accounts remove-second-factor viki.konstantinova --reason 'seen at desk 12'";
    CHECK(run(command).code == 0);
    CHECK(run(command).errors == "gishectl: viki.konstantinova: has no two-factor protection\n");
}

TEST_CASE_FIXTURE(Operator, "a kiosk's code ends with the fingerprint of the authority")
{
    set_up();
    const auto by_file =
        run("kiosk code --desk 'Гише 12' --place 'ул. 1' --json --ca " + (folder / "keys/kiosk-ca.pem").string());
    CHECK(by_file.code == 0);
    const auto code = json::parse(by_file.out)["code"].get<std::string>();
    CHECK(code.size() == 23 + 1 + 64);
    const auto fingerprint = code.substr(24);
    const auto by_fingerprint = run("kiosk code --desk 'Гише 12' --place 'ул. 1' --ca-fingerprint " + fingerprint);
    CHECK(by_fingerprint.out.find("." + fingerprint + "\n") == 23);
    CHECK(by_fingerprint.out.substr(0, 23) != code.substr(0, 23));
}

TEST_CASE_FIXTURE(Operator, "reasons of refusal are replaced by a file, and a file that is none is named")
{
    set_up();
    auto policy = json::parse(run("policy show").out);
    CHECK(policy["refusal_reasons"].size() > 8);
    policy["statement"] = "2027-01";
    policy["refusal_reasons"].erase(1);
    const auto load = [&](const json& wanted) {
        std::ofstream{folder / "policy.json"} << wanted.dump();
        return run("policy load '" + (folder / "policy.json").string() + "'");
    };
    CHECK(load(policy).code == 0);
    CHECK(json::parse(run("policy show").out) == policy);
    auto without_reasons = policy;
    without_reasons["refusal_reasons"] = json::array();
    const auto changed = [&](const char* pointer, const json& value) {
        auto other = policy;
        other[json::json_pointer{pointer}] = value;
        return other;
    };
    for (const auto& wrong :
         {json::object(), without_reasons, changed("/clerk_key_days", 0), changed("/offline_hours", 0),
          changed("/hide_after_seconds", 0), changed("/clear_after_seconds", 60),
          changed("/refusal_reasons/0/code", ""), changed("/refusal_reasons/0/bulgarian", ""),
          changed("/refusal_reasons/0/code", policy["refusal_reasons"][1]["code"]), changed("/version", 1),
          changed("/security_features/0/code", policy["security_features"][1]["code"]),
          changed("/security_features/0/code", "Tilt it"), changed("/security_features/0/documents", json::array()),
          changed("/security_features/0/documents", {"visa"}), changed("/security_features/0/english", ""),
          changed("/security_features/0/bulgarian", std::string(301, 'a'))}) {
        CAPTURE(wrong);
        const auto refused = load(wrong);
        CHECK(refused.code == 1);
        CHECK(refused.errors.find("policy.json") != std::string::npos);
    }
    CHECK(json::parse(run("policy show").out) == policy);
    policy["version"] = 1; // as a file of a release before them
    policy.erase("security_features");
    CHECK(load(policy).code == 0);
    CHECK(json::parse(run("policy show").out) == policy);
}

TEST_CASE_FIXTURE(Operator, "demo data may be sown twice")
{
    set_up();
    const auto first = run("demo seed --json");
    CHECK(first.code == 0);
    CHECK(json::parse(first.out)["citizens"].size() == 2);
    CHECK(run("demo seed --json").out == first.out);
}

TEST_CASE_FIXTURE(Operator, "a portal that is not said to be for trying out takes no demo people")
{
    set_up();
    is_demo = false;
    configure("");
    for (const auto* words : {"demo seed", "demo seed --accounts 3"}) {
        const auto answer = run(words);
        CHECK(answer.code == 1);
        CHECK(answer.errors.find("people = true") != std::string::npos);
    }
    db::Connection connection{database.connection()};
    constexpr db::Statement kPeople{"people",
                                    "SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM staff) AS people"};
    CHECK(connection.one(kPeople).integer("people") == 0);
}

TEST_CASE_FIXTURE(Operator, "a crowd of invented accounts is as large as asked, and grows by what is missing")
{
    set_up();
    CHECK(run("demo seed --accounts 30").code == 0);
    CHECK(run("demo seed --accounts 30").code == 0);
    CHECK(run("demo seed --accounts 50").code == 0);
    CHECK(run("demo seed --accounts 40").code == 0);
    db::Connection connection{database.connection()};
    const auto seen = connection.one({"crowd", R"(
        SELECT count(*) AS accounts, count(DISTINCT username) AS names, count(DISTINCT hash) AS numbers,
               count(email_confirmed_at) AS confirmed,
               (SELECT count(DISTINCT account_id) FROM audit_event WHERE kind = 'account.registered'
                    AND account_id IN (SELECT id FROM account WHERE username LIKE 'crowd-%')) AS acts,
               (SELECT count(DISTINCT account_id) FROM mail WHERE sent_at IS NOT NULL) AS letters
        FROM account JOIN personal_number ON account_id = account.id WHERE username LIKE 'crowd-%')"});
    for (const auto* column : {"accounts", "names", "numbers", "confirmed", "acts", "letters"})
        CHECK(seen.integer(column) == 50);
    CHECK(run("demo seed --accounts 0").code == 64);
}

TEST_CASE_FIXTURE(Operator, "a configuration with an unknown key stops the command and names it")
{
    configure("conection = \"x\"");
    const auto answer = run("migrate");
    CHECK(answer.code == 1);
    CHECK(answer.errors.find("database.conection") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "at the start of a machine the migration waits for a database that does not answer yet")
{
    admit_connections(false);
    CHECK(run("migrate").code == 1);
    const auto command =
        std::string{GISHECTL} + " --config '" + (folder / "portal.toml").string() + "' migrate --wait 2>&1";
    std::FILE* const waiting = popen(command.c_str(), "r");
    REQUIRE(waiting != nullptr);
    std::array<char, 1024> line{};
    REQUIRE(std::fgets(line.data(), line.size(), waiting) != nullptr);
    CHECK(std::string{line.data()}.starts_with("gishectl: waits for the database: "));
    admit_connections(true);
    std::string rest;
    while (std::fgets(line.data(), line.size(), waiting) != nullptr)
        rest += line.data();
    CHECK(rest.find("applied 0001_account.sql") != std::string::npos);
    CHECK(pclose(waiting) == 0);
}

TEST_CASE_FIXTURE(Operator, "without a migrated database the command fails and says so")
{
    REQUIRE(run("keys init").code == 0);
    const auto answer = run("demo seed");
    CHECK(answer.code == 1);
    CHECK_FALSE(answer.errors.empty());
}
