#include "portal/contract/wire.hpp"

#include "portal/contract/persons_json.hpp"
#include "portal/contract/words.hpp"

namespace portal::contract {
namespace {
constexpr std::size_t kLongestMessage = 64 * 1024;
constexpr std::size_t kLongestBatch = 8 * 1024 * 1024;    ///< a hundred records
constexpr std::size_t kLongestChanges = 32 * 1024 * 1024; ///< with the whole trust folder
constexpr std::size_t kLongestTrustFile = 4 * 1024 * 1024;
constexpr std::size_t kLongestTrustFolder = 20 * 1024 * 1024; ///< as text it is longer by a third
constexpr std::size_t kLongestTrustFileName = 100;
constexpr std::size_t kMostRecords = 100;
constexpr std::size_t kMostTrustFiles = 2000;
constexpr std::size_t kMostPassKeys = 64;
constexpr std::size_t kMostReasons = 200;
constexpr std::size_t kMostFeatures = 27; ///< nine for each of three kinds
constexpr std::size_t kMostKinds = 3;
constexpr std::size_t kLongestFeature = 300;
constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kLongestPem = 16 * 1024;
constexpr std::size_t kLongestCertificate = 2048;
constexpr std::size_t kLongestKey = 256;
constexpr std::size_t kPassHashSize = 16;
constexpr std::uint64_t kLargest = INT64_MAX;
constexpr std::uint16_t kLargestEpoch = UINT16_MAX;
} // namespace

// A writer and a reader find these by their argument: that does not look into a namespace without a name.
using strict::Part;

template <class Members>
static void members_of(Members& members, Part<Members, Envelope>& envelope)
{
    members.base64("header", envelope.header, kLongestHeader);
    members.base64("sealed", envelope.sealed, kLongestSealed);
    members.base64("kiosk_signature", envelope.kiosk_signature, kLongestKey);
    members.base64("clerk_signature", envelope.clerk_signature, kLongestKey);
    members.base64("clerk_certificate", envelope.clerk_certificate, kLongestCertificate);
}

/// What the signature of a receipt is over.
template <class Members>
static void signed_members_of(Members& members, Part<Members, Receipt>& receipt)
{
    members.version(kWireVersion);
    members.template hex_text<16>("id", receipt.id);
    members.key_id("kiosk", receipt.kiosk);
    members.number("number", receipt.number, std::uint64_t{0}, kLargest);
    members.hex("record", receipt.record);
    members.hex("header_hash", receipt.header_hash);
    members.word("outcome", receipt.outcome, kOutcomeWords);
    members.text("reason", receipt.reason, kLongestCode);
    members.instant("received", receipt.received);
    members.key_id("key", receipt.key);
}

template <class Members>
static void members_of(Members& members, Part<Members, Receipt>& receipt)
{
    signed_members_of(members, receipt);
    members.base64_of(64, "signature", receipt.signature);
}

template <class Members>
static void members_of(Members& members, Part<Members, RefusalReason>& reason)
{
    members.text("code", reason.code, kLongestCode);
    members.text("bulgarian", reason.bulgarian, kLongestText);
    members.text("english", reason.english, kLongestText);
    members.text("bring_bulgarian", reason.bring_bulgarian, kLongestText);
    members.text("bring_english", reason.bring_english, kLongestText);
}

template <class Members>
static void members_of(Members& members, Part<Members, SecurityFeature>& feature)
{
    members.code("code", feature.code);
    members.codes("documents", feature.documents, kMostKinds);
    members.text("bulgarian", feature.bulgarian, kLongestFeature);
    members.text("english", feature.english, kLongestFeature);
}

template <class Members>
static void members_of(Members& members, Part<Members, Policy>& policy)
{
    constexpr unsigned kMost = 1'000'000;
    unsigned version = policy.security_features ? kPolicyVersion : 1;
    members.number("version", version, 1U, kPolicyVersion);
    if constexpr (Members::kReads)
        if (version == kPolicyVersion) policy.security_features.emplace();
    if (auto& features = policy.security_features)
        members.list("security_features", *features, kMostFeatures, "security feature");
    members.text("statement", policy.version, kLongestCode);
    members.list("refusal_reasons", policy.refusal_reasons, kMostReasons, "refusal reason");
    members.number("clerk_key_days", policy.clerk_key_days, 0U, kMost);
    members.number("offline_hours", policy.offline_hours, 0U, kMost);
    members.number("hide_after_seconds", policy.hide_after_seconds, 0U, kMost);
    members.number("clear_after_seconds", policy.clear_after_seconds, 0U, kMost);
    members.boolean("typed_needs_second_person", policy.typed_needs_second_person);
}

template <class Members>
static void members_of(Members& members, Part<Members, PassEpochKey>& epoch)
{
    members.number("number", epoch.number, std::uint16_t{0}, kLargestEpoch);
    members.base64_of(32, "key", epoch.key);
    members.base64_of(32, "verify_key", epoch.verify_key);
}

template <class Members>
static void members_of(Members& members, Part<Members, Changes::TrustFile>& file)
{
    members.text("name", file.name, kLongestTrustFileName);
    members.base64("content", file.content, kLongestTrustFile);
}

template <class Members>
static void members_of(Members& members, Part<Members, EnrolmentRequest>& request)
{
    members.version(kWireVersion);
    members.text("code", request.code, 200);
    members.text("csr_pem", request.csr_pem, kLongestPem);
    members.text("software", request.software, 100);
}

template <class Members>
static void members_of(Members& members, Part<Members, EnrolmentReply>& reply)
{
    members.version(kWireVersion);
    members.key_id("kiosk", reply.kiosk);
    members.text("desk", reply.desk, kLongestText);
    members.text("place", reply.place, kLongestText);
    members.text("certificate_pem", reply.certificate_pem, kLongestPem);
}

template <class Members>
static void members_of(Members& members, Part<Members, ClerkSessionRequest>& request)
{
    members.version(kWireVersion);
    members.text("username", request.username, kLongestCode);
    members.text("password", request.password, kLongestText);
    members.base64("clerk_public_key", request.clerk_public_key, kLongestKey);
}

template <class Members>
static void members_of(Members& members, Part<Members, ClerkSessionReply>& reply)
{
    members.version(kWireVersion);
    members.text("token", reply.token, 200);
    members.number("clerk", reply.clerk, std::int64_t{0}, std::int64_t{INT64_MAX});
    members.text("display_name", reply.display_name, kLongestText);
    members.base64("clerk_certificate", reply.clerk_certificate, kLongestCertificate);
    members.instant("expires", reply.expires);
    members.instant("server_time", reply.server_time);
}

template <class Members>
static void members_of(Members& members, Part<Members, LookUpRequest>& request)
{
    members.version(kWireVersion);
    members.optional("pass", request.pass, [&](auto& pass) { members.hex("pass", pass); });
    members.optional("pass_code", request.pass_code, [&](auto& code) { members.text("pass_code", code, 16); });
    members.optional("username", request.username,
                     [&](auto& name) { members.text("username", name, kLongestUsername); });
}

template <class Members>
static void members_of(Members& members, Part<Members, AccountView>& view)
{
    members.version(kWireVersion);
    members.text("username", view.username, kLongestUsername);
    members.text("email_masked", view.email_masked, 320);
    members.word("state", view.state, kAccountStateWords);
    members.object("names", view.names);
    members.boolean("number_present", view.number_present);
    members.text("number_masked", view.number_masked, 10);
    members.optional("number_hash", view.number_hash,
                     [&](auto& hash) { members.base64_of(kPassHashSize, "number_hash", hash); });
    members.hex("number_salt", view.number_salt);
    members.number("number_epoch", view.number_epoch, std::uint16_t{0}, kLargestEpoch);
    members.optional("birth_date", view.birth_date, [&](auto& date) { members.date("birth_date", date); });
    members.optional("sex", view.sex, [&](auto& sex) { members.word("sex", sex, kSexWords); });
    members.optional("pass", view.pass, [&](auto& pass) { members.hex("pass", pass); });
    members.optional("pass_expires", view.pass_expires, [&](auto& when) { members.instant("pass_expires", when); });
}

template <class Members>
static void members_of(Members& members, Part<Members, RecordsRequest>& request)
{
    members.version(kWireVersion);
    members.list("records", request.records, kMostRecords, "record");
}

template <class Members>
static void members_of(Members& members, Part<Members, RecordsReply>& reply)
{
    members.version(kWireVersion);
    members.list("receipts", reply.receipts, kMostRecords, "receipt");
    members.number("next_number", reply.next_number, std::uint64_t{0}, kLargest);
}

template <class Members>
static void members_of(Members& members, Part<Members, Changes>& changes)
{
    members.version(kWireVersion);
    members.number("cursor", changes.cursor, std::uint64_t{0}, kLargest);
    members.instant("server_time", changes.server_time);
    members.list("pass_keys", changes.pass_keys, kMostPassKeys, "pass key");
    members.key_id("sealing_key_id", changes.sealing_key_id);
    members.base64_of(32, "sealing_key", changes.sealing_key);
    members.key_id("portal_key_id", changes.portal_key_id);
    members.base64_of(32, "portal_key", changes.portal_key);
    members.optional("policy", changes.policy, [&](auto& policy) { members.object("policy", policy); });
    members.optional("trust_files", changes.trust_files,
                     [&](auto& files) { members.list("trust_files", files, kMostTrustFiles, "trust file"); });
    members.number("next_number", changes.next_number, std::uint64_t{0}, kLargest);
}

template <class Members>
static void members_of(Members& members, Part<Members, Problem>& problem)
{
    members.version(kWireVersion);
    members.number("status", problem.status, 100, 599);
    members.text("code", problem.code, kLongestCode);
    members.text("title", problem.title, kLongestText);
}

namespace {
/// What a failure calls a message, and how long its JSON may be.
struct Frame {
    const char* name{nullptr};
    std::size_t longest{kLongestMessage};
};
template <class Message>
constexpr Frame kFrame{nullptr};
template <>
constexpr Frame kFrame<Receipt>{"receipt"};
template <>
constexpr Frame kFrame<EnrolmentRequest>{"enrolment"};
template <>
constexpr Frame kFrame<EnrolmentReply>{"enrolment reply"};
template <>
constexpr Frame kFrame<ClerkSessionRequest>{"clerk session"};
template <>
constexpr Frame kFrame<ClerkSessionReply>{"clerk session reply"};
template <>
constexpr Frame kFrame<LookUpRequest>{"look-up"};
template <>
constexpr Frame kFrame<AccountView>{"account"};
template <>
constexpr Frame kFrame<RecordsRequest>{"records", kLongestBatch};
template <>
constexpr Frame kFrame<RecordsReply>{"records reply", kLongestBatch};
template <>
constexpr Frame kFrame<Policy>{"policy", kLongestBatch};
template <>
constexpr Frame kFrame<Changes>{"changes", kLongestChanges};
template <>
constexpr Frame kFrame<Problem>{"problem"};

/// What its members alone do not say.
template <class Message>
void require_whole(const Message&)
{
}
void require_whole(const LookUpRequest& request)
{
    if (int{request.pass.has_value()} + int{request.pass_code.has_value()} + int{request.username.has_value()} != 1)
        throw Malformed{"look-up: names the account not exactly once"};
}
void require_whole(const RecordsRequest& request)
{
    if (request.records.empty()) throw Malformed{"records.records: empty"};
}
} // namespace

template <class Message>
std::string to_json(const Message& message)
{
    strict::Writer members;
    members_of(members, message);
    return members.json().dump();
}

template <class Message>
Message from_json(std::string_view text)
{
    const auto json = strict::parse(text, kFrame<Message>.longest);
    Message message;
    strict::Reader members{strict::Object{json, kFrame<Message>.name}};
    members_of(members, message);
    members.finish();
    require_whole(message);
    return message;
}

template std::string to_json(const Receipt&);
template Receipt from_json<Receipt>(std::string_view);
template std::string to_json(const EnrolmentRequest&);
template EnrolmentRequest from_json<EnrolmentRequest>(std::string_view);
template std::string to_json(const EnrolmentReply&);
template EnrolmentReply from_json<EnrolmentReply>(std::string_view);
template std::string to_json(const ClerkSessionRequest&);
template ClerkSessionRequest from_json<ClerkSessionRequest>(std::string_view);
template std::string to_json(const ClerkSessionReply&);
template ClerkSessionReply from_json<ClerkSessionReply>(std::string_view);
template std::string to_json(const LookUpRequest&);
template LookUpRequest from_json<LookUpRequest>(std::string_view);
template std::string to_json(const AccountView&);
template AccountView from_json<AccountView>(std::string_view);
template std::string to_json(const RecordsRequest&);
template RecordsRequest from_json<RecordsRequest>(std::string_view);
template std::string to_json(const RecordsReply&);
template RecordsReply from_json<RecordsReply>(std::string_view);
template std::string to_json(const Policy&);
template Policy from_json<Policy>(std::string_view);
template std::string to_json(const Changes&);
template Changes from_json<Changes>(std::string_view);
template std::string to_json(const Problem&);
template Problem from_json<Problem>(std::string_view);

bool is_trust_file_name(std::string_view name)
{
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return !name.empty() && name.size() <= kLongestTrustFileName && name.front() != '.' &&
           name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string fault_of(const std::vector<Changes::TrustFile>& files)
{
    if (files.size() > kMostTrustFiles) return "more trust files than kiosks take";
    std::size_t bytes = 0;
    for (const auto& file : files) {
        if (!is_trust_file_name(file.name))
            return "a trust file is named by up to 100 Latin letters, digits, dots, dashes and underscores";
        if (file.content.size() > kLongestTrustFile) return file.name + " is larger than 4 MiB";
        bytes += file.content.size();
    }
    return bytes > kLongestTrustFolder ? "all trust files together are larger than 20 MiB" : "";
}

Bytes receipt_bytes(const Receipt& receipt)
{
    strict::Writer members;
    signed_members_of(members, receipt);
    return bytes_of(members.json().dump());
}
} // namespace portal::contract
