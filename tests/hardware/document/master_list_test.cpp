#include <doctest/doctest.h>

#include "hardware/card/cipher.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/document/master_list.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/certificates.hpp"
#include "tests/hardware/document/reading_fixture.hpp"
#include "tests/support/armour.hpp"
#include "tests/support/bent.hpp"
#include "tests/support/usurper.hpp"

using namespace hardware;
using namespace hardware::document;
using tests::armoured;
using virtual_card::DemoAuthority;
using virtual_card::KeyKind;

namespace {
std::string refusal(ByteView list)
{
    try {
        read_master_list(list);
    } catch (const ProtocolViolation& error) {
        return error.what();
    }
    return {};
}

/// The certificate with its RSA key as one that signs by PSS alone; its signature is left as it was.
Bytes with_key_for_pss(const Bytes& certificate)
{
    const auto* at = certificate.data();
    const auto made = card::ssl::own<virtual_card::X509Handle>(
        d2i_X509(nullptr, &at, static_cast<long>(certificate.size())), "d2i_X509");
    auto* const key = X509_get_X509_PUBKEY(made.get());
    const unsigned char* numbers = nullptr;
    int size = 0;
    X509_PUBKEY_get0_param(nullptr, &numbers, &size, nullptr, key);
    auto* const copy = static_cast<unsigned char*>(OPENSSL_memdup(numbers, static_cast<std::size_t>(size)));
    card::ssl::check(X509_PUBKEY_set0_param(key, OBJ_nid2obj(NID_rsassaPss), V_ASN1_UNDEF, nullptr, copy, size) == 1 &&
                         i2d_re_X509_tbs(made.get(), nullptr) > 0, // written anew from now on
                     "X509_PUBKEY_set0_param");
    return virtual_card::der_of<i2d_X509>(made.get());
}
} // namespace

TEST_CASE("a master list gives the authorities in it and names who vouches for it")
{
    const auto german = DemoAuthority::create({KeyKind::rsa, {}, "SHA256", "DE", 0});
    const auto list = read_master_list(german.master_list({demo_authority().certificate(), german.certificate()}));
    CHECK(list.authorities.size() == 2);
    CHECK(list.voucher().fingerprint() == Certificate{german.certificate()}.fingerprint());
    CHECK(list.voucher().country() == "DE");
    CHECK(list.signer.may_sign_master_lists());
    CHECK_FALSE(list.voucher().may_sign_master_lists());
}

TEST_CASE("of the certificates over a master list the self-signed one, which the state publishes, comes first")
{
    const auto old = DemoAuthority::create();
    const auto german = DemoAuthority::create();
    const auto link = old.link_to(german);
    const auto list = read_master_list(german.master_list({german.certificate()}, {}, link));
    CHECK(list.vouchers.size() == 2);
    CHECK(list.voucher().fingerprint() == Certificate{german.certificate()}.fingerprint());
    const auto with_link_alone = read_master_list(german.master_list({}, {}, link));
    CHECK(with_link_alone.voucher().fingerprint() == Certificate{link}.fingerprint());
    CHECK(with_link_alone.is_vouched_by(Certificate{german.certificate()})); // though it does not come along
    CHECK_FALSE(with_link_alone.is_vouched_by(Certificate{old.certificate()}));
}

TEST_CASE("a damaged authority vouches for no master list")
{
    auto damaged = demo_authority().certificate();
    damaged.back() ^= 1;
    CHECK(refusal(demo_authority().master_list({}, {}, damaged)) == "master list: the authority over it is damaged");
    CHECK(refusal(demo_authority().master_list({demo_authority().certificate()}, {}, damaged)).empty());
}

TEST_CASE("a key on no named curve vouches for no master list, though the signature under its signer fits it")
{
    const auto german = DemoAuthority::create({KeyKind::ec, "P-256", "SHA256", "DE", 0});
    const tests::Usurper usurper{german.master_list({german.certificate()})};
    REQUIRE(Certificate{usurper.authority}.is_self_signed());
    REQUIRE(read_master_list(usurper.list).signer.is_signed_by(Certificate{usurper.authority}));
    const auto list = read_master_list(usurper.list);
    CHECK(list.vouchers.size() == 1);
    CHECK(list.voucher().fingerprint() == Certificate{german.certificate()}.fingerprint());
    CHECK_FALSE(list.is_vouched_by(Certificate{usurper.authority}));
    const tests::Usurper alone{german.master_list({demo_authority().certificate()})};
    CHECK(refusal(alone.list) == "master list: the key of the authority over it is too weak, or on no named curve");
}

TEST_CASE("a master list over whose signer two keys stand is refused, and one by another key than its own vouches not")
{
    const auto german = DemoAuthority::create({KeyKind::ec, "P-256", "SHA256", "DE", 0});
    const tests::Usurper usurper{german.master_list({german.certificate()})};
    CHECK(refusal(usurper.two_keys) == "master list: two keys stand over it; it is forged");
    const auto alone = read_master_list(tests::Usurper{german.master_list({})}.two_keys);
    CHECK_FALSE(alone.is_vouched_by(Certificate{german.certificate()}));
    CHECK(alone.is_contested_by(Certificate{german.certificate()}));
}

TEST_CASE("of two certificates over a master list the one within it, which is signed, goes before the one beside it")
{
    const auto german = DemoAuthority::create();
    const auto within = DemoAuthority::create().link_to(german);
    const auto beside = DemoAuthority::create().link_to(german);
    const auto list = read_master_list(german.master_list({within}, {}, beside));
    REQUIRE(list.vouchers.size() == 2);
    CHECK(list.voucher().fingerprint() == Certificate{within}.fingerprint());
}

TEST_CASE("a master list by a key that others can break is refused")
{
    auto options = virtual_card::AuthorityOptions{KeyKind::rsa, {}, "SHA256", "DE", 0};
    options.rsa_bits = 1024;
    const auto weak = DemoAuthority::create(options);
    CHECK(refusal(weak.master_list({weak.certificate()})) ==
          "master list: the key of its signer is too weak, or on no named curve");
}

TEST_CASE("a master list whose signer has a critical extension that nobody here knows is refused")
{
    CHECK(refusal(demo_authority().master_list({}, {virtual_card::Fault::critical_extension})) ==
          "master list: its signer has a critical extension that nobody here knows");
}

TEST_CASE("a card is proven by an authority out of a master list")
{
    const auto german = DemoAuthority::create({KeyKind::ec, "secp384r1", "SHA256", "DE", 0});
    TrustStore trust;
    trust.add_master_list(german.master_list({demo_authority().certificate()}));
    virtual_card::VirtualDocument document{specimen(), demo_authority()};
    virtual_card::InProcessCard card{document};
    CHECK(read_travel_document(card, trust, with_can()).outcome == Outcome::genuine);
}

TEST_CASE("of a master list a certificate that cannot be read is left out, and the rest counts")
{
    const auto fingerprint_of = [](const Bytes& der) { return card::digest("SHA256", der); };
    virtual_card::AuthorityOptions options;
    options.name = "Slip";
    const auto sound = DemoAuthority::create(options).certificate();
    for (const auto& [slip, reason] : {std::pair{tests::with_time_that_is_none(sound, 0), "malformed time"},
                                       std::pair{tests::with_time_that_is_none(sound, 1), "malformed time"},
                                       std::pair{tests::with_name_that_is_none(sound, "Slip"), "not a certificate"}}) {
        const auto file = demo_authority().master_list({slip, demo_authority().certificate()});
        const auto list = read_master_list(file);
        REQUIRE(list.authorities.size() == 1);
        CHECK(list.authorities[0].fingerprint() == Certificate{demo_authority().certificate()}.fingerprint());
        REQUIRE(list.left_out.size() == 1);
        CHECK(list.left_out[0].fingerprint == fingerprint_of(slip));
        CHECK(list.left_out[0].reason == reason);
        TrustStore trust;
        trust.add_master_list(file);
        CHECK(trust.authorities().size() == 1);
    }
    CHECK(read_master_list(demo_authority().master_list({sound})).left_out.empty());
}

TEST_CASE("beside a master list an authority whose times cannot be read vouches for nothing and does no harm")
{
    const auto own = demo_authority().certificate();
    const auto slip = tests::with_time_that_is_none(own, 1);
    const auto list = read_master_list(demo_authority().master_list({own}, {}, slip));
    CHECK(list.vouchers.size() == 1);
    CHECK(refusal(demo_authority().master_list({}, {}, slip)) == "master list: the authority over it is damaged");
}

TEST_CASE("a master list that was changed, or signed by somebody else, is refused")
{
    auto list = demo_authority().master_list({demo_authority().certificate()});
    list.back() ^= 1;
    CHECK(refusal(list) == "master list: its signature is wrong; it is damaged or forged");
    CHECK(refusal({}) == "no master list, or one that is cut short");
    list.pop_back();
    CHECK(refusal(list) == "no master list, or one that is cut short");
    const auto object = demo_authority().sign({{1, {0x61, 0x00}}});
    CHECK(refusal(ByteView{object}.subspan(4)) == "no master list");
}

TEST_CASE("a master list signed outside the validity of its signer, or without a time, is refused")
{
    using virtual_card::Fault;
    const auto list = [](Fault fault) {
        return demo_authority().master_list({demo_authority().certificate()}, {fault});
    };
    CHECK(refusal(list(Fault::late_signature)) == "master list: signed outside the validity of its signer");
    CHECK(refusal(list(Fault::future_signer)) == "master list: tells no time of signing");
    CHECK(refusal(list(Fault::missing_certificate)) == "master list: its signature is wrong; it is damaged or forged");
    CHECK(refusal(list(Fault::other_signed_content)) == "master list: its signature was made for something else");
    CHECK(refusal(list(Fault::missing_signed_attributes)) ==
          "master list: its signature does not tell what it stands for");
}

TEST_CASE("signed data that names digest algorithms without end costs neither time nor stack")
{
    constexpr std::size_t kMany = 300'000;
    const auto list = demo_authority().master_list({demo_authority().certificate()});
    card::TlvReader outer{card::sole_value(list, 0x30)};
    const auto type = outer.next().whole;
    card::TlvReader fields{card::sole_value(outer.next().value, 0x30)};
    const auto version = fields.next().whole;
    const auto algorithm = fields.next().value;
    Bytes many;
    for (std::size_t i = 0; i < kMany; ++i)
        many.insert(many.end(), algorithm.begin(), algorithm.end());
    Bytes rest;
    while (!fields.empty())
        rest = card::join({rest, fields.next().whole});
    const auto inside = card::make_tlv(0x30, card::join({version, card::make_tlv(0x31, many), rest}));
    const auto swollen = card::make_tlv(0x30, card::join({type, card::make_tlv(0xA0, inside)}));
    CHECK(refusal(list).empty());
    CHECK(refusal(swollen).empty()); // the names are not signed
}

TEST_CASE("every cut of a master list is refused")
{
    const auto list = demo_authority().master_list({demo_authority().certificate()});
    for (std::size_t size = 0; size < list.size(); size += 7)
        CHECK_THROWS_AS(read_master_list(ByteView{list}.first(size)), ProtocolViolation);
}

TEST_CASE("a master list in PEM is taken as in DER, by each name of signed data, and alone")
{
    const auto list = demo_authority().master_list({demo_authority().certificate()});
    for (const auto* label : {"CMS", "PKCS7", "PKCS #7 SIGNED DATA"}) {
        const auto text = armoured({{label, list}});
        CHECK(read_master_list(text).authorities.size() == 1);
        TrustStore trust;
        trust.add_file("list.ml", text);
        CHECK(trust.authorities().size() == 1);
    }
    const std::string other = "no master list: a PEM text of something else, or of more than one";
    CHECK(refusal(armoured({{"CMS", list}, {"CMS", list}})) == other);
    CHECK(refusal(armoured({{"CERTIFICATE", demo_authority().certificate()}})) == other);
    CHECK_THROWS_WITH(TrustStore{}.add_file("list.pem", armoured({{"CMS", list}})),
                      "a master list; its name has to end in .ml");
}

TEST_CASE("an RSA key that one certificate has for every use and another for PSS alone is one key")
{
    virtual_card::AuthorityOptions options{KeyKind::rsa_pss, {}, "SHA256", "DE", 0};
    options.names_issuer_key = false; // as in a link certificate, whose signature is another's
    const auto state = DemoAuthority::create(options);
    const auto other = DemoAuthority::create(options);
    const auto for_pss = with_key_for_pss(state.certificate());
    CHECK(Certificate{for_pss}.has_key_of(Certificate{state.certificate()}));
    CHECK(Certificate{state.certificate()}.has_key_of(Certificate{for_pss}));
    CHECK_FALSE(Certificate{for_pss}.has_key_of(Certificate{other.certificate()}));
    CHECK_FALSE(Certificate{for_pss}.has_key_of(Certificate{with_key_for_pss(other.certificate())}));
    CHECK_FALSE(Certificate{for_pss}.has_key_of(Certificate{demo_authority().certificate()})); // an elliptic one
    const auto list = read_master_list(state.master_list({state.certificate(), for_pss}));
    CHECK(list.vouchers.size() == 3); // one lies beside the list
}

TEST_CASE("a master list over a SHA-1 hash is taken and says so")
{
    const auto list_by = [](const char* digest) {
        const auto state = DemoAuthority::create({KeyKind::rsa, {}, digest, "DE", 0});
        return read_master_list(state.master_list({state.certificate()}));
    };
    CHECK(list_by("SHA1").by_sha1);
    CHECK_FALSE(list_by("SHA256").by_sha1);
}
