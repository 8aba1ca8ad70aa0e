#include <nlohmann/json.hpp>

#include "tests/portal/gishectl/opened_names.hpp"
#include "tests/portal/gishectl/operator.hpp"
#include "tests/portal/gishectl/trust_words.hpp"
#include "tests/support/armour.hpp"

namespace fs = std::filesystem;
using nlohmann::json;
using tests::accepting;
using tests::authority_of;
using tests::fingerprint_of;
using tests::Operator;
using tests::read;

TEST_CASE_FIXTURE(Operator, "certificates alone are sent to kiosks, and a private key beside them never")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto certificate = tests::armoured({{"CERTIFICATE", authority_of("BG").certificate()}});
    write("trust/csca.pem", certificate);
    fs::copy(folder / "keys/kiosk-ca.key", trust / "csca.key");
    const auto answer = run("trust load '" + trust.string() + "' --json" + accepting(trust / "csca.pem"));
    CHECK(json::parse(answer.out)["files"] == 1);
    CHECK(json::parse(answer.out)["left_out"] == json{"csca.key"});
    CHECK(run("trust load '" + trust.string() + "'").out.starts_with("1 trust file is on the way to the kiosks\n"));
    write("trust/both.pem", certificate);
    std::ofstream{trust / "both.pem", std::ios::app} << read(folder / "keys/kiosk-ca.key");
    const auto refused = run("trust load '" + trust.string() + "'");
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("both.pem: ") != std::string::npos);
    CHECK(refused.errors.find("nothing was changed") != std::string::npos);
    fs::remove(trust / "both.pem");
    fs::remove(trust / "csca.pem");
    CHECK(run("trust load '" + trust.string() + "'").code == 1);
}

TEST_CASE_FIXTURE(Operator, "no name of a file steers the operator's terminal")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto bulgarian = authority_of("BG");
    write("trust/bg.cer", bulgarian.certificate());
    write("trust/a\x1B[2Jb\n\xC2\x9B\xFF.txt", {'a'});
    const auto load = "trust load '" + trust.string() + "'" + accepting(trust / "bg.cer");
    CHECK(run(load).out.find("left out, no certificate or list by its name: a\\1B[2Jb\\0A\\C2\\9B\\FF.txt\n") !=
          std::string::npos);
    const auto in_json = run(load + " --json").out;
    CHECK(in_json.find("\xC2\x9B") == std::string::npos);
    CHECK(json::parse(in_json)["left_out"] == json{"a\x1B[2Jb\n\xC2\x9B\xEF\xBF\xBD.txt"});
    const auto other = write("trust/a\x1B[2Jb.cer", bulgarian.certificate());
    for (const auto& command : {load, "trust import " + other, "trust import '" + folder.string() + "/\x1B[2J.cer'",
                                std::string{"trust remove 'a\x1B[2Jb.cer'"}}) {
        const auto refused = run(command);
        CHECK(refused.code == 1);
        CHECK(refused.errors.find("\\1B[2J") != std::string::npos);
        CHECK(refused.errors.find('\x1B') == std::string::npos);
    }
}

TEST_CASE_FIXTURE(Operator, "names of trust files may end in capitals, and what a leading dot hides is none")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto bulgarian = authority_of("BG");
    write("trust/BG.CER", bulgarian.certificate());
    write("trust/BG.CRL", bulgarian.revocation_list(false, std::chrono::sys_days{std::chrono::year{2040} / 1 / 1}));
    write("trust/._bg.cer", {'x'});
    const auto loaded = run("trust load '" + trust.string() + "'" + accepting(trust / "BG.CER"));
    CHECK(loaded.code == 0);
    CHECK(loaded.out.starts_with("2 trust files are on the way to the kiosks\n"));
    CHECK(loaded.out.find("left out, no certificate or list by its name: ._bg.cer\n") != std::string::npos);
    const auto refused = run("trust import " + write("readme.txt", {'x'}));
    CHECK(refused.errors.find("ends in .der, .cer, .crt, .pem, .crl or .ml") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "an authority that names no state is none of documents, whoever accepts it")
{
    set_up();
    const auto import = "trust import " + write("tls.cer", authority_of("12").certificate());
    const auto refused = run(import + accepting(folder / "tls.cer"));
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("names no state") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "of a revocation list whose next one is overdue the operator is told")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto import = "trust import " + write("bg.cer", bulgarian.certificate());
    REQUIRE(run(import + accepting(folder / "bg.cer")).code == 0);
    const std::string told =
        "out of date: bg.crl, the newest revocation list of BG; the next one was due on 2021-03-01";
    const auto due = std::chrono::sys_days{std::chrono::year{2021} / 3 / 1};
    CHECK(run("trust import " + write("bg.crl", bulgarian.revocation_list(false, due))).out.find(told) !=
          std::string::npos);
    CHECK(run("trust list").out.find(told) != std::string::npos);
    const auto newest = bulgarian.revocation_list(false, std::chrono::sys_days{std::chrono::year{2040} / 3 / 1},
                                                  {.issued = std::chrono::sys_days{std::chrono::year{2025} / 3 / 1}});
    const auto imported = json::parse(run("trust import " + write("new.crl", newest) + " --json").out);
    CHECK(imported["overdue"].empty());
    CHECK(run("trust list").out.find("out of date") == std::string::npos); // a newer one has followed
}

TEST_CASE_FIXTURE(Operator, "a folder's files are opened once, so that what was checked is what kiosks get")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    const auto bulgarian = authority_of("BG");
    write("trust/bg.cer", bulgarian.certificate());
    write("trust/bg.ml", bulgarian.master_list({bulgarian.certificate()}));
    const auto load = "trust load '" + trust.string() + "'" + accepting(trust / "bg.cer");
    const tests::OpenedNames opened{trust};
    REQUIRE(run(load).code == 0);
    CHECK(opened.all() == std::vector<std::string>{"bg.cer", "bg.ml"});
}

TEST_CASE_FIXTURE(Operator, "a damaged list in a folder takes nothing away from the kiosks")
{
    set_up();
    const auto trust = folder / "trust";
    fs::create_directory(trust);
    write("trust/csca.pem", authority_of("BG").certificate());
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
    CHECK(run(load).errors.find("was signed on 2021-06-01 12:00:00 UTC, before de.ml") != std::string::npos);
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
    CHECK(older.errors.find("was signed on 2021-06-01 12:00:00 UTC, before de.ml") != std::string::npos);

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
    CHECK(fewer.out.find("trusted no more: RO  ") != std::string::npos);
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
    const auto next = authority_of("BG");            // the same authority's next key
    const auto apart = authority_of("BG", "CSCA 2"); // with lists of its own
    const auto list = [](const auto& authority, day issued) {
        return authority.revocation_list(false, sys_days{year{2027} / 1 / 1},
                                         {.issued = sys_days{year{2024} / 11 / issued}});
    };
    const auto load = "trust load '" + trust.string() + "'";
    write("trust/bg.cer", bulgarian.certificate());
    write("trust/next.cer", next.certificate());
    write("trust/apart.cer", apart.certificate());
    write("trust/bg.crl", list(bulgarian, day{20}));
    REQUIRE(
        run(load + accepting(trust / "bg.cer") + accepting(trust / "next.cer") + accepting(trust / "apart.cer")).code ==
        0);

    for (const auto* name : {"bg.crl", "other.crl"}) {
        const auto refused = run("trust import " + write(name, list(bulgarian, day{10})));
        CHECK(refused.code == 1);
        CHECK(refused.errors.find(
                  "the revocation list of BG is of 2024-11-10 00:00:00 UTC, older than bg.crl, which kiosks "
                  "have, of 2024-11-20 00:00:00 UTC") != std::string::npos);
    }
    write("trust/bg.crl", list(bulgarian, day{10}));
    CHECK(run(load).code == 1);
    CHECK(run("trust import " + write("next.crl", list(next, day{10}))).code == 0);
    CHECK(run("trust import " + write("apart.crl", list(apart, day{10}))).code == 0);
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
    store("old.cer", {'n', 'o', 'n', 'e'});
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
