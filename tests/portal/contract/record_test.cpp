#include "portal/contract/record.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace portal::contract;
using nlohmann::json;

namespace {
struct Desk {
    FileSigner kiosk = FileSigner::generate();
    FileSigner clerk = FileSigner::generate();
    SealingPair portal = generate_sealing();
    Ed25519Pair issuer = generate_ed25519();
    Instant now = instant_from_rfc3339("2026-11-18T08:47:12Z");

    RecordContext context() const
    {
        RecordContext context;
        context.number = 7;
        context.previous = sha256(bytes_of("record 6"));
        context.kiosk = "kiosk-12";
        context.clerk = 31;
        context.sealed_to = "seal-1";
        context.sealing_key = portal.open;
        context.time = now;
        context.newest_receipt = "0123456789abcdef0123456789abcdef";
        context.clerk_certificate = bytes_of("certificate");
        return context;
    }

    Envelope record(const RecordContent& content) { return make_record(content, context(), kiosk, clerk); }
};

VerificationContent verification()
{
    VerificationContent content;
    content.username = "viki.konstantinova";
    content.reference = AccountReference::pass_qr;
    content.pass = PassId{1, 2, 3};
    content.document.kind = "identity_card";
    content.document.issuer = "BGR";
    content.document.number = "641000027";
    content.document.latin_names = {"VIKTORIYA LYUBO", "", "KONSTANTINOVA"};
    content.document.native_names = PersonNames{"Виктория", "Любомирова", "Константинова"};
    content.document.personal_number = {PersonalNumberKind::egn, "6847096301"};
    content.document.birth_date = date_from_iso("2068-07-09");
    content.document.sex = Sex::male;
    content.document.expiry = date_from_iso("2033-02-28");
    content.document.assurance = Assurance::chip_genuine;
    content.document.checks = {{"passive", "passed"}, {"chip", "passed"}};
    content.document.features_seen = {"tilt_image", "fine_lines"};
    content.verdicts = {{Field::given_name, Verdict::variant}, {Field::validity, Verdict::exact}};
    content.document_status = {"valid", "register"};
    content.face_compared = true;
    content.adopted_names = PersonNames{"Виктория", "", "Константинова"};
    content.citizen_confirmed_account = true;
    content.offline = true;
    return content;
}

json header_json()
{
    Desk desk;
    const auto envelope = desk.record(SignInContent{"password", false});
    return json::parse(envelope.header.begin(), envelope.header.end());
}

void check_refused(const json& header)
{
    CAPTURE(header.dump());
    CHECK_THROWS_AS(parse_header(bytes_of(header.dump())), Malformed);
}
} // namespace

TEST_CASE("a record's header says who, where, when and after what")
{
    Desk desk;
    const auto header = parse_header(desk.record(SignInContent{"password", true}).header);
    CHECK(header.version == kRecordVersion);
    CHECK(header.number == 7);
    CHECK(header.previous == sha256(bytes_of("record 6")));
    CHECK(header.kiosk == "kiosk-12");
    CHECK(header.clerk == 31);
    CHECK(header.kiosk_key == desk.kiosk.key_id());
    CHECK(header.clerk_key == desk.clerk.key_id());
    CHECK(header.sealed_to == "seal-1");
    CHECK(header.time == desk.now);
    CHECK(header.newest_receipt == "0123456789abcdef0123456789abcdef");
}

TEST_CASE("a verification survives its envelope")
{
    Desk desk;
    const auto written = verification();
    const auto read = std::get<VerificationContent>(open_content(desk.record(written), desk.portal));
    CHECK(read.username == written.username);
    CHECK(read.reference == written.reference);
    CHECK(read.pass == written.pass);
    CHECK(read.document.kind == written.document.kind);
    CHECK(read.document.issuer == written.document.issuer);
    CHECK(read.document.number == written.document.number);
    CHECK(read.document.latin_names == written.document.latin_names);
    CHECK(read.document.native_names == written.document.native_names);
    CHECK(read.document.personal_number == written.document.personal_number);
    CHECK(read.document.birth_date == written.document.birth_date);
    CHECK(read.document.sex == written.document.sex);
    CHECK(read.document.expiry == written.document.expiry);
    CHECK(read.document.assurance == written.document.assurance);
    CHECK(read.document.checks == written.document.checks);
    CHECK(read.document.features_seen == written.document.features_seen);
    REQUIRE(read.verdicts.size() == 2);
    CHECK(read.verdicts[0].field == Field::given_name);
    CHECK(read.verdicts[0].verdict == Verdict::variant);
    CHECK(read.document_status.answer == "valid");
    CHECK(read.document_status.source == "register");
    CHECK(read.face_compared);
    CHECK(read.adopted_names == written.adopted_names);
    CHECK(read.citizen_confirmed_account);
    CHECK(read.offline);
}

TEST_CASE("a verification of a bearer without a surname, born in a year that is all one knows, survives its envelope")
{
    Desk desk;
    auto written = verification();
    written.document.latin_names = {"RAJESH", "", ""};
    written.document.native_names.reset();
    written.document.birth_date.month.reset();
    written.document.birth_date.day.reset();
    const auto read = std::get<VerificationContent>(open_content(desk.record(written), desk.portal));
    CHECK(read.document.latin_names == written.document.latin_names);
    CHECK(read.document.birth_date == written.document.birth_date);
}

TEST_CASE("a verification without what may be missing survives its envelope")
{
    Desk desk;
    auto written = verification();
    written.pass.reset();
    written.adopted_names.reset();
    written.document.native_names.reset();
    written.document.expiry.reset();
    written.document.features_seen.clear();
    const auto read = std::get<VerificationContent>(open_content(desk.record(written), desk.portal));
    CHECK_FALSE(read.pass);
    CHECK_FALSE(read.adopted_names);
    CHECK_FALSE(read.document.native_names);
    CHECK_FALSE(read.document.expiry);
    CHECK(read.document.features_seen.empty());
}

TEST_CASE("no record is made with features that are no codes, stand twice or are more than a document has")
{
    Desk desk;
    const auto with = [&](std::vector<std::string> features) {
        auto content = verification();
        content.document.features_seen = std::move(features);
        return desk.record(content);
    };
    for (const auto& wrong : {std::vector<std::string>{""},
                              {"Tilt image"},
                              {"tilt-image"},
                              {std::string(65, 'a')},
                              {"tilt_image", "tilt_image"},
                              {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}})
        CHECK_THROWS_AS(with(wrong), Malformed);
    CHECK_NOTHROW(with({"a", "b", "c", "d", "e", "f", "g", "h", "i"}));
}

TEST_CASE("refusals, sign-ins and look-ups survive their envelopes")
{
    Desk desk;
    const RefusalContent refusal{
        "viki", PassId{9}, "document_expired", "passport", Assurance::mrz_by_device, {{Field::sex, Verdict::later}},
        true};
    const auto refused = std::get<RefusalContent>(open_content(desk.record(refusal), desk.portal));
    CHECK(refused.username == "viki");
    CHECK(refused.pass == PassId{9});
    CHECK(refused.reason == "document_expired");
    CHECK(refused.document_kind == "passport");
    CHECK(refused.assurance == Assurance::mrz_by_device);
    CHECK(refused.verdicts.size() == 1);
    CHECK(refused.offline);

    const auto signed_in =
        std::get<SignInContent>(open_content(desk.record(SignInContent{"password", true}), desk.portal));
    CHECK(signed_in.method == "password");
    CHECK(signed_in.offline);

    const auto looked =
        std::get<LookUpContent>(open_content(desk.record(LookUpContent{"", PassId{4}, "unknown", false}), desk.portal));
    CHECK(looked.username.empty());
    CHECK(looked.pass == PassId{4});
    CHECK(looked.answer == "unknown");
}

TEST_CASE("both signatures hold, each for its own signer and place only")
{
    Desk desk;
    auto envelope = desk.record(verification());
    CHECK(verify_signatures(envelope, desk.kiosk.public_key(), desk.clerk.public_key()));
    CHECK_FALSE(verify_signatures(envelope, desk.clerk.public_key(), desk.kiosk.public_key()));
    std::swap(envelope.kiosk_signature, envelope.clerk_signature);
    CHECK_FALSE(verify_signatures(envelope, desk.kiosk.public_key(), desk.clerk.public_key()));
    CHECK_FALSE(verify_signatures(envelope, desk.clerk.public_key(), desk.kiosk.public_key()));
}

TEST_CASE("a header with any bit changed is refused by both signatures")
{
    Desk desk;
    const auto envelope = desk.record(SignInContent{"password", false});
    for (std::size_t bit = 0; bit < envelope.header.size() * 8; ++bit) {
        auto changed = envelope;
        changed.header[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        CHECK_FALSE(verify_signatures(changed, desk.kiosk.public_key(), desk.clerk.public_key()));
    }
}

TEST_CASE("a sealed content with any bit changed is refused")
{
    Desk desk;
    const auto envelope = desk.record(SignInContent{"password", false});
    for (std::size_t bit = 0; bit < envelope.sealed.size() * 8; ++bit) {
        auto changed = envelope;
        changed.sealed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        CHECK_THROWS_AS(open_content(changed, desk.portal), Malformed);
    }
}

TEST_CASE("a content of another record is refused though sealed to the portal")
{
    Desk desk;
    auto one = desk.record(verification());
    one.sealed = desk.record(verification()).sealed;
    CHECK_THROWS_AS(open_content(one, desk.portal), Malformed);
}

TEST_CASE("an envelope gives no personal data away in clear")
{
    Desk desk;
    const auto envelope = desk.record(verification());
    for (const auto* part : {&envelope.header, &envelope.sealed}) {
        const std::string text{part->begin(), part->end()};
        for (const char* secret : {"6847096301", "viki", "KONSTANTINOVA", "641000027"})
            CHECK(text.find(secret) == std::string::npos);
    }
}

TEST_CASE("two records of the same content share neither id nor content hash")
{
    Desk desk;
    const auto one = parse_header(desk.record(verification()).header);
    const auto other = parse_header(desk.record(verification()).header);
    CHECK(one.id != other.id);
    CHECK(one.content_hash != other.content_hash);
}

TEST_CASE("a header lacking any member, or with one more, is refused")
{
    const auto header = header_json();
    CHECK_NOTHROW(parse_header(bytes_of(header.dump())));
    for (const auto& [key, value] : header.items()) {
        auto without = header;
        without.erase(key);
        check_refused(without);
    }
    auto more = header;
    more["extra"] = 1;
    check_refused(more);
}

TEST_CASE("a header with a member of any other type is refused")
{
    const auto header = header_json();
    for (const auto& [key, value] : header.items())
        for (const auto& wrong :
             {json(nullptr), json(true), json(1.5), json(-1), json::array(), json::object(), json("Ж")}) {
            if (key == "seen" && wrong.is_string()) continue; // any short text may be the id of a receipt
            auto changed = header;
            changed[key] = wrong;
            check_refused(changed);
        }
}

TEST_CASE("a header with a key that stands twice is refused")
{
    auto text = header_json().dump();
    text.insert(1, "\"n\":7,");
    CHECK_THROWS_WITH_AS(parse_header(bytes_of(text)), "JSON: a key stands twice", Malformed);
}

TEST_CASE("a header of another version, number zero, or in other letters is refused")
{
    for (const auto& [key, wrong] :
         {std::pair{"v", json(2)}, std::pair{"n", json(0)}, std::pair{"id", json("00")},
          std::pair{"id", json("0123456789ABCDEF0123456789ABCDEF")}, std::pair{"kiosk", json("Kiosk 12")},
          std::pair{"kiosk", json("")}, std::pair{"sealed_to", json(std::string(33, 'a'))},
          std::pair{"time", json("2026-11-18 08:47:12")}, std::pair{"seen", json(std::string(65, 'a'))},
          std::pair{"n", json(UINT64_MAX)}}) {
        auto changed = header_json();
        changed[key] = wrong;
        check_refused(changed);
    }
}

TEST_CASE("what is no header at all is refused")
{
    for (const char* text : {"", "{}", "[]", "null", "7", "{", "{\"v\":1}", "\xff", "{\"v\":\"\xff\"}"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_header(bytes_of(text)), Malformed);
    }
    CHECK_THROWS_AS(parse_header(bytes_of(std::string(100, '['))), Malformed);
    CHECK_THROWS_AS(parse_header(bytes_of("{\"a\":" + std::string(1000, '['))), Malformed);
}

TEST_CASE("a header longer than two kibibytes is refused, blanks counted")
{
    const auto text = header_json().dump();
    CHECK_NOTHROW(parse_header(bytes_of(text + std::string(kLongestHeader - text.size(), ' '))));
    CHECK_THROWS_AS(parse_header(bytes_of(text + std::string(kLongestHeader - text.size() + 1, ' '))), Malformed);
}

TEST_CASE("a content too long for an envelope is refused before it is signed")
{
    Desk desk;
    auto content = verification();
    content.document.checks.assign(2000, {"a check with a name", "passed"});
    CHECK_THROWS_AS(desk.record(content), std::length_error);
}

TEST_CASE("an over-long sealed part is refused unopened")
{
    Desk desk;
    auto envelope = desk.record(SignInContent{"password", false});
    envelope.sealed.resize(kLongestSealed + 1);
    CHECK_THROWS_AS(open_content(envelope, desk.portal), Malformed);
}

TEST_CASE("a clerk's certificate opens with the portal's key and says what was put in")
{
    Desk desk;
    const ClerkCertificate written{
        31, "r.stoilova", "kiosk-12", desk.clerk.public_key(), desk.now, desk.now + std::chrono::days{7}, "portal-1"};
    const auto blob = issue_clerk_certificate(written, desk.issuer.secret);
    const auto read = open_clerk_certificate(blob, desk.issuer.open);
    REQUIRE(read);
    CHECK(read->clerk == 31);
    CHECK(read->username == "r.stoilova");
    CHECK(read->kiosk == "kiosk-12");
    CHECK(read->public_key == desk.clerk.public_key());
    CHECK(read->not_before == desk.now);
    CHECK(read->not_after == desk.now + std::chrono::days{7});
    CHECK(read->issuer == "portal-1");
    CHECK(peek_clerk_certificate(blob)->issuer == "portal-1");
}

TEST_CASE("a clerk's certificate with any bit changed, cut, or of another issuer does not open")
{
    Desk desk;
    const auto blob = issue_clerk_certificate(
        {31, "r.stoilova", "kiosk-12", desk.clerk.public_key(), desk.now, desk.now, "portal-1"}, desk.issuer.secret);
    for (std::size_t bit = 0; bit < blob.size() * 8; ++bit) {
        auto changed = blob;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        CHECK_FALSE(open_clerk_certificate(changed, desk.issuer.open));
    }
    CHECK_FALSE(open_clerk_certificate(blob, generate_ed25519().open));
    CHECK_FALSE(open_clerk_certificate(ByteView{blob}.first(blob.size() - 1), desk.issuer.open));
    CHECK_FALSE(open_clerk_certificate({}, desk.issuer.open));
    CHECK_FALSE(peek_clerk_certificate(
        bytes_of("nonsense that is longer than any signature, so that a part of it is read as JSON")));
}

TEST_CASE("every assurance has its word, and no other word has an assurance")
{
    for (const auto assurance :
         {Assurance::typed, Assurance::mrz_by_device, Assurance::chip_unproven, Assurance::chip_genuine})
        CHECK(assurance_of(word_of(assurance)) == assurance);
    CHECK(word_of(Assurance::chip_genuine) == "chip_genuine");
    CHECK_FALSE(assurance_of(""));
    CHECK_FALSE(assurance_of("Typed"));
}
