#include "portal/contract/record_content.hpp"

#include <algorithm>

#include "portal/contract/persons_json.hpp"
#include "portal/contract/words.hpp"

namespace portal::contract {
namespace {
using strict::Json;
using strict::Object;
using strict::word_of;

constexpr std::size_t kLongestContent = 32 * 1024;
constexpr std::size_t kMostChecks = 64;
constexpr std::size_t kMostFeatures = 9;

Json json_of(const PersonalNumber& number)
{
    return {{"kind", word_of(number.kind, kNumberKindWords)}, {"digits", number.digits}};
}

/// The checksum is not asked again: what the document says is the evidence, and judging it is the portal's matter.
PersonalNumber read_number(Object object)
{
    PersonalNumber number;
    number.kind = object.one_of("kind", kNumberKindWords);
    number.digits = object.text("digits", 10);
    if (number.digits.size() != 10 || number.digits.find_first_not_of("0123456789") != std::string::npos)
        throw Malformed{"personal number: not ten digits"};
    object.finish();
    return number;
}

Json json_of(const DocumentEvidence& document)
{
    Json checks = Json::array();
    for (const auto& [check, result] : document.checks)
        checks.push_back({{"check", check}, {"result", result}});
    Json json{{"kind", document.kind},
              {"issuer", document.issuer},
              {"number", document.number},
              {"latin_names", json_of(document.latin_names)},
              {"personal_number", json_of(document.personal_number)},
              {"birth_date", to_iso(document.birth_date)},
              {"sex", word_of(document.sex, kSexWords)},
              {"assurance", word_of(document.assurance, kAssuranceWords)},
              {"checks", std::move(checks)}};
    if (document.native_names) json["native_names"] = json_of(*document.native_names);
    if (document.expiry) json["expiry"] = to_iso(*document.expiry);
    if (!document.features_seen.empty()) json["features_seen"] = document.features_seen;
    return json;
}

DocumentEvidence read_document(Object object)
{
    DocumentEvidence document;
    document.kind = object.text("kind", kLongestCode);
    document.issuer = object.text("issuer", 3);
    document.number = object.text("number", 32);
    document.latin_names = read_names(object.object("latin_names"));
    if (object.has("native_names")) document.native_names = read_names(object.object("native_names"));
    document.personal_number = read_number(object.object("personal_number"));
    document.birth_date = birth_date_from_iso(object.text("birth_date", 10));
    document.sex = object.one_of("sex", kSexWords);
    if (object.has("expiry")) document.expiry = object.date("expiry");
    document.assurance = object.one_of("assurance", kAssuranceWords);
    for (const auto& entry : object.array("checks", kMostChecks)) {
        Object check{entry, "check"};
        auto name = check.text("check", kLongestCode);
        auto result = check.text("result", kLongestCode);
        check.finish();
        document.checks.emplace_back(std::move(name), std::move(result));
    }
    if (object.has("features_seen")) document.features_seen = object.codes("features_seen", kMostFeatures);
    object.finish();
    return document;
}

Json json_of(const std::vector<FieldVerdict>& verdicts)
{
    Json json = Json::array();
    for (const auto& row : verdicts)
        json.push_back({{"field", word_of(row.field, kFieldWords)}, {"verdict", word_of(row.verdict, kVerdictWords)}});
    return json;
}

std::vector<FieldVerdict> read_verdicts(const Json& list)
{
    std::vector<FieldVerdict> verdicts;
    for (const auto& entry : list) {
        Object row{entry, "verdict"};
        const auto field = row.one_of("field", kFieldWords);
        const auto verdict = row.one_of("verdict", kVerdictWords);
        row.finish();
        verdicts.push_back({field, verdict});
    }
    return verdicts;
}

std::optional<PassId> read_pass(Object& object)
{
    if (!object.has("pass")) return std::nullopt;
    return object.hex<kPassIdSize>("pass");
}

Json json_of(const VerificationContent& content)
{
    Json json{
        {"type", "verification"},
        {"username", content.username},
        {"reference", word_of(content.reference, kReferenceWords)},
        {"document", json_of(content.document)},
        {"verdicts", json_of(content.verdicts)},
        {"document_status", {{"answer", content.document_status.answer}, {"source", content.document_status.source}}},
        {"face_compared", content.face_compared},
        {"citizen_confirmed_account", content.citizen_confirmed_account},
        {"offline", content.offline}};
    if (content.pass) json["pass"] = to_hex(*content.pass);
    if (content.adopted_names) json["adopted_names"] = json_of(*content.adopted_names);
    return json;
}

VerificationContent read_verification(Object& object)
{
    VerificationContent content;
    content.username = object.text("username", kLongestUsername);
    content.reference = object.one_of("reference", kReferenceWords);
    content.pass = read_pass(object);
    content.document = read_document(object.object("document"));
    content.verdicts = read_verdicts(object.array("verdicts", kFieldWords.size()));
    auto status = object.object("document_status");
    content.document_status.answer = status.text("answer", kLongestCode);
    content.document_status.source = status.text("source", kLongestCode);
    status.finish();
    content.face_compared = object.boolean("face_compared");
    if (object.has("adopted_names")) content.adopted_names = read_names(object.object("adopted_names"));
    content.citizen_confirmed_account = object.boolean("citizen_confirmed_account");
    content.offline = object.boolean("offline");
    return content;
}

Json json_of(const RefusalContent& content)
{
    Json json{{"type", "refusal"},
              {"username", content.username},
              {"reason", content.reason},
              {"verdicts", json_of(content.verdicts)},
              {"offline", content.offline}};
    if (content.pass) json["pass"] = to_hex(*content.pass);
    if (content.document_kind) json["document_kind"] = *content.document_kind;
    if (content.assurance) json["assurance"] = word_of(*content.assurance, kAssuranceWords);
    return json;
}

RefusalContent read_refusal(Object& object)
{
    RefusalContent content;
    content.username = object.text("username", kLongestUsername);
    content.pass = read_pass(object);
    content.reason = object.text("reason", kLongestCode);
    if (object.has("document_kind")) content.document_kind = object.text("document_kind", kLongestCode);
    if (object.has("assurance")) content.assurance = object.one_of("assurance", kAssuranceWords);
    content.verdicts = read_verdicts(object.array("verdicts", kFieldWords.size()));
    content.offline = object.boolean("offline");
    return content;
}

Json json_of(const SignInContent& content)
{
    return {{"type", "sign_in"}, {"method", content.method}, {"offline", content.offline}};
}

SignInContent read_sign_in(Object& object)
{
    SignInContent content;
    content.method = object.text("method", kLongestCode);
    content.offline = object.boolean("offline");
    return content;
}

Json json_of(const LookUpContent& content)
{
    Json json{
        {"type", "look_up"}, {"username", content.username}, {"answer", content.answer}, {"offline", content.offline}};
    if (content.pass) json["pass"] = to_hex(*content.pass);
    return json;
}

LookUpContent read_look_up(Object& object)
{
    LookUpContent content;
    content.username = object.text("username", kLongestUsername);
    content.pass = read_pass(object);
    content.answer = object.text("answer", kLongestCode);
    content.offline = object.boolean("offline");
    return content;
}

RecordContent read_by_type(Object& object)
{
    const auto type = object.text("type", kLongestCode);
    if (type == "verification") return read_verification(object);
    if (type == "refusal") return read_refusal(object);
    if (type == "sign_in") return read_sign_in(object);
    if (type == "look_up") return read_look_up(object);
    throw Malformed{"content.type: an unknown word"};
}
} // namespace

std::string json_of_content(const RecordContent& content)
{
    return std::visit([](const auto& one) { return json_of(one).dump(); }, content);
}

RecordContent read_content(std::string_view text)
{
    const auto json = strict::parse(text, kLongestContent);
    Object object{json, "content"};
    auto content = read_by_type(object);
    object.finish();
    return content;
}

std::string word_of(Assurance assurance)
{
    return word_of(assurance, kAssuranceWords);
}

std::optional<Assurance> assurance_of(std::string_view word)
{
    const auto found = std::ranges::find(kAssuranceWords, word, &Word<Assurance>::text);
    return found == kAssuranceWords.end() ? std::nullopt : std::optional{found->value};
}
} // namespace portal::contract
