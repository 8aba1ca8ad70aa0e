#include <doctest/doctest.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/openssl.hpp"
#include "hardware/document/country.hpp"
#include "hardware/document/passive_authentication.hpp"
#include "hardware/document/signed_data.hpp"
#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::AuthorityOptions;
using virtual_card::DemoAuthority;
using virtual_card::KeyKind;

namespace {
const std::map<int, Bytes> kFiles{{1, {0x61, 0x00}}, {2, {0x75, 0x00}}};

SignedFor bulgarian()
{
    return {"BGR", std::chrono::sys_days{std::chrono::year{2033} / 2 / 28}, kToday};
}

Check find(const std::vector<Check>& checks, CheckId id)
{
    return *std::find_if(checks.begin(), checks.end(), [&](const Check& check) { return check.id == id; });
}

Check chain(const DemoAuthority& signer, const TrustStore& trust, const SignedFor& document = bulgarian())
{
    return find(check_signer(read_security_object(signer.sign(kFiles)).signature, trust, document),
                CheckId::signer_chain);
}
} // namespace

TEST_CASE("security objects of every kind of key, hash and version are proven")
{
    std::vector<AuthorityOptions> all;
    for (const auto* digest : {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"}) {
        for (const auto kind : {KeyKind::ec, KeyKind::ec_explicit})
            all.push_back({kind, "brainpoolP384r1", digest, "BG", 1});
        for (const auto kind : {KeyKind::rsa, KeyKind::rsa_pss})
            all.push_back({kind, {}, digest, "BG", 0});
    }
    for (const auto* curve : {"secp224r1", "P-256", "secp384r1", "secp521r1", "brainpoolP224r1", "brainpoolP256r1",
                              "brainpoolP320r1", "brainpoolP512r1"})
        for (const auto kind : {KeyKind::ec, KeyKind::ec_explicit})
            all.push_back({kind, curve, "SHA256", "BG", 1});
    for (const auto& options : all) {
        CAPTURE(static_cast<int>(options.kind));
        CAPTURE(options.digest);
        const auto authority = DemoAuthority::create(options);
        const auto object = read_security_object(authority.sign(kFiles));
        CHECK(object.digest == options.digest);
        CHECK(check_hashes(object, kFiles).result == CheckResult::passed);
        for (const auto& check : check_signer(object.signature, trust_in(authority), bulgarian())) {
            CAPTURE(check.reason);
            const bool without_list = check.id == CheckId::revocation;
            CHECK(check.result == (without_list ? CheckResult::not_possible : CheckResult::passed));
        }
    }
}

TEST_CASE("explicit parameters with another cofactor than the curve's are those of no known curve")
{
    auto der = DemoAuthority::create({KeyKind::ec_explicit, "P-256"}).certificate();
    CHECK(Certificate{der}.has_known_key());
    const auto order_and_cofactor = from_hex("F3B9CAC2FC632551020101");
    const auto at = std::search(der.begin(), der.end(), order_and_cofactor.begin(), order_and_cofactor.end());
    REQUIRE(at != der.end());
    at[static_cast<std::ptrdiff_t>(order_and_cofactor.size()) - 1] = 7;
    CHECK_FALSE(Certificate{der}.has_known_key());
}

TEST_CASE("of several authorities with one name the one whose key fits is found")
{
    const auto first = DemoAuthority::create();
    const auto second = DemoAuthority::create({KeyKind::rsa});
    const auto third = DemoAuthority::create({KeyKind::ec_explicit});
    TrustStore trust;
    for (const auto* authority : {&first, &second, &third})
        trust.add_certificate(authority->certificate());
    for (const auto* authority : {&first, &second, &third})
        CHECK(chain(*authority, trust).result == CheckResult::passed);
    CHECK(chain(DemoAuthority::create(), trust).reason == "issuer_unknown");
}

TEST_CASE("without any authority nothing is proven and nothing is forged")
{
    const auto found = chain(demo_authority(), {});
    CHECK(found.result == CheckResult::not_possible);
    CHECK(found.reason == "no_authorities");
}

TEST_CASE("one country's signer proves nothing for another country's document")
{
    auto document = bulgarian();
    document.issuer = "D";
    CHECK(chain(demo_authority(), trust_in(demo_authority()), document).reason == "document_country_differs");
}

TEST_CASE("every issuer that the standard lists has signers of its own only")
{
    using Pair = std::pair<const char*, const char*>;
    for (const auto& [issuer, country] : {Pair{"BGR", "BG"},
                                          {"D", "DE"},
                                          {"GBR", "GB"},
                                          {"GBD", "GB"},
                                          {"GBN", "GB"},
                                          {"GBO", "GB"},
                                          {"GBP", "GB"},
                                          {"GBS", "GB"},
                                          {"RKS", "KS"},
                                          {"EUE", "EU"},
                                          {"UNO", "UN"},
                                          {"UNA", "UN"},
                                          {"UNK", "UN"},
                                          {"XOM", "XO"},
                                          {"XPO", "XP"},
                                          {"XCC", "XC"},
                                          {"HKG", "HK"}}) {
        const std::string document{issuer}; // what CAPTURE takes with every compiler
        CAPTURE(document);
        CHECK(belonging(document, country) == Belonging::belongs);
        CHECK(belonging(document, "FR") == Belonging::differs);
    }
    CHECK(belonging("RKS", "RS") == Belonging::differs);
    CHECK(belonging("CHN", "TW") == Belonging::differs);
}

TEST_CASE("an issuer or a signer that cannot be compared proves nothing and is no forgery")
{
    using Pair = std::pair<const char*, const char*>;
    for (const auto& [issuer, country] :
         {Pair{"XBA", "XX"}, {"XBA", "DE"}, {"BGR", ""}, {"BGR", "BGR"}, {"CHN", "HK"}, {"CHN", "MO"}, {"HKG", "CN"}})
        CHECK(belonging(issuer, country) == Belonging::unknown);
    auto document = bulgarian();
    document.issuer = "XBA";
    const auto of_unknown_issuer = chain(demo_authority(), trust_in(demo_authority()), document);
    CHECK(of_unknown_issuer.result == CheckResult::not_possible);
    CHECK(of_unknown_issuer.reason == "issuer_code_unknown");
}

TEST_CASE("a certificate that plays another part signs no document, and a use of a state's own does no harm")
{
    const auto judge = [](const char* use) {
        AuthorityOptions options;
        options.signer_use = use;
        const auto authority = DemoAuthority::create(options);
        return chain(authority, trust_in(authority)).reason;
    };
    // Master and deviation lists, journeys, visible seals, connections.
    for (const auto* use : {"critical,2.23.136.1.1.3", "2.23.136.1.1.8", "2.23.136.1.1.9.8.1", "2.23.136.1.1.14.2",
                            "serverAuth", "clientAuth,1.2.3.4"})
        CHECK(judge(use) == "signer_may_not_sign");
    for (const auto* use : {"", "2.23.136.1.1.1", "1.2.3.4", "emailProtection", "anyExtendedKeyUsage"})
        CHECK(judge(use).empty());
}

TEST_CASE("a signer has to be valid when it signs, and that it ended since proves no forgery")
{
    const auto object = read_security_object(demo_authority().sign(kFiles));
    const auto trust = trust_in(demo_authority());
    auto document = bulgarian();
    const auto judge = [&] { return find(check_signer(object.signature, trust, document), CheckId::signer_validity); };
    document.judged_on = std::chrono::sys_days{std::chrono::year{2060} / 1 / 1};
    CHECK(judge().result == CheckResult::passed); // its end came after the document's last day
    document.expiry_date.reset();
    CHECK(judge().result == CheckResult::not_possible);
    CHECK(judge().reason == "signer_expired");
    document.judged_on = std::chrono::sys_days{std::chrono::year{2019} / 12 / 1};
    CHECK(judge().result == CheckResult::failed);
    CHECK(judge().reason == "signed_in_the_future");
}

TEST_CASE("a clock that is some days slow makes no forgery of a card that was signed today")
{
    using namespace std::chrono;
    const sys_days signed_on{year{2026} / 6 / 15};
    const auto object = read_security_object(demo_authority().sign(kFiles, {}, signed_on + hours{12}));
    const auto trust = trust_in(demo_authority());
    auto document = bulgarian();
    const auto judge = [&](days behind) {
        document.judged_on = signed_on - behind;
        return find(check_signer(object.signature, trust, document), CheckId::signer_validity);
    };
    CHECK(judge(days{1}).result == CheckResult::passed);
    CHECK(judge(days{20}).result == CheckResult::not_possible);
    CHECK(judge(days{20}).reason == "signed_in_the_future");
    CHECK(judge(days{40}).result == CheckResult::failed);
}

TEST_CASE("revocation lists revoke, pass, or are out of date")
{
    const auto object = read_security_object(demo_authority().sign(kFiles));
    const auto judge = [&](const DemoAuthority& issuer, bool revoke, std::chrono::sys_days next) {
        auto trust = trust_in(demo_authority());
        trust.add_revocation_list(issuer.revocation_list(revoke, next));
        return find(check_signer(object.signature, trust, bulgarian()), CheckId::revocation);
    };
    const std::chrono::days month{30};
    CHECK(judge(demo_authority(), false, kToday + month).result == CheckResult::passed);
    CHECK(judge(demo_authority(), true, kToday + month).reason == "signer_revoked");
    CHECK(judge(demo_authority(), true, kToday - month).reason == "signer_revoked");
    CHECK(judge(demo_authority(), false, kToday - month).reason == "revocation_list_outdated");
    CHECK(judge(DemoAuthority::create(), true, kToday + month).reason == "no_revocation_list");
}

TEST_CASE("a list that speaks of others only, is of tomorrow, or is signed by whom or as may not be, does not count")
{
    const auto judge = [](const DemoAuthority& authority, const DemoAuthority::ListOptions& options) {
        const auto object = read_security_object(authority.sign(kFiles));
        for (const bool revokes : {false, true}) {
            auto trust = trust_in(authority);
            trust.add_revocation_list(authority.revocation_list(revokes, kToday + std::chrono::days{30}, options));
            CHECK(find(check_signer(object.signature, trust, bulgarian()), CheckId::revocation).reason ==
                  "no_revocation_list");
        }
    };
    DemoAuthority::ListOptions options;
    options.of_authorities_only = true;
    judge(demo_authority(), options);
    options = {};
    options.issued = kToday + std::chrono::days{3};
    judge(demo_authority(), options);
    options = {};
    options.digest = "MD5";
    judge(DemoAuthority::create({KeyKind::rsa}), options);
    AuthorityOptions without_lists;
    without_lists.authority_usage = "critical,keyCertSign";
    judge(DemoAuthority::create(without_lists), {});
}

TEST_CASE("a signature with a digest that is not listed is none")
{
    AuthorityOptions options;
    options.kind = KeyKind::rsa;
    options.digest = "MD5";
    const auto authority = DemoAuthority::create(options);
    const auto signature = read_signed_data(authority.sign_card_security(kFiles.at(1))).signature;
    CHECK_FALSE(signature.signer);
    CHECK(signature.fault == "digest_not_allowed");
    const Certificate certificate{authority.certificate()};
    CHECK_FALSE(certificate.is_signed_by(certificate));
}

TEST_CASE("a key that is too short proves nothing and is no forgery")
{
    AuthorityOptions options;
    options.kind = KeyKind::rsa;
    options.rsa_bits = 1024;
    const auto weak = DemoAuthority::create(options);
    CHECK(chain(weak, trust_in(weak)).result == CheckResult::not_possible);
    CHECK(chain(weak, trust_in(weak)).reason == "weak_key");
}

TEST_CASE("a list signed with the authority's next key revokes signers of the key before it")
{
    const auto named = [](const char* name) {
        AuthorityOptions options;
        options.name = name;
        return DemoAuthority::create(options);
    };
    const auto old = named("CSCA 1");
    const auto middle = named("CSCA 2");
    const auto next = named("CSCA 3");
    const auto object = read_security_object(old.sign(kFiles));
    auto trust = trust_in(old);
    trust.add_certificate(next.certificate());
    trust.add_revocation_list(next.revocation_list(true, kToday + std::chrono::days{30}));
    const auto judge = [&] {
        return find(check_signer(object.signature, trust, bulgarian()), CheckId::revocation).reason;
    };
    CHECK(judge() == "no_revocation_list"); // nothing says that the two are one authority
    trust.add_certificate(middle.link_to(next));
    trust.add_certificate(old.link_to(middle));
    CHECK(judge() == "signer_revoked");
}

TEST_CASE("an entry that tells who issued the certificate revokes that authority's alone, and so do those behind it")
{
    using Entries = std::vector<DemoAuthority::ListOptions::Entry>;
    const auto named = [](const char* name) {
        AuthorityOptions options;
        options.name = name;
        return DemoAuthority::create(options);
    };
    const auto former = named("CSCA 1");
    const auto present = named("CSCA 2");
    const auto third = named("CSCA of residence permits");
    const auto revokes = [&](const Entries& entries, const DemoAuthority& issuer) {
        auto trust = trust_in(former);
        trust.add_certificate(present.certificate());
        trust.add_certificate(former.link_to(present));
        trust.add_revocation_list(present.revocation_list(false, kToday + std::chrono::days{30}, {.entries = entries}));
        const auto object = read_security_object(issuer.sign(kFiles)); // all three use one serial number
        const auto found = find(check_signer(object.signature, trust, bulgarian()), CheckId::revocation);
        REQUIRE((found.result == CheckResult::passed || found.reason == "signer_revoked"));
        return found.result == CheckResult::failed;
    };
    CHECK(revokes({{}}, former)); // whatever its authority is called today
    CHECK(revokes({{}}, present));
    CHECK(revokes({{&former}}, former));
    CHECK_FALSE(revokes({{&former}}, present));
    CHECK_FALSE(revokes({{&third}}, former));
    CHECK_FALSE(revokes({{&third}, {}}, former));
    CHECK(revokes({{}, {&third}}, former));
    CHECK(revokes({{&third}, {&former}, {}}, former));
    CHECK_FALSE(revokes({{&third}, {&former}, {}}, present));
    CHECK_FALSE(revokes({{.taken_back = true}}, present));
    CHECK_FALSE(revokes({{&third, true}, {}}, present));
}

TEST_CASE("a list that says critically whose certificates its entries are of is whole, and one of some kinds is not")
{
    const auto judge = [](const DemoAuthority::ListOptions& options) {
        const auto object = read_security_object(demo_authority().sign(kFiles));
        auto trust = trust_in(demo_authority());
        trust.add_revocation_list(demo_authority().revocation_list(false, kToday + std::chrono::days{30}, options));
        return find(check_signer(object.signature, trust, bulgarian()), CheckId::revocation).reason;
    };
    for (const bool is_critical : {false, true}) {
        for (const bool of_several : {false, true}) {
            CAPTURE(is_critical);
            CAPTURE(of_several);
            const DemoAuthority::ListOptions::Entry entry{.issuer = &demo_authority(), .is_critical = is_critical};
            CHECK(judge({.of_several = of_several, .entries = {entry}}) == "signer_revoked");
        }
    }
    CHECK(judge({.of_several = true}).empty());
    CHECK(judge({.of_authorities_only = true}) == "no_revocation_list");
    CHECK(judge({.of_authorities_only = true, .of_several = true}) == "no_revocation_list");
}

TEST_CASE("keys of one state and one name are one authority for its lists, with or without a link between them")
{
    const auto old = DemoAuthority::create();
    const auto next = DemoAuthority::create();
    const auto object = read_security_object(old.sign(kFiles));
    auto trust = trust_in(old);
    trust.add_revocation_list(next.revocation_list(true, kToday + std::chrono::days{30}));
    const auto judge = [&] {
        return find(check_signer(object.signature, trust, bulgarian()), CheckId::revocation).reason;
    };
    CHECK(judge() == "no_revocation_list"); // whose list it is is not known
    trust.add_certificate(next.certificate());
    CHECK(judge() == "signer_revoked");
}

TEST_CASE("a data group that was changed, added or kept back is named")
{
    const auto object = read_security_object(demo_authority().sign(kFiles));
    CHECK(check_hashes(object, {{2, {0x75, 0x01}}}).reason == "hash_mismatch_dg2");
    CHECK(check_hashes(object, {{11, {0x6B, 0x00}}}).reason == "not_signed_dg11");
    CHECK(check_hashes(object, {{1, {}}}).reason == "missing_dg1");
}

TEST_CASE("no changed byte of a security object goes unnoticed")
{
    const auto genuine = demo_authority().sign(kFiles);
    const auto trust = trust_in(demo_authority());
    unsigned proven = 0;
    for (std::size_t i = 0; i < genuine.size(); ++i) {
        auto changed = genuine;
        changed[i] ^= 0x04;
        try {
            const auto object = read_security_object(changed);
            const auto checks = check_signer(object.signature, trust, bulgarian());
            if (find(checks, CheckId::sod_signature).result == CheckResult::passed &&
                find(checks, CheckId::signer_chain).result == CheckResult::passed &&
                (object.hashes != read_security_object(genuine).hashes || object.digest != "SHA256"))
                ++proven;
        } catch (const Error&) {
            continue;
        }
    }
    CHECK(proven == 0);
}

TEST_CASE("what is no security object is refused")
{
    for (const auto* bad : {"", "77", "7700", "7780", "770A30080609608648016503", "7703300100", "6103300100"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(read_security_object(from_hex(bad)), ProtocolViolation);
    }
}
