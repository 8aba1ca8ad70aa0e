#include "tests/kiosk/core/counter_double.hpp"

#include <algorithm>
#include <cstdlib>

#include <doctest/doctest.h>

namespace kiosk::test {
using namespace std::chrono_literals;
namespace document = hardware::document;

bool Queue::run_one()
{
    if (jobs_.empty()) return false;
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    job();
    return true;
}

TestPortal::TestPortal()
{
    pass_key = {47, contract::random_bytes(32), keys.open};
    policy.version = "test";
    for (const char* code :
         {"different_person", "document_expired", "no_personal_number", "suspected_forgery", "names_differ"})
        policy.refusal_reasons.push_back({code, "Основание", "Reason", "", ""});
}

Answer<contract::ClerkSessionReply> TestPortal::sign_in(const contract::ClerkSessionRequest& request)
{
    if (!reachable || !hears_sign_in) return Unreachable{"test"};
    if (sign_in_refusal) return *sign_in_refusal;
    contract::ClerkCertificate certificate{7,           request.username,   "kiosk-12", request.clerk_public_key,
                                           clock_.time, clock_.time + 168h, "portal-1"};
    return contract::ClerkSessionReply{"token",
                                       7,
                                       "Р. Стоилова",
                                       contract::issue_clerk_certificate(certificate, keys.secret),
                                       certificate.not_after,
                                       clock_.time};
}

Answer<contract::AccountView> TestPortal::look_up(const std::string& token, const contract::LookUpRequest& request)
{
    if (!reachable) return Unreachable{"test"};
    if (token != "token" || accounts.empty()) throw std::logic_error{"unexpected look-up"};
    asked.push_back(request);
    auto account = accounts.front();
    accounts.pop_front();
    return account;
}

TestPortal::Judgement TestPortal::judge(const contract::Envelope& envelope, const contract::RecordHeader& header)
{
    using contract::ReceiptOutcome;
    const auto refused = [](const char* reason) { return Judgement{ReceiptOutcome::refused, reason}; };
    const auto before = header.number == 1 ? contract::Hash{} : chain_.at(header.number - 1);
    if (header.previous != before) return refused("chain_broken");
    const auto certificate = contract::open_clerk_certificate(envelope.clerk_certificate, keys.open);
    if (!certificate || certificate->kiosk != header.kiosk || certificate->clerk != header.clerk)
        return refused("clerk_certificate_invalid");
    if (!contract::verify_signatures(envelope, kiosk_key, certificate->public_key)) return refused("bad_signature");
    const auto content = contract::open_content(envelope, sealing);
    const bool verification = std::holds_alternative<contract::VerificationContent>(content);
    return verification && judgement ? *judgement : Judgement{};
}

Answer<contract::RecordsReply> TestPortal::post_records(const contract::RecordsRequest& request)
{
    if (!reachable) return Unreachable{"test"};
    if (refusal) return *refusal;
    contract::RecordsReply reply;
    for (const auto& envelope : request.records) {
        const auto header = contract::parse_header(envelope.header);
        if (header.number > next_number) break;
        contract::Receipt receipt;
        if (header.number == next_number) {
            const Judgement judged = judge(envelope, header);
            receipt.outcome = judged.outcome;
            receipt.reason = judged.reason;
            if (judged.outcome != contract::ReceiptOutcome::refused)
                records.push_back(contract::open_content(envelope, sealing));
            chain_[header.number] = contract::hash_of_header(envelope.header);
            ++next_number;
        }
        receipt.id = contract::to_hex(contract::ByteView{contract::hash_of_header(envelope.header)}.first(16));
        receipt.kiosk = header.kiosk;
        receipt.number = header.number;
        receipt.record = header.id;
        receipt.header_hash = contract::hash_of_header(envelope.header);
        receipt.received = clock_.time;
        receipt.key = "portal-1";
        receipt.signature = contract::sign_ed25519(keys.secret, "gishe-receipt-v1", contract::receipt_bytes(receipt));
        if (forges_receipts) receipt.signature[0] ^= 1U;
        reply.receipts.push_back(receipt);
    }
    reply.next_number = next_number;
    if (goes_in_circles) reply.next_number = contract::parse_header(request.records.front().header).number == 1 ? 2 : 1;
    return reply;
}

/// Keys are told always; policy and trust files to those who have not heard of them.
Answer<contract::Changes> TestPortal::changes(std::uint64_t since)
{
    if (!reachable) return Unreachable{"test"};
    if (refusal) return *refusal;
    if (speaks_unreadably) return Unreachable{"test", true};
    told_since.push_back(since);
    contract::Changes changes;
    changes.policy = policy;
    changes.trust_files = trust_files;
    if (const auto now = contract::to_json(changes); now != told_) {
        told_ = now;
        ++cursor_;
    }
    if (since == cursor_) changes = {};
    changes.cursor = cursor_;
    changes.server_time = clock_.time;
    if (knows_pass_key) changes.pass_keys = {pass_key};
    changes.sealing_key_id = "seal-1";
    changes.sealing_key = sealing.open;
    changes.portal_key_id = "portal-1";
    changes.portal_key = keys.open;
    changes.next_number = next_number;
    return changes;
}

document::Reading ScriptedReader::read(const document::ReadOptions& options)
{
    if (readings.empty()) throw std::logic_error{"unexpected reading"};
    const auto reading = readings.front();
    readings.pop_front();
    return reading(options);
}

void ScriptedCamera::start(std::function<void(Sighting)> on_sight, std::function<void()> on_end)
{
    if (broken) throw std::runtime_error{"test"};
    seen = std::move(on_sight);
    failed = std::move(on_end);
}

namespace {
std::filesystem::path make_folder()
{
    std::string pattern = std::filesystem::temp_directory_path() / "gishe-kiosk-XXXXXX";
    REQUIRE(::mkdtemp(pattern.data()));
    return pattern;
}

std::string filled(std::string text, std::size_t width)
{
    std::replace(text.begin(), text.end(), ' ', '<');
    text.resize(width, '<');
    return text;
}
} // namespace

TemporaryFolder::TemporaryFolder() : path{make_folder()} {}

TemporaryFolder::~TemporaryFolder()
{
    std::filesystem::remove_all(path);
}

std::string SpecimenCard::zone() const
{
    const auto with_digit = [](const std::string& field) { return field + document::check_digit(field); };
    const std::string first = "IDBGR" + with_digit(number) + filled("", 15);
    const std::string birth_part = with_digit(birth);
    const std::string expiry_part = with_digit(expiry);
    const std::string optional = filled(personal_number, 11);
    const std::string composite = first.substr(5) + birth_part + expiry_part + optional;
    const std::string second = birth_part + "F" + expiry_part + "BGR" + optional + document::check_digit(composite);
    std::string names = surname + "<<" + given_names;
    return first + "\n" + second + "\n" + filled(names, 30);
}

document::Reading SpecimenCard::reading() const
{
    using document::CheckId;
    using document::CheckResult;
    document::Reading reading;
    reading.outcome = document::Outcome::genuine;
    reading.mrz = std::get<document::Mrz>(document::parse_mrz(zone(), 2026y / 11 / 22));
    reading.portrait = document::Portrait{document::PortraitFormat::jpeg, {0xFF, 0xD8}};
    for (const auto id : {CheckId::access, CheckId::sod_signature, CheckId::data_group_hashes, CheckId::signer_chain,
                          CheckId::signer_validity, CheckId::revocation, CheckId::chip, CheckId::mrz})
        reading.checks.push_back({id, CheckResult::passed, ""});
    return reading;
}
} // namespace kiosk::test
