#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "db/connection.hpp"
#include "hardware/document/certificate.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/virtual/demo_authority.hpp"
#include "tests/support/test_database.hpp"

namespace fs = std::filesystem;
using nlohmann::json;

namespace {
struct Answer {
    int code{};
    std::string out;
    std::string errors;
};

std::string read(const fs::path& path)
{
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string fingerprint_of(const hardware::virtual_card::DemoAuthority& authority)
{
    return hardware::to_hex(hardware::document::Certificate{authority.certificate()}.fingerprint());
}

/// The words with which an operator takes the authorities of a file on trust.
std::string accepting(const fs::path& file)
{
    hardware::document::TrustStore store;
    store.add_file(file.filename().string(), hardware::document::read_trust_file(file));
    std::string words;
    for (const auto& authority : store.authorities())
        words += " --accept " + hardware::to_hex(authority.fingerprint());
    return words;
}

hardware::virtual_card::DemoAuthority authority_of(const char* country)
{
    return hardware::virtual_card::DemoAuthority::create(
        {hardware::virtual_card::KeyKind::ec, "P-256", "SHA256", country, 0});
}

/// An operator with an empty database and a configuration.
struct Operator {
    tests::TestDatabase database;
    fs::path folder{fs::temp_directory_path() / ("gishectl-" + std::to_string(::getpid()))};

    Operator()
    {
        fs::create_directories(folder);
        configure("");
    }
    ~Operator() { fs::remove_all(folder); }

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
                                                 "[passwords]\nmemory_kib = 8\npasses = 1\n";
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

    void admit_connections(bool admitted)
    {
        const auto sql = "ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS " + (admitted ? "true" : "false");
        db::Connection connection{tests::TestDatabase::superuser_connection()};
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
} // namespace

TEST_CASE_FIXTURE(Operator, "every command explains itself")
{
    for (const auto* command : {"", "migrate", "keys init", "keys rotate", "staff add", "staff list", "staff disable",
                                "kiosk code", "kiosk list", "kiosk revoke", "trust load", "trust import", "trust list",
                                "trust remove", "policy show", "policy load", "demo seed"}) {
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
    CHECK(json::parse(run("kiosk list --json").out).empty());
    CHECK(run("trust load /nonexistent").code == 1);
}

TEST_CASE_FIXTURE(Operator, "a wrong command ends with 64 and does nothing")
{
    for (const auto* wrong :
         {"", "staff", "--nonsense migrate", "keys rotate lookup", "staff add s --name С --role king", "staff disable",
          "kiosk code --desk 1 --place 2", "policy load"}) {
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

TEST_CASE_FIXTURE(Operator, "certificates alone are sent to kiosks, and a private key beside them never")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    fs::copy(folder / "keys/kiosk-ca.pem", trust / "csca.pem");
    fs::copy(folder / "keys/kiosk-ca.key", trust / "csca.key");
    const auto answer = run("trust load '" + trust.string() + "' --json" + accepting(trust / "csca.pem"));
    CHECK(json::parse(answer.out)["files"] == 1);
    CHECK(json::parse(answer.out)["left_out"] == json{"csca.key"});
    CHECK(run("trust load '" + trust.string() + "'").out.starts_with("1 trust file is on the way to the kiosks\n"));
    std::ofstream{trust / "both.pem"} << read(folder / "keys/kiosk-ca.pem") << read(folder / "keys/kiosk-ca.key");
    const auto refused = run("trust load '" + trust.string() + "'");
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("both.pem: ") != std::string::npos);
    CHECK(refused.errors.find("nothing was changed") != std::string::npos);
    fs::remove(trust / "both.pem");
    fs::remove(trust / "csca.pem");
    CHECK(run("trust load '" + trust.string() + "'").code == 1);
}

TEST_CASE_FIXTURE(Operator, "a damaged list in a folder takes nothing away from the kiosks")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    fs::copy(folder / "keys/kiosk-ca.pem", trust / "csca.pem");
    REQUIRE(run("trust load '" + trust.string() + "'" + accepting(trust / "csca.pem")).code == 0);
    const auto before = run("trust list").out;
    std::ofstream{trust / "de.ml"} << "cut on the way";
    const auto refused = run("trust load '" + trust.string() + "'");
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("de.ml: ") != std::string::npos);
    CHECK(run("trust list").out == before);
}

TEST_CASE_FIXTURE(Operator, "a folder's master list asks for the same word as one that is imported")
{
    set_up();
    using hardware::virtual_card::Fault;
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto german = authority_of("DE");
    const auto brought = authority_of("BG");
    const auto fingerprint = fingerprint_of(german);
    const auto load = "trust load '" + trust.string() + "'";

    write("trust/de.ml", german.master_list({german.certificate(), brought.certificate()}));
    const auto refused = run(load);
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("SHA-256 " + fingerprint + "  over the list de.ml") != std::string::npos);
    CHECK(run("trust list").out == "kiosks trust no authority\n");
    CHECK(run(load + " --accept " + fingerprint).code == 0);
    CHECK(run(load).code == 0); // what kiosks have vouches now

    write("trust/bg.ml", brought.master_list({brought.certificate()}));
    CHECK(run(load).errors.find("over the list bg.ml") != std::string::npos); // what another list brought does not
    write("trust/bg.der", brought.certificate());
    CHECK(run(load + accepting(trust / "bg.der")).code == 0); // what the operator put beside it does

    write("trust/older.ml", german.master_list({german.certificate()}, {Fault::expired_signer}));
    CHECK(run(load).code == 0); // beside the newer one it brings nothing back
    CHECK(run(load).code == 0);
    fs::remove(trust / "older.ml");
    write("trust/de.ml", german.master_list({german.certificate()}, {Fault::expired_signer}));
    CHECK(run(load).errors.find("was signed on 2021-06-01, before de.ml") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a master list is imported once its authority is trusted or accepted by its fingerprint")
{
    set_up();
    const auto german = authority_of("DE");
    const auto brought = authority_of("BG");
    const auto list = write("de.ml", german.master_list({german.certificate(), brought.certificate()}));
    const auto fingerprint = fingerprint_of(german);

    const auto refused = run("trust import " + list);
    CHECK(refused.code == 1);
    CHECK(refused.errors.find(fingerprint) != std::string::npos);
    const auto other = run("trust import " + list + " --accept " + std::string(64, 'A'));
    CHECK(other.code == 1);
    CHECK(other.errors.find("no fingerprint after --accept is theirs") != std::string::npos);
    CHECK(run("trust list").out == "kiosks trust no authority\n");

    const auto accepted = run("trust import " + list + " --accept " + fingerprint + " --json");
    CHECK(json::parse(accepted.out)["authorities"] == 2);
    CHECK(run("trust import " + list).code == 0); // its authority vouches now
    CHECK(run("trust import " + write("bg.ml", brought.master_list({brought.certificate()}))).code ==
          1); // not this one
    const auto shown = json::parse(run("trust list --json").out);
    REQUIRE(shown.size() == 2);
    CHECK(shown[0]["country"] == "BG"); // by state
    CHECK(shown[1]["sha256"] == fingerprint);
    CHECK(shown[1]["subject"] == "CN=Demo CSCA\\, not a real authority,O=Gishe Demo,C=DE");
    CHECK(shown[0]["list_of"] == "DE");
    CHECK(shown[0]["list_vouched_by"] == fingerprint);

    using hardware::virtual_card::Fault;
    const auto older =
        run("trust import " + write("older.ml", german.master_list({german.certificate()}, {Fault::expired_signer})));
    CHECK(older.code == 1);
    CHECK(older.errors.find("was signed on 2021-06-01, before de.ml") != std::string::npos);

    auto changed = german.master_list({german.certificate()});
    changed.back() ^= 1;
    CHECK(run("trust import " + write("changed.ml", changed) + " --accept " + fingerprint).code == 1);
    CHECK(run("trust import " + write("note.txt", {'a'})).code == 1);
    CHECK(run("trust import " + write("nothing.cer", {'a'})).code == 1);
    CHECK(json::parse(run("trust list --json").out).size() == 2);

    CHECK(run("trust remove de.ml").code == 1); // the last
    const auto due = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
    CHECK(run("trust import " + write("de.crl", german.revocation_list(false, due))).code == 0);
    CHECK(run("trust list").out.find("revocation list of DE, next 2027-01-01  de.crl") != std::string::npos);
    CHECK(run("trust remove de.ml").code == 0);
    CHECK(run("trust remove de.ml").code == 1);
}

TEST_CASE_FIXTURE(Operator,
                  "an authority is imported once it is accepted or signed by the one before, and nothing else is")
{
    set_up();
    const auto first = authority_of("BG");
    const auto next = authority_of("BG");
    const auto fingerprint = fingerprint_of(first);
    const auto first_in = "trust import " + write("first.cer", first.certificate());

    const auto refused = run(first_in);
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("SHA-256 " + fingerprint + "  in first.cer") != std::string::npos);
    CHECK(run("trust list").out == "kiosks trust no authority\n");
    const auto accepted = run(first_in + " --accept " + fingerprint);
    CHECK(accepted.code == 0);
    CHECK(
        accepted.out.find("trusted from now on: BG  CN=Demo CSCA\\, not a real authority,O=Gishe Demo,C=BG  SHA-256 " +
                          fingerprint) != std::string::npos);
    CHECK(run(first_in).code == 0);

    CHECK(run("trust import " + write("next.cer", next.certificate())).code == 1);
    CHECK(run("trust import " + write("link.cer", first.link_to(next))).code == 0);
    CHECK(run("trust import " + write("romanian.cer", authority_of("RO").certificate())).code == 1);
    hardware::virtual_card::AuthorityOptions options;
    options.authority_usage = "critical,digitalSignature";
    const auto signer = hardware::virtual_card::DemoAuthority::create(options).certificate();
    const auto of_signer = hardware::to_hex(hardware::document::Certificate{signer}.fingerprint());
    const auto other = run("trust import " + write("signer.cer", signer) + " --accept " + of_signer);
    CHECK(other.code == 1);
    CHECK(other.errors.find("signer.cer: a certificate that is no authority: BG") != std::string::npos);
    CHECK(other.errors.find(of_signer) != std::string::npos);
    fs::resize_file(folder / "signer.cer", (16U << 20) + 1);
    CHECK(run("trust import '" + (folder / "signer.cer").string() + "'").errors.find("is too large") !=
          std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a folder's authorities are trusted once each is accepted, and none of them unseen")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto bulgarian = authority_of("BG");
    const auto next = authority_of("BG");
    write("trust/bg.cer", bulgarian.certificate());
    write("trust/ro.cer", authority_of("RO").certificate());
    const auto load = "trust load '" + trust.string() + "'";

    const auto refused = run(load + accepting(trust / "bg.cer"));
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("RO  CN=Demo CSCA\\, not a real authority,O=Gishe Demo,C=RO  SHA-256 ") !=
          std::string::npos);
    CHECK(refused.errors.find(fingerprint_of(bulgarian)) == std::string::npos);
    CHECK(run("trust list").out == "kiosks trust no authority\n");

    const auto accepted = run(load + accepting(trust / "bg.cer") + accepting(trust / "ro.cer"));
    CHECK(accepted.code == 0);
    CHECK(
        accepted.out.find("trusted from now on: BG  CN=Demo CSCA\\, not a real authority,O=Gishe Demo,C=BG  SHA-256 " +
                          fingerprint_of(bulgarian)) != std::string::npos);
    CHECK(run(load).out.find("trusted from now on") == std::string::npos);

    write("trust/link.cer", bulgarian.link_to(next)); // the key before vouches for the next one
    write("trust/next.cer", next.certificate());
    CHECK(run(load).code == 0);
    fs::remove(trust / "ro.cer");
    const auto fewer = run(load);
    CHECK(fewer.code == 0);
    CHECK(fewer.out.find("no authority any more: RO\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a revocation list that no trusted authority has signed is refused")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto bulgarian = authority_of("BG");
    const auto forger = authority_of("BG"); // of the same name, with another key
    const auto due = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
    const auto load = "trust load '" + trust.string() + "'";
    write("trust/bg.cer", bulgarian.certificate());
    REQUIRE(run(load + accepting(trust / "bg.cer")).code == 0);

    const auto refused = run("trust import " + write("bg.crl", forger.revocation_list(false, due)));
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("bg.crl: no authority that kiosks trust has signed this revocation list of BG") !=
          std::string::npos);
    write("trust/bg.crl", forger.revocation_list(false, due));
    CHECK(run(load).code == 1);
    CHECK(run("trust list").out.find("revocation list") == std::string::npos);

    const auto taken = run("trust import " + write("bg.crl", bulgarian.revocation_list(false, due)));
    CHECK(taken.out.starts_with("bg.crl, a revocation list of BG, next 2027-01-01, is on the way to the kiosks"));
    write("trust/bg.crl", bulgarian.revocation_list(false, due));
    CHECK(run(load).out.find("no revocation list any more") == std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a folder without the revocation list that kiosks have takes it away, and that is said")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto bulgarian = authority_of("BG");
    const auto due = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
    write("trust/bg.cer", bulgarian.certificate());
    const auto load = "trust load '" + trust.string() + "'" + accepting(trust / "bg.cer");
    REQUIRE(run(load).code == 0);
    REQUIRE(run("trust import " + write("bg.crl", bulgarian.revocation_list(false, due))).code == 0);
    CHECK(run(load).out.find("no revocation list any more in place of: bg.crl") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator,
                  "a revocation list older than the one that kiosks have is refused, by import and in a folder")
{
    set_up();
    using namespace std::chrono;
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto bulgarian = authority_of("BG");
    const auto next = authority_of("BG"); // the same state's next key, with lists of its own
    const auto list = [](const auto& authority, day issued) {
        return authority.revocation_list(false, sys_days{year{2027} / 1 / 1},
                                         {.issued = sys_days{year{2026} / 11 / issued}});
    };
    const auto load = "trust load '" + trust.string() + "'";
    write("trust/bg.cer", bulgarian.certificate());
    write("trust/next.cer", next.certificate());
    write("trust/bg.crl", list(bulgarian, day{20}));
    REQUIRE(run(load + accepting(trust / "bg.cer") + accepting(trust / "next.cer")).code == 0);

    for (const auto* name : {"bg.crl", "other.crl"}) {
        const auto refused = run("trust import " + write(name, list(bulgarian, day{10})));
        CHECK(refused.code == 1);
        CHECK(
            refused.errors.find("the revocation list of BG is of 2026-11-10, older than bg.crl, which kiosks have, of "
                                "2026-11-20") != std::string::npos);
    }
    write("trust/bg.crl", list(bulgarian, day{10}));
    CHECK(run(load).code == 1);
    CHECK(run("trust import " + write("next.crl", list(next, day{10}))).code == 0);
    CHECK(run("trust import " + write("bg.crl", list(bulgarian, day{20}))).code == 0); // the same again
    CHECK(run("trust import " + write("bg.crl", list(bulgarian, day{25}))).code == 0);
    CHECK(run("trust remove bg.crl").code == 0);
    CHECK(run("trust import " + write("bg.crl", list(bulgarian, day{10}))).code == 0); // meant so
}

TEST_CASE_FIXTURE(Operator, "a stored file that can no longer be read is named and stands in nobody's way")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto first = write("bg.cer", bulgarian.certificate());
    REQUIRE(run("trust import " + first + accepting(folder / "bg.cer")).code == 0);
    {
        db::Connection connection{database.connection()};
        db::Connection::Transaction transaction{connection};
        connection.run({"damage", "INSERT INTO trust_file (name, content, put_at) VALUES ('old.cer', 'none', now())"});
        transaction.commit();
    }
    const auto listed = run("trust list");
    CHECK(listed.code == 0);
    CHECK(listed.errors.find("old.cer, which kiosks have: not a certificate") != std::string::npos);
    const auto due = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
    CHECK(run("trust import " + write("bg.crl", bulgarian.revocation_list(false, due))).code == 0);
    CHECK(run("trust list").errors.empty());
}

TEST_CASE_FIXTURE(Operator, "a partial revocation list, which readings would pass over, is refused with the reason")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto authority = write("bg.cer", bulgarian.certificate());
    REQUIRE(run("trust import " + authority + accepting(folder / "bg.cer")).code == 0);
    const auto due = std::chrono::sys_days{std::chrono::year{2027} / 1 / 1};
    const auto refused =
        run("trust import " + write("bg.crl", bulgarian.revocation_list(false, due, {.of_authorities_only = true})));
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("bg.crl: this revocation list of BG is partial") != std::string::npos);
    CHECK(run("trust list").out.find("revocation list") == std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a master list signed with SHA-1 is imported, and that is said")
{
    set_up();
    const auto german =
        hardware::virtual_card::DemoAuthority::create({hardware::virtual_card::KeyKind::rsa, {}, "SHA1", "DE", 0});
    const auto import = "trust import " + write("de.ml", german.master_list({german.certificate()})) + " --accept " +
                        fingerprint_of(german);
    CHECK(run(import).out.find("signed with SHA-1, which proves little today: de.ml") != std::string::npos);
    CHECK(json::parse(run(import + " --json").out)["signed_with_sha1"] == json{"de.ml"});
    const auto romanian = authority_of("RO");
    const auto strong = run("trust import " + write("ro.ml", romanian.master_list({romanian.certificate()})) +
                            " --accept " + fingerprint_of(romanian));
    CHECK(strong.code == 0);
    CHECK(strong.out.find("SHA-1") == std::string::npos);
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
