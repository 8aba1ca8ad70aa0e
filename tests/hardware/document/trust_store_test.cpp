#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

#include <sys/stat.h>

#include "hardware/card/cipher.hpp"
#include "hardware/document/passive_authentication.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"
#include "tests/support/armour.hpp"
#include "tests/support/bent.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::DemoAuthority;
using virtual_card::KeyKind;

namespace {
/// A folder that goes with the test.
struct TemporaryFolder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("gishe-trust-" + to_hex(card::random_bytes(8)));
    TemporaryFolder() { std::filesystem::create_directories(path); }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    TemporaryFolder(TemporaryFolder&&) = delete;

    void write(const std::string& name, ByteView bytes) const
    {
        std::ofstream stream{path / name, std::ios::binary};
        stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
};

Bytes pem_of(const std::vector<Bytes>& certificates)
{
    std::vector<std::pair<const char*, Bytes>> objects;
    objects.reserve(certificates.size());
    for (const auto& der : certificates)
        objects.emplace_back("CERTIFICATE", der);
    return tests::armoured(objects);
}
} // namespace

TEST_CASE("a trust folder gives its certificates and lists, and what is none of them does no harm")
{
    const TemporaryFolder folder;
    folder.write("a.der", demo_authority().certificate());
    folder.write("b.cer", DemoAuthority::create({KeyKind::rsa_pss}).certificate());
    folder.write("c.crl", demo_authority().revocation_list(false, kToday));
    folder.write("broken.der", from_hex("3003020100"));
    folder.write("readme.txt", from_hex("41"));
    const auto trust = TrustStore::from_folder(folder.path, kToday);
    CHECK(trust.authorities().size() == 2);
    CHECK(trust.revocation_lists().size() == 1);
    CHECK(trust.refused() == std::vector<RefusedFile>{{"broken.der", "not a certificate"}});
    CHECK_THROWS_AS(TrustStore::from_folder(folder.path / "absent", kToday), Error);
}

TEST_CASE("of a trust file with one bad object nothing is trusted")
{
    TrustStore trust;
    CHECK_THROWS_AS(trust.add_file("two.pem", pem_of({demo_authority().certificate(), {0x30, 0x00}})),
                    ProtocolViolation);
    CHECK(trust.empty());
}

TEST_CASE("of a PEM file that was cut or damaged after its first certificate nothing is trusted")
{
    const auto one = pem_of({demo_authority().certificate()});
    const auto two = pem_of({demo_authority().certificate(), demo_authority().certificate()});
    auto damaged = two;
    damaged[one.size() + one.size() / 2] = '*';
    for (const auto& text : {Bytes{two.begin(), two.end() - 200}, damaged}) {
        TrustStore trust;
        CHECK_THROWS_AS(trust.add_file("two.pem", text), ProtocolViolation);
        CHECK(trust.empty());
    }
    TrustStore trust;
    trust.add_file("two.pem", two);
    CHECK(trust.authorities().size() == 2);
}

TEST_CASE("nothing in a trust folder keeps its reader waiting")
{
    const TemporaryFolder folder;
    folder.write("a.der", demo_authority().certificate());
    REQUIRE(::mkfifo((folder.path / "b.pem").c_str(), 0600) == 0);
    std::filesystem::create_directory(folder.path / "c.cer");
    std::filesystem::create_symlink("/proc/self/status", folder.path / "d.crt");
    std::filesystem::create_symlink("/dev/zero", folder.path / "e.ml");
    std::filesystem::create_symlink("f.crl", folder.path / "f.crl");
    folder.write("g.der", {});
    const auto trust = TrustStore::from_folder(folder.path, kToday);
    CHECK(trust.taken() == std::vector<std::string>{"a.der"});
    REQUIRE(trust.refused().size() == 6);
    for (const auto& file : trust.refused()) {
        CAPTURE(file.name);
        const auto* reason = file.name == "f.crl" ? "cannot be read" : "is empty or no file";
        CHECK(file.reason.starts_with(reason));
    }
}

TEST_CASE("a trust folder has an end: in certificates and lists")
{
    const auto certificate = demo_authority().certificate();
    const auto most = pem_of(std::vector<Bytes>(TrustStore::kMostAuthorities, certificate));
    TrustStore trust;
    trust.add_file("most.pem", most);
    CHECK(trust.authorities().size() == TrustStore::kMostAuthorities);
    CHECK_THROWS_WITH_AS(trust.add_file("one.der", certificate), "more certificates than are taken", ProtocolViolation);
    CHECK(trust.authorities().size() == TrustStore::kMostAuthorities);
    CHECK_THROWS_WITH_AS(
        TrustStore{}.add_file("more.pem", pem_of(std::vector<Bytes>(TrustStore::kMostAuthorities + 1, certificate))),
        "more certificates and lists than are taken", ProtocolViolation);

    const auto list = demo_authority().revocation_list(false, kToday);
    for (std::size_t i = 0; i < TrustStore::kMostLists; ++i)
        trust.add_file("one.crl", list);
    CHECK_THROWS_WITH_AS(trust.add_file("one.crl", list), "more revocation lists than are taken", ProtocolViolation);
}

TEST_CASE("a trust folder has an end: in files and bytes")
{
    const TemporaryFolder many;
    for (std::size_t i = 0; i < TrustStore::kMostFiles + 2; ++i)
        many.write(std::to_string(10000 + i) + ".crl", Bytes{0x30});
    const auto first = TrustStore::from_folder(many.path, kToday);
    REQUIRE(first.refused().size() == TrustStore::kMostFiles + 1);
    CHECK(first.refused().back() == RefusedFile{"12000.crl", "it and all behind it are more files than are read"});

    const TemporaryFolder large;
    for (const auto* name : {"a.der", "b.der", "c.der"}) {
        large.write(name, Bytes{0x30});
        std::filesystem::resize_file(large.path / name, 16U << 20U);
    }
    large.write("d.der", demo_authority().certificate());
    std::filesystem::resize_file(large.path / "a.der", (16U << 20U) + 1);
    const auto second = TrustStore::from_folder(large.path, kToday);
    REQUIRE(second.refused().size() == 4);
    CHECK(second.refused().at(0).reason == "is too large");
    CHECK(second.refused().at(1).reason == "not a certificate");
    CHECK(second.refused().at(2).reason == "not a certificate");
    CHECK(second.refused().at(3).reason == "is too large beside those before it");
}

TEST_CASE("a demonstration authority is kept in its folder and written into the trust folder")
{
    const TemporaryFolder folder;
    const auto made = DemoAuthority::load_or_create(folder.path / "authority");
    const auto loaded = DemoAuthority::load_or_create(folder.path / "authority");
    CHECK(made.certificate() == loaded.certificate());
    loaded.publish(folder.path / "trust");
    const auto trust = TrustStore::from_folder(folder.path / "trust", kToday);
    REQUIRE(trust.authorities().size() == 1);
    CHECK(trust.authorities().front().fingerprint() == Certificate{made.certificate()}.fingerprint());
    const auto mode = std::filesystem::status(folder.path / "authority/demo-csca-key.pem").permissions();
    CHECK(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("only a certificate that names its own key as its signer can belie itself")
{
    const auto self_signed = demo_authority().certificate();
    CHECK(Certificate{self_signed}.is_self_signed());
    CHECK_FALSE(Certificate{self_signed}.belies_itself());
    const auto link = demo_authority().link_to(DemoAuthority::create()); // of the same name, by another key
    CHECK_FALSE(Certificate{link}.is_self_signed());
    CHECK_FALSE(Certificate{link}.belies_itself());
    CHECK(Certificate{link}.is_signed_by_another());
    for (auto [certificate, belies] : {std::pair{self_signed, true}, std::pair{link, false}}) {
        certificate.back() ^= 1;
        CHECK_FALSE(Certificate{certificate}.is_self_signed());
        CHECK(Certificate{certificate}.belies_itself() == belies);
        CHECK(Certificate{certificate}.is_signed_by_another() != belies);
    }
}

TEST_CASE("a revocation list of which a time is none is no list")
{
    const auto list = demo_authority().revocation_list(false, kToday);
    REQUIRE_NOTHROW(RevocationList{list});
    for (const int which : {0, 1}) // of this list and of the next one
        CHECK_THROWS_AS(RevocationList{tests::with_time_that_is_none(list, which)}, ProtocolViolation);
}

TEST_CASE("a certificate of which a time is none is no certificate, and no file of it is taken")
{
    const auto good = demo_authority().certificate();
    REQUIRE_NOTHROW(Certificate{good});
    for (const int which : {0, 1}) {
        const auto bent = tests::with_time_that_is_none(good, which);
        CHECK_THROWS_WITH_AS(Certificate{bent}, "malformed time", ProtocolViolation);
        TrustStore trust;
        CHECK_THROWS_AS(trust.add_file("bent.cer", bent), ProtocolViolation);
        CHECK(trust.empty());
    }
}

TEST_CASE("a master list whose signer is revoked brings nobody, in whatever order the lists come")
{
    const auto german = DemoAuthority::create({KeyKind::ec, "P-256", "SHA256", "DE", 0});
    const auto next = DemoAuthority::create({KeyKind::ec, "P-256", "SHA256", "DE", 0}); // of the same name
    const auto list = german.master_list({german.certificate(), demo_authority().certificate()});
    const auto revoking = [](const DemoAuthority& authority, bool of_authorities_only) {
        return authority.revocation_list(false, kToday,
                                         {.of_authorities_only = of_authorities_only, .revokes_list_signer = true});
    };
    const auto trusted_with = [&](const Bytes& revocation, bool list_first, const DemoAuthority* successor = nullptr) {
        TrustStore trust;
        if (list_first) trust.add_master_list(list);
        trust.add_revocation_list(revocation);
        if (!list_first) trust.add_master_list(list);
        if (successor != nullptr) trust.add_certificate(successor->certificate());
        return trust.authorities().size();
    };
    for (const bool list_first : {true, false}) {
        CHECK(trusted_with(revoking(german, false), list_first) == 0);
        CHECK(trusted_with(revoking(next, false), list_first, &next) == 1);
        CHECK(trusted_with(revoking(next, false), list_first) == 2); // nobody knows whose it is
        CHECK(trusted_with(revoking(german, true), list_first) == 2);
        CHECK(trusted_with(german.revocation_list(true, kToday), list_first) == 2); // another signer
    }
}

TEST_CASE(
    "a master list whose signer was certified under a former name of the authority is revoked under the present one")
{
    virtual_card::AuthorityOptions options{KeyKind::ec, "P-256", "SHA256", "DE", 0};
    const auto former = DemoAuthority::create(options);
    options.name = "CSCA 2";
    const auto present = DemoAuthority::create(options);
    const auto trusted_with = [&](bool revokes) {
        TrustStore trust;
        trust.add_master_list(former.master_list({former.certificate(), demo_authority().certificate()}));
        trust.add_certificate(former.link_to(present));
        trust.add_certificate(present.certificate());
        trust.add_revocation_list(present.revocation_list(false, kToday, {.revokes_list_signer = revokes}));
        return trust.authorities().size();
    };
    CHECK(trusted_with(false) == 4);
    CHECK(trusted_with(true) == 2);
}

TEST_CASE("a revocation list of a day that has not come takes no master list away, and does once it has")
{
    const auto german = DemoAuthority::create({KeyKind::ec, "P-256", "SHA256", "DE", 0});
    const std::chrono::sys_days issued{std::chrono::year{2041} / 1 / 1};
    const auto revocation = german.revocation_list(false, issued, {.issued = issued, .revokes_list_signer = true});
    const auto trusted_on = [&](std::chrono::sys_days day) {
        TrustStore trust{day};
        trust.add_master_list(german.master_list({german.certificate(), demo_authority().certificate()}));
        trust.add_revocation_list(revocation);
        return trust.authorities().size();
    };
    CHECK(trusted_on(kToday) == 2);
    CHECK(trusted_on(issued) == 0);
}

TEST_CASE("a master list in a folder whose signer is revoked is named, on whichever side of the revocation it stands")
{
    const auto german = DemoAuthority::create({KeyKind::ec, "P-256", "SHA256", "DE", 0});
    const TemporaryFolder folder;
    folder.write("a.ml", german.master_list({german.certificate()}));
    folder.write("b.crl", german.revocation_list(false, kToday, {.revokes_list_signer = true}));
    folder.write("c.ml", german.master_list({german.certificate()}));
    folder.write("d.cer", demo_authority().certificate());
    const auto trust = TrustStore::from_folder(folder.path, kToday);
    CHECK(trust.authorities().size() == 1);
    CHECK(trust.taken() == std::vector<std::string>{"b.crl", "d.cer"});
    REQUIRE(trust.refused().size() == 2);
    for (const auto& file : trust.refused())
        CHECK(file.reason == "its state has revoked the signer of this master list, or the authority over it");
}

TEST_CASE("a link certificate that tells no key of its issuer is as good as one that does")
{
    virtual_card::AuthorityOptions options;
    options.names_issuer_key = false;
    const auto before = DemoAuthority::create(options);
    const auto next = DemoAuthority::create(options);
    const Certificate link{before.link_to(next)};
    REQUIRE(link.authority_key_id().empty());
    CHECK(Certificate{next.certificate()}.is_self_signed());
    CHECK_FALSE(link.is_self_signed());
    CHECK_FALSE(link.belies_itself());
    CHECK(link.is_signed_by_another());
    TrustStore trust;
    CHECK_NOTHROW(trust.add_master_list(next.master_list({next.certificate()}, {}, before.link_to(next))));
    CHECK_NOTHROW(trust.add_master_list(next.master_list({before.link_to(next)}, {}, before.link_to(next))));
}

TEST_CASE("the country of a certificate is of letters, or there is none")
{
    const auto country_of = [](std::string_view country) {
        virtual_card::AuthorityOptions options;
        options.country = "QQ";
        auto der = DemoAuthority::create(options).certificate();
        const std::string_view before{"\x13\x02QQ"}; // PrintableString of both letters, of issuer and subject
        for (auto at = der.begin();;) {
            at = std::search(at, der.end(), before.begin(), before.end());
            if (at == der.end()) return Certificate{der}.country();
            std::copy(country.begin(), country.end(), at + 2);
        }
    };
    CHECK(country_of("de") == "DE");
    for (const auto* other : {"\x1B[", "\r\n", "\xD0\x91", "D1"}) {
        CAPTURE(other);
        CHECK(country_of(other).empty());
    }
}

TEST_CASE("the subject of a certificate holds nothing that a terminal obeys")
{
    const auto subject_of = [](const char* name) {
        virtual_card::AuthorityOptions options;
        options.name = name;
        return Certificate{DemoAuthority::create(options).certificate()}.subject();
    };
    CHECK(subject_of("България").starts_with("CN=България,"));
    CHECK(subject_of("a, b\\1B").starts_with("CN=a\\, b\\\\1B,")); // as RFC 4514 writes it
    CHECK(subject_of("a\x1B[2Kb").starts_with("CN=a\\1B[2Kb,"));
    CHECK(subject_of("a\xC2\x9B"
                     "2Kb")
              .starts_with("CN=a\\C2\\9B2Kb,"));
    CHECK(subject_of("a\xE2\x80\xAE"
                     "b")
              .starts_with("CN=a\\E2\\80\\AEb,"));
}
