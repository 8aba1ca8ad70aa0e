#include <nlohmann/json.hpp>

#include "hardware/card/cipher.hpp"
#include "hardware/document/master_list.hpp"
#include "hardware/virtual/fault.hpp"
#include "tests/portal/gishectl/operator.hpp"
#include "tests/portal/gishectl/trust_words.hpp"
#include "tests/support/armour.hpp"
#include "tests/support/bent.hpp"
#include "tests/support/usurper.hpp"

using hardware::virtual_card::Fault;
using tests::accepting;
using tests::armoured;
using tests::authority_of;
using tests::fingerprint_of;
using tests::Operator;

/// Which lists the commands on trust files take.
namespace {
hardware::Bytes list_of(const hardware::virtual_card::DemoAuthority& authority, int year)
{
    const std::chrono::sys_days issued{std::chrono::year{year} / 1 / 1};
    return authority.revocation_list(false, issued + std::chrono::days{365}, {.issued = issued});
}
} // namespace

TEST_CASE_FIXTURE(Operator, "a list of a day that has not come is refused, by import and in a folder")
{
    set_up();
    std::filesystem::create_directory(folder / "trust");
    const auto bulgarian = authority_of("BG");
    const auto load = "trust load '" + (folder / "trust").string() + "' --accept " + fingerprint_of(bulgarian);
    write("trust/bg.cer", bulgarian.certificate());
    REQUIRE(run(load).code == 0);
    const auto stood = run("trust list").out;

    const auto revocation = list_of(bulgarian, 2041);
    const auto master = bulgarian.master_list({bulgarian.certificate()}, {Fault::future_signature});
    const std::string revocation_words = "this revocation list of BG is of 2041-01-01, which has not come yet";
    const std::string master_words = "this master list of BG is of 2041-06-01, which has not come yet";
    CHECK(run("trust import " + write("bg.crl", revocation)).errors.find("bg.crl: " + revocation_words) !=
          std::string::npos);
    CHECK(run("trust import " + write("bg.ml", master)).errors.find("bg.ml: " + master_words) != std::string::npos);
    write("trust/bg.crl", revocation);
    CHECK(run(load).errors.find(revocation_words) != std::string::npos);
    std::filesystem::remove(folder / "trust/bg.crl");
    write("trust/bg.ml", master);
    CHECK(run(load).errors.find(master_words) != std::string::npos);
    CHECK(run("trust list").out == stood);
}

TEST_CASE_FIXTURE(Operator, "a stored list of a day that has not come stands in the way of no right one")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto authority = write("bg.cer", bulgarian.certificate());
    REQUIRE(run("trust import " + authority + accepting(folder / "bg.cer")).code == 0);
    store("ahead.crl", list_of(bulgarian, 2041));
    store("ahead.ml", bulgarian.master_list({bulgarian.certificate()}, {Fault::future_signature}));
    CHECK(run("trust import " + write("bg.crl", list_of(bulgarian, 2024))).code == 0);
    CHECK(run("trust import " + write("bg.ml", bulgarian.master_list({bulgarian.certificate()}))).code == 0);
}

TEST_CASE_FIXTURE(Operator, "a stored revocation list of a day that has not come takes no master list away")
{
    set_up();
    const auto german = authority_of("DE");
    const auto list = german.master_list({german.certificate(), authority_of("BG").certificate()});
    const std::chrono::sys_days issued{std::chrono::year{2041} / 1 / 1};
    const auto alone = write("de.cer", german.certificate());
    REQUIRE(run("trust import " + alone + accepting(folder / "de.cer")).code == 0);
    store("ahead.crl", german.revocation_list(false, issued, {.issued = issued, .revokes_list_signer = true}));
    CHECK(run("trust import " + write("de.ml", list)).code == 0);
    const auto later = run("trust import " + write("de.crl", list_of(german, 2024)));
    CHECK(later.errors.empty());
    CHECK(later.out.find("taken away") == std::string::npos);
    CHECK(run("trust list").out.find("de.ml: a master list of DE") != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "only a list that readings count is missed, and only such a one takes another's place")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto authority = write("bg.cer", bulgarian.certificate());
    REQUIRE(run("trust import " + authority + accepting(folder / "bg.cer")).code == 0);
    const std::chrono::sys_days due{std::chrono::year{2027} / 1 / 1};
    for (const auto& idle :
         {list_of(bulgarian, 2041), bulgarian.revocation_list(false, due, {.of_authorities_only = true})}) {
        store("idle.crl", idle); // as earlier versions took them
        REQUIRE(run("trust import " + write("bg.crl", list_of(bulgarian, 2024))).code == 0);
        CHECK(run("trust remove bg.crl").out.find("no revocation list any more in place of: bg.crl") !=
              std::string::npos);
        CHECK(run("trust remove idle.crl").out.find("no revocation list any more") == std::string::npos);
    }
}

TEST_CASE_FIXTURE(Operator, "an import under a used name that would take an authority's newest list away is refused")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto romanian = authority_of("RO");
    const auto import = [&](const std::string& name, const hardware::Bytes& bytes) {
        return run("trust import " + write(name, bytes) + " --accept " + fingerprint_of(bulgarian) + " --accept " +
                   fingerprint_of(romanian));
    };
    REQUIRE(import("bg.cer", bulgarian.certificate()).code == 0);
    REQUIRE(import("ro.cer", romanian.certificate()).code == 0);
    REQUIRE(import("older.crl", list_of(bulgarian, 2023)).code == 0);
    SUBCASE("of one list")
    {
        REQUIRE(import("list.crl", list_of(bulgarian, 2024)).code == 0);
    }
    SUBCASE("of several in PEM")
    {
        const auto both = armoured({{"X509 CRL", list_of(bulgarian, 2022)}, {"X509 CRL", list_of(bulgarian, 2024)}});
        REQUIRE(import("list.crl", both).code == 0);
    }
    const auto stood = run("trust list").out;
    const auto refused = import("list.crl", list_of(romanian, 2024));
    CHECK(refused.code == 1);
    CHECK(refused.errors.find("list.crl: kiosks have the revocation list of BG of 2024-01-01 00:00:00 UTC under this "
                              "name, and without it only older.crl of 2023-01-01 00:00:00 UTC") != std::string::npos);
    CHECK(run("trust list").out == stood);
    CHECK(import("ro.crl", list_of(romanian, 2024)).code == 0);
    REQUIRE(run("trust remove older.crl").code == 0);
    CHECK(import("list.crl", list_of(romanian, 2024))
              .errors.find("under this name, and without it no other of its authority") != std::string::npos);
    CHECK(import("list.crl", list_of(bulgarian, 2025)).code == 0); // the newer one
}

TEST_CASE_FIXTURE(Operator, "a list that is taken away and leaves an older one of its authority behind is told")
{
    set_up();
    const auto bulgarian = authority_of("BG");
    const auto authority = write("bg.cer", bulgarian.certificate());
    REQUIRE(run("trust import " + authority + accepting(folder / "bg.cer")).code == 0);
    REQUIRE(run("trust import " + write("older.crl", list_of(bulgarian, 2023))).code == 0);
    REQUIRE(run("trust import " + write("newer.crl", list_of(bulgarian, 2024))).code == 0);
    CHECK(run("trust remove newer.crl")
              .out.find("older revocation list of BG from now on, of 2023-01-01 00:00:00 UTC in older.crl "
                        "in place of 2024-01-01 00:00:00 UTC in newer.crl") != std::string::npos);
    REQUIRE(run("trust import " + write("newer.crl", list_of(bulgarian, 2024))).code == 0);
    const auto shown = nlohmann::json::parse(run("trust remove older.crl --json").out);
    CHECK(shown.at("lists_older").empty());
    CHECK(shown.at("lists_lost").empty());
    REQUIRE(run("trust import " + write("newest.crl", list_of(bulgarian, 2025))).code == 0);
    CHECK(nlohmann::json::parse(run("trust remove newest.crl --json").out).at("lists_older") ==
          nlohmann::json::parse(R"([{"file": "newest.crl", "country": "BG", "of": "2025-01-01T00:00:00Z",
                                     "other": "newer.crl", "other_of": "2024-01-01T00:00:00Z"}])"));
}

TEST_CASE_FIXTURE(Operator, "over a list whoever is trusted already is enough, whatever certificate comes along")
{
    set_up();
    const auto old = authority_of("DE");
    const auto german = authority_of("DE");
    const auto link = old.link_to(german);
    const auto self_signed = write("de.cer", german.certificate());
    REQUIRE(run("trust import " + self_signed + accepting(folder / "de.cer")).code == 0);
    const auto taken = run("trust import " + write("de.ml", german.master_list({german.certificate()}, {}, link)));
    CHECK(taken.code == 0);
    CHECK(taken.out.find("trusted from now on") == std::string::npos);
    CHECK(
        run("trust import " + write("de.ml", german.master_list({authority_of("BG").certificate()}, {}, link))).code ==
        0);
    CHECK(run("trust list").out.find("with 1 authority, vouched for by " + fingerprint_of(german) + "\n") !=
          std::string::npos);
    CHECK(run("trust import " + write("link.cer", link)).code == 1); // nobody has signed what comes along
}

TEST_CASE_FIXTURE(Operator, "a list under the next key comes in by its link certificate beside the self-signed one")
{
    set_up();
    const auto old = authority_of("DE");
    const auto german = authority_of("DE");
    const auto before = write("old.cer", old.certificate());
    REQUIRE(run("trust import " + before + accepting(folder / "old.cer")).code == 0);
    const auto list = german.master_list({german.certificate(), old.link_to(german)});
    const auto taken = run("trust import " + write("de.ml", list));
    CHECK(taken.code == 0);
    CHECK(taken.out.find("SHA-256 " + fingerprint_of(german)) != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "over a strange list the fingerprint is asked for that the state publishes")
{
    set_up();
    const auto german = authority_of("DE");
    const auto list = german.master_list({german.certificate()}, {}, authority_of("DE").link_to(german));
    const auto import = "trust import " + write("de.ml", list);
    CHECK(run(import).errors.find("SHA-256 " + fingerprint_of(german) + "  over the list de.ml") != std::string::npos);
    CHECK(run(import + " --accept " + fingerprint_of(german)).code == 0);
}

TEST_CASE_FIXTURE(Operator, "what a trusted list brings newly is named one by one, and only once")
{
    set_up();
    const auto german = authority_of("DE");
    const auto bulgarian = authority_of("BG");
    const auto romanian = authority_of("RO");
    const auto brought = [](const char* country, const auto& authority) {
        return std::string{"brought by de.ml: "} + country +
               "  CN=Demo CSCA\\, not a real authority,O=Gishe Demo,C=" + country + "  SHA-256 " +
               fingerprint_of(authority) + "\n";
    };
    const auto import = "trust import '" + (folder / "de.ml").string() + "'";
    write("de.ml", german.master_list({german.certificate(), bulgarian.certificate()}));
    const auto first = run(import + " --accept " + fingerprint_of(german)).out;
    CHECK(first.find(brought("BG", bulgarian)) != std::string::npos);
    CHECK(first.find(brought("DE", german)) == std::string::npos); // it is named as trusted
    CHECK(first.find("trusted from now on: DE") != std::string::npos);
    CHECK(run(import).out.find("brought by") == std::string::npos);

    const auto of_three = [&] {
        return german.master_list({german.certificate(), bulgarian.certificate(), romanian.certificate()});
    };
    write("de.ml", of_three());
    const auto shown = nlohmann::json::parse(run(import + " --json").out)["brought"];
    REQUIRE(shown.size() == 1);
    CHECK(shown[0]["by"] == "de.ml");
    CHECK(shown[0]["country"] == "RO");
    CHECK(shown[0]["sha256"] == fingerprint_of(romanian));

    REQUIRE(run("trust import " + write("de.ml", german.master_list({german.certificate()}))).code == 0);
    std::filesystem::create_directory(folder / "trust");
    write("trust/de.ml", of_three());
    const auto loaded = run("trust load '" + (folder / "trust").string() + "'");
    CHECK(loaded.out.find(brought("BG", bulgarian) + brought("RO", romanian)) != std::string::npos);
}

TEST_CASE_FIXTURE(Operator,
                  "a certificate of a list that cannot be read is left out by its fingerprint, the rest comes in")
{
    set_up();
    const auto german = authority_of("DE");
    const auto slip = tests::with_time_that_is_none(authority_of("BG").certificate(), 1);
    const auto fingerprint = hardware::to_hex(hardware::card::digest("SHA256", slip));
    const auto import = "trust import " + write("de.ml", german.master_list({slip, german.certificate()})) +
                        " --accept " + fingerprint_of(german);
    const auto taken = run(import);
    CHECK(taken.code == 0);
    CHECK(taken.out.find("left out of de.ml, the rest of which counts: a certificate that cannot be read "
                         "(malformed time), SHA-256 " +
                         fingerprint + "\n") != std::string::npos);
    CHECK(nlohmann::json::parse(run(import + " --json").out).at("left_out_of_lists") ==
          nlohmann::json::parse(R"([{"file": "de.ml", "sha256": ")" + fingerprint +
                                R"(", "reason": "malformed time"}])"));
    const auto listed = run("trust list");
    CHECK(listed.code == 0);
    CHECK(listed.out.find("with 1 authority, vouched for by " + fingerprint_of(german)) != std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "a master list whose signer is revoked is refused, and one that kiosks have goes")
{
    set_up();
    std::filesystem::create_directory(folder / "trust");
    const auto german = authority_of("DE");
    const auto list = german.master_list({german.certificate(), authority_of("BG").certificate()});
    const std::chrono::sys_days issued{std::chrono::year{2024} / 1 / 1};
    const auto revocation =
        german.revocation_list(false, issued + std::chrono::days{365}, {.issued = issued, .revokes_list_signer = true});
    const auto accept = " --accept " + fingerprint_of(german);
    const auto alone = "trust import " + write("de.cer", german.certificate()) + accept;
    const auto import = "trust import " + write("de.ml", list) + accept;
    const auto revoke = "trust import " + write("de.crl", revocation);
    const std::string refusal = "de.ml: its state has revoked the signer of this master list";
    SUBCASE("the revocation comes first")
    {
        REQUIRE(run(alone).code == 0);
        REQUIRE(run(revoke).code == 0);
        CHECK(run(import).errors.find(refusal) != std::string::npos);
    }
    SUBCASE("the master list comes first")
    {
        REQUIRE(run(import).code == 0);
        CHECK(run(revoke).out.find("taken away: de.ml; its state has revoked") != std::string::npos);
        REQUIRE(run(alone).code == 0);
        CHECK(run(import).errors.find(refusal) != std::string::npos);
    }
    SUBCASE("as an earlier version took both")
    {
        REQUIRE(run(alone).code == 0);
        REQUIRE(run(revoke).code == 0);
        store("de.ml", list);
        CHECK(run("trust list").errors.find("de.ml, which kiosks have: its state has revoked") != std::string::npos);
        CHECK(run(alone).code == 0);
    }
    SUBCASE("both lie in a folder")
    {
        write("trust/de.ml", list);
        const auto load = "trust load '" + (folder / "trust").string() + "'" + accept;
        REQUIRE(run(load).code == 0);
        write("trust/de.crl", revocation);
        CHECK(run(load).errors.find(refusal) != std::string::npos);
        std::filesystem::remove(folder / "trust/de.ml");
        write("trust/de.cer", german.certificate());
        CHECK(run(load).code == 0);
        std::filesystem::remove(folder / "trust/de.crl");
        write("trust/de.ml", list);
        CHECK(run(load).errors.find(refusal) != std::string::npos); // by the list that kiosks have
    }
    CHECK(run("trust list").out.find("de.ml") == std::string::npos);
}

TEST_CASE_FIXTURE(Operator, "who stands beside a list by a key of his own making vouches for nothing after it is taken")
{
    set_up();
    const auto old = authority_of("DE");
    const auto german = authority_of("DE");
    const tests::Usurper usurper{german.master_list({german.certificate(), old.link_to(german)})};
    const auto list = "trust import " + write("de.ml", usurper.list);
    const auto next = "trust import " + write("next.cer", usurper.next);
    const auto of_usurper = hardware::to_hex(hardware::document::Certificate{usurper.authority}.fingerprint());
    std::string first;
    SUBCASE("by the link from a trusted key")
    {
        const auto before = write("old.cer", old.certificate());
        REQUIRE(run("trust import " + before + accepting(folder / "old.cer")).code == 0);
        first = list;
    }
    SUBCASE("by the fingerprint that the state publishes")
    {
        first = list + " --accept " + fingerprint_of(german);
    }
    SUBCASE("by a trusted certificate that is taken away afterwards")
    {
        const auto alone = write("de.cer", german.certificate());
        REQUIRE(run("trust import " + alone + accepting(folder / "de.cer")).code == 0);
        first = list;
    }
    CHECK(run(first).out.find(of_usurper) == std::string::npos);
    CHECK(run("trust list").out.find(fingerprint_of(german)) != std::string::npos);
    run("trust remove de.cer");
    CHECK(run(next).code == 1);
    CHECK(run("trust list").out.find("next.cer") == std::string::npos);
}

TEST_CASE_FIXTURE(Operator,
                  "a list over whose signer stands another key than the trusted one comes in by nobody's word")
{
    set_up();
    const auto german = authority_of("DE");
    const auto alone = write("de.cer", german.certificate());
    REQUIRE(run("trust import " + alone + accepting(folder / "de.cer")).code == 0);
    const auto forged = tests::Usurper{german.master_list({authority_of("BG").certificate()})}.two_keys;
    const auto other = hardware::document::read_master_list(forged).voucher().fingerprint();
    const auto import = "trust import " + write("de.ml", forged);
    for (const auto& command : {import, import + " --accept " + hardware::to_hex(other)}) {
        const auto refused = run(command);
        CHECK(refused.code == 1);
        CHECK(refused.errors.find("de.ml: the key over this list is another one than that of") != std::string::npos);
    }
    store("de.ml", forged); // as an earlier version took it
    CHECK(run("trust list").out.find("with 1 authority, vouched for by nobody\n") != std::string::npos);
    CHECK(nlohmann::json::parse(run("trust list --json").out).at(1)["list_vouched_by"].is_null());
}
