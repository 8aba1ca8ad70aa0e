#include "portal/contract/wire.hpp"

#include "portal/contract/persons_json.hpp"
#include "portal/contract/words.hpp"

namespace portal::contract {
namespace {
using strict::Json;
using strict::Object;
using strict::word_of;

constexpr std::size_t kLongestMessage = 64 * 1024;
constexpr std::size_t kLongestBatch = 8 * 1024 * 1024;    ///< a hundred records
constexpr std::size_t kLongestChanges = 32 * 1024 * 1024; ///< with the whole trust folder
constexpr std::size_t kLongestTrustFile = 4 * 1024 * 1024;
constexpr std::size_t kMostRecords = 100;
constexpr std::size_t kMostTrustFiles = 2000;
constexpr std::size_t kMostPassKeys = 64;
constexpr std::size_t kMostReasons = 200;
constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kLongestPem = 16 * 1024;
constexpr std::size_t kLongestCertificate = 2048;
constexpr std::size_t kLongestKey = 256;
constexpr std::size_t kPassHashSize = 16;

Json message(std::initializer_list<std::pair<const char*, Json>> members)
{
    Json json{{"version", kWireVersion}};
    for (const auto& [key, value] : members)
        json[key] = value;
    return json;
}

/// Parses, checks the version, lets `read` take the members, and refuses what is left.
template <class Read>
auto read_message(std::string_view text, std::size_t longest, const char* name, Read read)
{
    const auto json = strict::parse(text, longest);
    Object object{json, name};
    object.natural("version", kWireVersion, kWireVersion);
    auto result = read(object);
    object.finish();
    return result;
}

Bytes exactly(Bytes bytes, std::size_t size, const char* what)
{
    if (bytes.size() != size) throw Malformed{std::string{what} + ": of another length"};
    return bytes;
}

Json json_of(const Envelope& envelope)
{
    return {{"header", to_base64(envelope.header)},
            {"sealed", to_base64(envelope.sealed)},
            {"kiosk_signature", to_base64(envelope.kiosk_signature)},
            {"clerk_signature", to_base64(envelope.clerk_signature)},
            {"clerk_certificate", to_base64(envelope.clerk_certificate)}};
}

Envelope read_envelope(Object object)
{
    Envelope envelope;
    envelope.header = object.base64("header", kLongestHeader);
    envelope.sealed = object.base64("sealed", kLongestSealed);
    envelope.kiosk_signature = object.base64("kiosk_signature", kLongestKey);
    envelope.clerk_signature = object.base64("clerk_signature", kLongestKey);
    envelope.clerk_certificate = object.base64("clerk_certificate", kLongestCertificate);
    object.finish();
    return envelope;
}

Json unsigned_receipt(const Receipt& receipt)
{
    return message({{"id", receipt.id},
                    {"kiosk", receipt.kiosk},
                    {"number", receipt.number},
                    {"record", to_hex(receipt.record)},
                    {"header_hash", to_hex(receipt.header_hash)},
                    {"outcome", word_of(receipt.outcome, kOutcomeWords)},
                    {"reason", receipt.reason},
                    {"received", to_rfc3339(receipt.received)},
                    {"key", receipt.key}});
}

Json json_of(const Receipt& receipt)
{
    auto json = unsigned_receipt(receipt);
    json["signature"] = to_base64(receipt.signature);
    return json;
}

Receipt read_receipt(Object& object)
{
    Receipt receipt;
    receipt.id = to_hex(object.hex<16>("id"));
    receipt.kiosk = object.key_id("kiosk");
    receipt.number = object.natural("number", 0, INT64_MAX);
    receipt.record = object.hex<std::tuple_size_v<RecordId>>("record");
    receipt.header_hash = object.hex<std::tuple_size_v<Hash>>("header_hash");
    receipt.outcome = object.one_of("outcome", kOutcomeWords);
    receipt.reason = object.text("reason", kLongestCode);
    receipt.received = object.instant("received");
    receipt.key = object.key_id("key");
    receipt.signature = exactly(object.base64("signature", kLongestKey), 64, "receipt.signature");
    return receipt;
}

Json json_of(const Policy& policy)
{
    Json reasons = Json::array();
    for (const auto& reason : policy.refusal_reasons)
        reasons.push_back({{"code", reason.code},
                           {"bulgarian", reason.bulgarian},
                           {"english", reason.english},
                           {"bring_bulgarian", reason.bring_bulgarian},
                           {"bring_english", reason.bring_english}});
    return message({{"statement", policy.version},
                    {"refusal_reasons", std::move(reasons)},
                    {"clerk_key_days", policy.clerk_key_days},
                    {"offline_hours", policy.offline_hours},
                    {"hide_after_seconds", policy.hide_after_seconds},
                    {"clear_after_seconds", policy.clear_after_seconds},
                    {"undo_minutes", policy.undo_minutes},
                    {"typed_needs_second_person", policy.typed_needs_second_person}});
}

RefusalReason read_reason(Object object)
{
    RefusalReason reason;
    reason.code = object.text("code", kLongestCode);
    reason.bulgarian = object.text("bulgarian", kLongestText);
    reason.english = object.text("english", kLongestText);
    reason.bring_bulgarian = object.text("bring_bulgarian", kLongestText);
    reason.bring_english = object.text("bring_english", kLongestText);
    object.finish();
    return reason;
}

Policy read_policy(Object& object)
{
    constexpr std::uint64_t kMost = 1'000'000;
    const auto number = [&object](const char* key) { return static_cast<unsigned>(object.natural(key, 0, kMost)); };
    Policy policy;
    policy.version = object.text("statement", kLongestCode);
    for (const auto& reason : object.array("refusal_reasons", kMostReasons))
        policy.refusal_reasons.push_back(read_reason(Object{reason, "refusal reason"}));
    policy.clerk_key_days = number("clerk_key_days");
    policy.offline_hours = number("offline_hours");
    policy.hide_after_seconds = number("hide_after_seconds");
    policy.clear_after_seconds = number("clear_after_seconds");
    policy.undo_minutes = number("undo_minutes");
    policy.typed_needs_second_person = object.boolean("typed_needs_second_person");
    return policy;
}

Json json_of(const PassEpochKey& epoch)
{
    return {{"number", epoch.number}, {"key", to_base64(epoch.key)}, {"verify_key", to_base64(epoch.verify_key)}};
}

PassEpochKey read_epoch(Object object)
{
    PassEpochKey epoch;
    epoch.number = static_cast<std::uint16_t>(object.natural("number", 0, UINT16_MAX));
    epoch.key = exactly(object.base64("key", kLongestKey), 32, "pass key");
    epoch.verify_key = exactly(object.base64("verify_key", kLongestKey), 32, "pass verify key");
    object.finish();
    return epoch;
}
} // namespace

Bytes receipt_bytes(const Receipt& receipt)
{
    return bytes_of(unsigned_receipt(receipt).dump());
}

std::string to_json(const Receipt& receipt)
{
    return json_of(receipt).dump();
}

template <>
Receipt from_json<Receipt>(std::string_view text)
{
    return read_message(text, kLongestMessage, "receipt", read_receipt);
}

std::string to_json(const EnrolmentRequest& request)
{
    return message({{"code", request.code}, {"csr_pem", request.csr_pem}, {"software", request.software}}).dump();
}

template <>
EnrolmentRequest from_json<EnrolmentRequest>(std::string_view text)
{
    return read_message(text, kLongestMessage, "enrolment", [](Object& object) {
        EnrolmentRequest request;
        request.code = object.text("code", 200);
        request.csr_pem = object.text("csr_pem", kLongestPem);
        request.software = object.text("software", 100);
        return request;
    });
}

std::string to_json(const EnrolmentReply& reply)
{
    return message({{"kiosk", reply.kiosk},
                    {"desk", reply.desk},
                    {"place", reply.place},
                    {"certificate_pem", reply.certificate_pem}})
        .dump();
}

template <>
EnrolmentReply from_json<EnrolmentReply>(std::string_view text)
{
    return read_message(text, kLongestMessage, "enrolment reply", [](Object& object) {
        EnrolmentReply reply;
        reply.kiosk = object.key_id("kiosk");
        reply.desk = object.text("desk", kLongestText);
        reply.place = object.text("place", kLongestText);
        reply.certificate_pem = object.text("certificate_pem", kLongestPem);
        return reply;
    });
}

std::string to_json(const ClerkSessionRequest& request)
{
    return message({{"username", request.username},
                    {"password", request.password},
                    {"clerk_public_key", to_base64(request.clerk_public_key)}})
        .dump();
}

template <>
ClerkSessionRequest from_json<ClerkSessionRequest>(std::string_view text)
{
    return read_message(text, kLongestMessage, "clerk session", [](Object& object) {
        ClerkSessionRequest request;
        request.username = object.text("username", kLongestCode);
        request.password = object.text("password", kLongestText);
        request.clerk_public_key = object.base64("clerk_public_key", kLongestKey);
        return request;
    });
}

std::string to_json(const ClerkSessionReply& reply)
{
    return message({{"token", reply.token},
                    {"clerk", reply.clerk},
                    {"display_name", reply.display_name},
                    {"clerk_certificate", to_base64(reply.clerk_certificate)},
                    {"expires", to_rfc3339(reply.expires)},
                    {"server_time", to_rfc3339(reply.server_time)}})
        .dump();
}

template <>
ClerkSessionReply from_json<ClerkSessionReply>(std::string_view text)
{
    return read_message(text, kLongestMessage, "clerk session reply", [](Object& object) {
        ClerkSessionReply reply;
        reply.token = object.text("token", 200);
        reply.clerk = object.integer("clerk", 0, INT64_MAX);
        reply.display_name = object.text("display_name", kLongestText);
        reply.clerk_certificate = object.base64("clerk_certificate", kLongestCertificate);
        reply.expires = object.instant("expires");
        reply.server_time = object.instant("server_time");
        return reply;
    });
}

std::string to_json(const LookUpRequest& request)
{
    auto json = message({});
    if (request.pass) json["pass"] = to_hex(*request.pass);
    if (request.pass_code) json["pass_code"] = *request.pass_code;
    if (request.username) json["username"] = *request.username;
    return json.dump();
}

template <>
LookUpRequest from_json<LookUpRequest>(std::string_view text)
{
    return read_message(text, kLongestMessage, "look-up", [](Object& object) {
        LookUpRequest request;
        if (object.has("pass")) request.pass = object.hex<kPassIdSize>("pass");
        if (object.has("pass_code")) request.pass_code = object.text("pass_code", 16);
        if (object.has("username")) request.username = object.text("username", kLongestUsername);
        if (int{request.pass.has_value()} + int{request.pass_code.has_value()} + int{request.username.has_value()} != 1)
            throw Malformed{"look-up: names the account not exactly once"};
        return request;
    });
}

std::string to_json(const AccountView& view)
{
    auto json = message({{"username", view.username},
                         {"email_masked", view.email_masked},
                         {"state", word_of(view.state, kAccountStateWords)},
                         {"names", json_of(view.names)},
                         {"number_present", view.number_present},
                         {"number_masked", view.number_masked},
                         {"number_salt", to_hex(view.number_salt)},
                         {"number_epoch", view.number_epoch}});
    if (view.number_hash) json["number_hash"] = to_base64(*view.number_hash);
    if (view.birth_date) json["birth_date"] = to_iso(*view.birth_date);
    if (view.sex) json["sex"] = word_of(*view.sex, kSexWords);
    if (view.pass) json["pass"] = to_hex(*view.pass);
    if (view.pass_expires) json["pass_expires"] = to_rfc3339(*view.pass_expires);
    return json.dump();
}

template <>
AccountView from_json<AccountView>(std::string_view text)
{
    return read_message(text, kLongestMessage, "account", [](Object& object) {
        AccountView view;
        view.username = object.text("username", kLongestUsername);
        view.email_masked = object.text("email_masked", 320);
        view.state = object.one_of("state", kAccountStateWords);
        view.names = read_names(object.object("names"));
        view.number_present = object.boolean("number_present");
        view.number_masked = object.text("number_masked", 10);
        if (object.has("number_hash"))
            view.number_hash = exactly(object.base64("number_hash", kLongestKey), kPassHashSize, "account.number_hash");
        view.number_salt = object.hex<kPassIdSize>("number_salt");
        view.number_epoch = static_cast<std::uint16_t>(object.natural("number_epoch", 0, UINT16_MAX));
        if (object.has("birth_date")) view.birth_date = object.date("birth_date");
        if (object.has("sex")) view.sex = object.one_of("sex", kSexWords);
        if (object.has("pass")) view.pass = object.hex<kPassIdSize>("pass");
        if (object.has("pass_expires")) view.pass_expires = object.instant("pass_expires");
        return view;
    });
}

std::string to_json(const RecordsRequest& request)
{
    Json records = Json::array();
    for (const auto& envelope : request.records)
        records.push_back(json_of(envelope));
    return message({{"records", std::move(records)}}).dump();
}

template <>
RecordsRequest from_json<RecordsRequest>(std::string_view text)
{
    return read_message(text, kLongestBatch, "records", [](Object& object) {
        RecordsRequest request;
        for (const auto& record : object.array("records", kMostRecords))
            request.records.push_back(read_envelope(Object{record, "record"}));
        if (request.records.empty()) throw Malformed{"records.records: empty"};
        return request;
    });
}

std::string to_json(const RecordsReply& reply)
{
    Json receipts = Json::array();
    for (const auto& receipt : reply.receipts)
        receipts.push_back(json_of(receipt));
    return message({{"receipts", std::move(receipts)}, {"next_number", reply.next_number}}).dump();
}

template <>
RecordsReply from_json<RecordsReply>(std::string_view text)
{
    return read_message(text, kLongestBatch, "records reply", [](Object& object) {
        RecordsReply reply;
        for (const auto& entry : object.array("receipts", kMostRecords)) {
            Object receipt{entry, "receipt"};
            receipt.natural("version", kWireVersion, kWireVersion);
            reply.receipts.push_back(read_receipt(receipt));
            receipt.finish();
        }
        reply.next_number = object.natural("next_number", 0, INT64_MAX);
        return reply;
    });
}

std::string to_json(const Policy& policy)
{
    return json_of(policy).dump();
}

template <>
Policy from_json<Policy>(std::string_view text)
{
    return read_message(text, kLongestBatch, "policy", read_policy);
}

std::string to_json(const Changes& changes)
{
    Json keys = Json::array();
    for (const auto& epoch : changes.pass_keys)
        keys.push_back(json_of(epoch));
    auto json = message({{"cursor", changes.cursor},
                         {"server_time", to_rfc3339(changes.server_time)},
                         {"pass_keys", std::move(keys)},
                         {"sealing_key_id", changes.sealing_key_id},
                         {"sealing_key", to_base64(changes.sealing_key)},
                         {"portal_key_id", changes.portal_key_id},
                         {"portal_key", to_base64(changes.portal_key)},
                         {"next_number", changes.next_number}});
    if (changes.policy) json["policy"] = json_of(*changes.policy);
    if (changes.trust_files) {
        auto& files = json["trust_files"] = Json::array();
        for (const auto& file : *changes.trust_files)
            files.push_back({{"name", file.name}, {"content", to_base64(file.content)}});
    }
    return json.dump();
}

template <>
Changes from_json<Changes>(std::string_view text)
{
    return read_message(text, kLongestChanges, "changes", [](Object& object) {
        Changes changes;
        changes.cursor = object.natural("cursor", 0, INT64_MAX);
        changes.server_time = object.instant("server_time");
        for (const auto& epoch : object.array("pass_keys", kMostPassKeys))
            changes.pass_keys.push_back(read_epoch(Object{epoch, "pass key"}));
        changes.sealing_key_id = object.key_id("sealing_key_id");
        changes.sealing_key = exactly(object.base64("sealing_key", kLongestKey), 32, "changes.sealing_key");
        changes.portal_key_id = object.key_id("portal_key_id");
        changes.portal_key = exactly(object.base64("portal_key", kLongestKey), 32, "changes.portal_key");
        if (object.has("policy")) {
            auto policy = object.object("policy");
            policy.natural("version", kWireVersion, kWireVersion);
            changes.policy = read_policy(policy);
            policy.finish();
        }
        if (object.has("trust_files")) {
            auto& files = changes.trust_files.emplace();
            for (const auto& entry : object.array("trust_files", kMostTrustFiles)) {
                Object file{entry, "trust file"};
                auto name = file.text("name", 100);
                auto content = file.base64("content", kLongestTrustFile);
                file.finish();
                files.push_back({std::move(name), std::move(content)});
            }
        }
        changes.next_number = object.natural("next_number", 0, INT64_MAX);
        return changes;
    });
}

std::string to_json(const Problem& problem)
{
    return message({{"status", problem.status}, {"code", problem.code}, {"title", problem.title}}).dump();
}

template <>
Problem from_json<Problem>(std::string_view text)
{
    return read_message(text, kLongestMessage, "problem", [](Object& object) {
        Problem problem;
        problem.status = static_cast<int>(object.integer("status", 100, 599));
        problem.code = object.text("code", kLongestCode);
        problem.title = object.text("title", kLongestText);
        return problem;
    });
}
} // namespace portal::contract
