#include "portal/contract/wire.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace portal::contract;
using nlohmann::json;

namespace {
const Instant kNow = instant_from_rfc3339("2026-11-18T08:47:12Z");

EnrolmentRequest enrolment()
{
    return {"K7QF-93", "-----BEGIN CERTIFICATE REQUEST-----", "gishe-kiosk 0.1.0"};
}
EnrolmentReply enrolment_reply()
{
    return {"kiosk-12", "Гише 12", "ул. „Московска“ 33", "-----BEGIN CERTIFICATE-----"};
}
ClerkSessionRequest session()
{
    return {"r.stoilova", "парола за пример", bytes_of("key")};
}
ClerkSessionReply session_reply()
{
    return {"token", 31, "Р. Стоилова", bytes_of("certificate"), kNow, kNow};
}

LookUpRequest look_up()
{
    LookUpRequest request;
    request.username = "viki.konstantinova";
    return request;
}

AccountView account()
{
    AccountView view;
    view.username = "viki.konstantinova";
    view.email_masked = "v***a@example.com";
    view.state = AccountState::unverified;
    view.names = {"Виктория", "Любомирова", "Константинова"};
    view.number_present = true;
    view.number_masked = "684709****";
    view.number_hash = Bytes(16, 7);
    view.number_salt = {1, 2, 3};
    view.number_epoch = 47;
    view.birth_date = date_from_iso("2068-07-09");
    view.sex = Sex::male;
    view.pass = PassId{1, 2, 3};
    view.pass_expires = kNow;
    return view;
}

RecordsRequest records()
{
    const Envelope envelope{bytes_of("header"), bytes_of("sealed"), Bytes(64, 1), Bytes(64, 2),
                            bytes_of("certificate")};
    return {{envelope, envelope}};
}

Receipt receipt()
{
    Receipt receipt;
    receipt.id = "0123456789abcdef0123456789abcdef";
    receipt.kiosk = "kiosk-12";
    receipt.number = 7;
    receipt.record = {9, 9};
    receipt.header_hash = sha256(bytes_of("header"));
    receipt.outcome = ReceiptOutcome::conflict;
    receipt.reason = "pass_used";
    receipt.received = kNow;
    receipt.key = "portal-1";
    receipt.signature = Bytes(64, 3);
    return receipt;
}

Policy policy()
{
    Policy policy;
    policy.version = "2026-11";
    policy.refusal_reasons = {
        {"document_expired", "Документът е изтекъл", "The document has expired", "Нов документ", ""}};
    policy.security_features = {{"tilt_image", {"identity_card", "passport"}, "Картинка", "Picture"}};
    policy.typed_needs_second_person = false;
    return policy;
}

Changes changes()
{
    Changes changes;
    changes.cursor = 12;
    changes.server_time = kNow;
    changes.pass_keys = {{47, Bytes(32, 1), Bytes(32, 2)}};
    changes.sealing_key_id = "seal-1";
    changes.sealing_key = Bytes(32, 4);
    changes.portal_key_id = "portal-1";
    changes.portal_key = Bytes(32, 5);
    changes.policy = policy();
    changes.trust_files = {{"csca-bgr-2026.cer", bytes_of("certificate")}};
    changes.next_number = 8;
    return changes;
}

/// What every message must keep: it survives its JSON, and its JSON is read strictly.
template <class Message>
void check_message(const Message& message, std::initializer_list<std::string_view> optional = {})
{
    const auto text = to_json(message);
    CHECK(to_json(from_json<Message>(text)) == text);

    const auto whole = json::parse(text);
    for (const auto& member : whole.items()) {
        const auto& key = member.key();
        CAPTURE(key);
        auto without = whole;
        without.erase(key);
        if (std::find(optional.begin(), optional.end(), key) == optional.end())
            CHECK_THROWS_AS(from_json<Message>(without.dump()), Malformed);
        else
            CHECK_NOTHROW(from_json<Message>(without.dump()));
        auto wrong = whole;
        wrong[key] = nullptr;
        CHECK_THROWS_AS(from_json<Message>(wrong.dump()), Malformed);
        wrong[key] = 1.5;
        CHECK_THROWS_AS(from_json<Message>(wrong.dump()), Malformed);
        CHECK_THROWS_AS(from_json<Message>("{\"" + key + "\":1," + text.substr(1)), Malformed); // stands twice
    }
    auto more = whole;
    more["surprise"] = 1;
    CHECK_THROWS_AS(from_json<Message>(more.dump()), Malformed);
    auto later = whole;
    later["version"] = int{whole["version"]} + 1;
    CHECK_THROWS_AS(from_json<Message>(later.dump()), Malformed);
    CHECK_THROWS_AS(from_json<Message>(text.substr(0, text.size() - 1)), Malformed);
    CHECK_THROWS_AS(from_json<Message>(text + "{}"), Malformed);
    CHECK_THROWS_AS(from_json<Message>("[]"), Malformed);
    CHECK_THROWS_AS(from_json<Message>(""), Malformed);
}
} // namespace

TEST_CASE("every message survives its JSON, which is read strictly")
{
    check_message(enrolment());
    check_message(enrolment_reply());
    check_message(session());
    check_message(session_reply());
    check_message(account(), {"number_hash", "birth_date", "sex", "pass", "pass_expires"});
    check_message(records());
    check_message(RecordsReply{{receipt()}, 8});
    check_message(receipt());
    check_message(policy());
    check_message(changes(), {"policy", "trust_files"});
    check_message(Problem{404, "unknown_username", "No such username"});
}

TEST_CASE("a look-up names the account exactly once")
{
    LookUpRequest by_pass;
    by_pass.pass = PassId{1};
    LookUpRequest by_code;
    by_code.pass_code = "4821093755601170";
    for (const auto& request : {look_up(), by_pass, by_code})
        CHECK(to_json(from_json<LookUpRequest>(to_json(request))) == to_json(request));
    auto twice = look_up();
    twice.pass = PassId{1};
    CHECK_THROWS_AS(from_json<LookUpRequest>(to_json(twice)), Malformed);
    CHECK_THROWS_AS(from_json<LookUpRequest>(to_json(LookUpRequest{})), Malformed);
}

TEST_CASE("a text with a zero byte, which no database column holds, is refused")
{
    CHECK_THROWS_AS(from_json<LookUpRequest>(R"({"version":1,"username":"viki\u0000x"})"), Malformed);
}

TEST_CASE("a byte order mark is no part of a message")
{
    const std::string message = R"({"version":1,"username":"viki"})";
    CHECK_NOTHROW(from_json<LookUpRequest>(message));
    CHECK_THROWS_WITH_AS(from_json<LookUpRequest>("\xEF\xBB\xBF" + message), "JSON: begins with a byte order mark",
                         Malformed);
    CHECK_THROWS_AS(from_json<LookUpRequest>("\xFE\xFF" + message), Malformed);
}

TEST_CASE("changes without news leave policy and trust folder out")
{
    auto quiet = changes();
    quiet.policy.reset();
    quiet.trust_files.reset();
    const auto read = from_json<Changes>(to_json(quiet));
    CHECK_FALSE(read.policy);
    CHECK_FALSE(read.trust_files);
}

TEST_CASE("an emptied trust folder is news")
{
    auto emptied = changes();
    emptied.trust_files->clear();
    const auto read = from_json<Changes>(to_json(emptied));
    REQUIRE(read.trust_files);
    CHECK(read.trust_files->empty());
}

TEST_CASE("a batch of records holds one to a hundred")
{
    auto batch = records();
    batch.records.resize(100, batch.records.front());
    CHECK(from_json<RecordsRequest>(to_json(batch)).records.size() == 100);
    batch.records.resize(101, batch.records.front());
    CHECK_THROWS_AS(from_json<RecordsRequest>(to_json(batch)), Malformed);
    CHECK_THROWS_AS(from_json<RecordsRequest>(to_json(RecordsRequest{})), Malformed);
}

TEST_CASE("a hundred records of the greatest size still fit into one message")
{
    const Envelope largest{Bytes(kLongestHeader, 1), Bytes(kLongestSealed, 2), Bytes(64, 3), Bytes(64, 4),
                           Bytes(2048, 5)};
    RecordsRequest batch;
    batch.records.assign(100, largest);
    CHECK(from_json<RecordsRequest>(to_json(batch)).records.size() == 100);
}

TEST_CASE("a message of a great many small values is refused before anything is made of them")
{
    std::string many = R"({"version":1,"records":[{})";
    for (int i = 0; i < 20'000; ++i)
        many += ",{}";
    try {
        from_json<RecordsRequest>(many + "]}");
        FAIL("accepted");
    } catch (const Malformed& fault) {
        CHECK(std::string{fault.what()} == "JSON: too many values");
    }
}

TEST_CASE("nothing nests deeply")
{
    const auto nested = [](int depth) {
        return R"({"version":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    for (const int depth : {8, 30'000}) {
        CAPTURE(depth);
        try {
            from_json<LookUpRequest>(nested(depth));
            FAIL("accepted");
        } catch (const Malformed& fault) {
            CHECK(std::string{fault.what()} == "JSON: nested too deeply");
        }
    }
}

TEST_CASE("a policy of version 1 has no list of features, one of version 2 has")
{
    auto before = policy();
    before.security_features.reset();
    auto text = json::parse(to_json(before));
    CHECK(text["version"] == 1);
    CHECK_FALSE(text.contains("security_features"));
    CHECK_FALSE(from_json<Policy>(text.dump()).security_features);
    text["version"] = 2;
    CHECK_THROWS_AS(from_json<Policy>(text.dump()), Malformed);

    auto empty = policy();
    empty.security_features->clear();
    text = json::parse(to_json(empty));
    CHECK(text["version"] == 2);
    CHECK(from_json<Policy>(text.dump()).security_features.value().empty());
    text["version"] = 1;
    CHECK_THROWS_AS(from_json<Policy>(text.dump()), Malformed);
    text["version"] = 3;
    CHECK_THROWS_AS(from_json<Policy>(text.dump()), Malformed);
}

TEST_CASE("a feature has a short code, kinds of document and words of a line or two")
{
    const auto whole = json::parse(to_json(policy()));
    const auto read_with = [&](const char* member, const json& value) {
        auto changed = whole;
        changed["security_features"][0][member] = value;
        return from_json<Policy>(changed.dump());
    };
    CHECK(read_with("documents", {"passport"}).security_features->at(0).documents.size() == 1);
    for (const json& wrong : {json{"Tilt"}, json{"tilt-image"}, json{""}, json{std::string(65, 'a')}, json{7}})
        CHECK_THROWS_AS(read_with("code", wrong), Malformed);
    for (const json& wrong : {json::array(), json{"passport", "passport"}, json{"a", "b", "c", "d"}, json{1}, json{""}})
        CHECK_THROWS_AS(read_with("documents", wrong), Malformed);
    CHECK_THROWS_AS(read_with("bulgarian", std::string(301, 'a')), Malformed);
    CHECK_THROWS_AS(read_with("surprise", "a"), Malformed);
}

TEST_CASE("the largest changes still fit into one message")
{
    auto all = changes();
    all.pass_keys.resize(64, all.pass_keys.front());
    all.policy->refusal_reasons.resize(200, all.policy->refusal_reasons.front());
    all.policy->security_features->resize(27, all.policy->security_features->front());
    all.trust_files->resize(2000, all.trust_files->front());
    CHECK(from_json<Changes>(to_json(all)).trust_files->size() == 2000);
}

TEST_CASE("keys of another length are refused")
{
    auto wrong = changes();
    wrong.pass_keys[0].key.pop_back();
    CHECK_THROWS_AS(from_json<Changes>(to_json(wrong)), Malformed);
    wrong = changes();
    wrong.sealing_key.push_back(0);
    CHECK_THROWS_AS(from_json<Changes>(to_json(wrong)), Malformed);
}

TEST_CASE("a failure names the member and never repeats its value")
{
    auto text = json::parse(to_json(account()));
    text["number_masked"] = "6847096301 and more";
    try {
        from_json<AccountView>(text.dump());
        FAIL("accepted");
    } catch (const Malformed& fault) {
        CHECK(std::string{fault.what()} == "account.number_masked: too long");
    }
}

TEST_CASE("a receipt's signature is over everything but itself")
{
    auto one = receipt();
    const auto bytes = receipt_bytes(one);
    one.signature = Bytes(64, 9);
    CHECK(receipt_bytes(one) == bytes);
    one.reason = "person_on_other_account";
    CHECK(receipt_bytes(one) != bytes);
}

TEST_CASE("a receipt read from JSON has the bytes that were signed")
{
    const auto pair = generate_ed25519();
    auto written = receipt();
    written.signature = sign_ed25519(pair.secret, "gishe-receipt-v1", receipt_bytes(written));
    const auto read = from_json<RecordsReply>(to_json(RecordsReply{{written}, 8})).receipts.front();
    CHECK(verify_ed25519(pair.open, "gishe-receipt-v1", receipt_bytes(read), read.signature));
}

TEST_CASE("trust files that a kiosk would refuse are named before they are sent")
{
    const Bytes largest(4 << 20);
    auto too_large = largest;
    too_large.push_back(0);
    using Files = std::vector<Changes::TrustFile>;
    for (const auto& refused :
         {Files{{"two words.ml", {1}}}, Files{{"../de.ml", {1}}}, Files{{".ml", {1}}}, Files{{"", {1}}},
          Files{{std::string(98, 'a') + ".ml", {1}}}, Files{{"de.ml", too_large}}, Files(6, {"de.ml", largest}),
          Files(2001, {"de.cer", {1}})})
        CHECK_FALSE(fault_of(refused).empty());
    CHECK(fault_of(Files(5, {std::string(97, 'a') + ".ml", largest})).empty());
}
