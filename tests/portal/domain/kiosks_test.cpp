#include <algorithm>
#include <atomic>
#include <map>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "db/connection.hpp"
#include "portal/contract/policy.hpp"
#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
std::map<std::string, std::string> newest_trust_event(const TestPortal& portal)
{
    db::Connection connection{portal.connection};
    const db::Connection::Transaction transaction{connection};
    const auto details = connection.one(
        {"newest", "SELECT details FROM audit_event JOIN audit_detail ON event_id = id WHERE kind = 'trust.changed' "
                   "ORDER BY id DESC LIMIT 1"});
    return nlohmann::json::parse(details.text("details"));
}

struct Enrolling {
    TestPortal portal;
    contract::FileSigner key{contract::FileSigner::generate()};
    std::string code{make_enrolment_code(portal.context, "Гише 12", "ул. „Московска“ 33", std::string(64, 'a'))};

    EnrolmentAnswer enrol(const std::string& with, const std::string& network = "192.0.2.1")
    {
        if (const auto many = count_enrolment(portal.context, network)) return *many;
        return enrol_kiosk(portal.context, *portal.authority, {with, tests::csr_of(key), "gishe-kiosk 0.1"}, network);
    }
};

/// For a lock, in this database.
bool somebody_waits(const std::string& connection)
{
    db::Connection looking{connection};
    const db::Connection::Transaction transaction{looking};
    return looking
               .one({"waiting", "SELECT count(*) AS waiting FROM pg_stat_activity WHERE datname = current_database() "
                                "AND wait_event_type = 'Lock'"})
               .integer("waiting") > 0;
}
} // namespace

TEST_CASE_FIXTURE(Enrolling, "a code enrols one kiosk, which its certificate then names")
{
    const auto reply = std::get<contract::EnrolmentReply>(enrol(code));
    CHECK(reply.desk == "Гише 12");
    const auto fingerprint = fingerprint_of_pem(reply.certificate_pem).value();
    CHECK(kiosk_of_certificate(portal.context, fingerprint)->name == reply.kiosk);
    CHECK(std::get<EnrolmentRefusal>(enrol(code)) == EnrolmentRefusal::code_used);
}

TEST_CASE_FIXTURE(Enrolling, "a code is typed in any letter case, with or without marks and fingerprint")
{
    auto typed = code.substr(0, code.find('.'));
    std::erase(typed, '-');
    for (auto& c : typed)
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    CHECK(std::holds_alternative<contract::EnrolmentReply>(enrol(typed)));
}

TEST_CASE_FIXTURE(Enrolling, "a code dies after a day")
{
    portal.clock.forward(24h);
    CHECK(std::get<EnrolmentRefusal>(enrol(code)) == EnrolmentRefusal::code_expired);
}

TEST_CASE_FIXTURE(Enrolling, "guessing codes ends soon")
{
    for (unsigned i = 0; i < portal.context.rules.enrolments_per_network; ++i)
        CHECK(std::get<EnrolmentRefusal>(enrol("AAAAA-AAAAA-AAAAA-AAAAA")) == EnrolmentRefusal::unknown_code);
    CHECK(std::holds_alternative<TooMany>(enrol(code)));
}

TEST_CASE_FIXTURE(Enrolling, "guesses of many networks end soon, and keep nobody out who holds a code")
{
    const auto guess = [&](unsigned i) { return enrol("AAAAA-AAAAA-AAAAA-AAAAA", "198.51.100." + std::to_string(i)); };
    for (unsigned i = 0; i < portal.context.rules.enrolments_altogether; ++i)
        CHECK(std::get<EnrolmentRefusal>(guess(i)) == EnrolmentRefusal::unknown_code);
    CHECK(std::holds_alternative<TooMany>(guess(200)));
    CHECK(std::holds_alternative<contract::EnrolmentReply>(enrol(code)));
}

TEST_CASE_FIXTURE(Enrolling, "an office enrols all its kiosks from one address")
{
    for (unsigned i = 0; i < 2 * portal.context.rules.enrolments_per_network; ++i) {
        const auto next = make_enrolment_code(portal.context, "Гише " + std::to_string(i), "", std::string(64, 'a'));
        CHECK(std::holds_alternative<contract::EnrolmentReply>(enrol(next)));
    }
}

TEST_CASE_FIXTURE(Enrolling, "a malformed request leaves the code good")
{
    const auto answer = enrol_kiosk(portal.context, *portal.authority, {code, "no request", ""}, "192.0.2.1");
    CHECK(std::get<EnrolmentRefusal>(answer) == EnrolmentRefusal::bad_request);
    CHECK(std::holds_alternative<contract::EnrolmentReply>(enrol(code)));
}

TEST_CASE_FIXTURE(Enrolling, "a kiosk's certificate ends with its year")
{
    const auto reply = std::get<contract::EnrolmentReply>(enrol(code));
    portal.clock.forward(portal.context.rules.kiosk_certificate_life);
    CHECK_FALSE(kiosk_of_certificate(portal.context, fingerprint_of_pem(reply.certificate_pem).value()));
}

TEST_CASE_FIXTURE(Enrolling, "a revoked kiosk's certificate opens nothing from then on")
{
    const auto reply = std::get<contract::EnrolmentReply>(enrol(code));
    CHECK_FALSE(revoke_kiosk(portal.context, "kiosk-4711"));
    const auto revoked = revoke_kiosk(portal.context, reply.kiosk)->revoked;
    CHECK(revoked == portal.clock.now());
    CHECK_FALSE(kiosk_of_certificate(portal.context, fingerprint_of_pem(reply.certificate_pem).value()));
    portal.clock.forward(1h);
    CHECK(revoke_kiosk(portal.context, reply.kiosk)->revoked == revoked);
    CHECK(list_kiosks(portal.context).at(0).revoked == revoked);
}

TEST_CASE("a clerk's session holds at its kiosk only, and ends with the day")
{
    TestPortal portal;
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    TestKiosk other{portal, "Гише 13", "stoilova"};
    CHECK(clerk_of_token(portal.context, kiosk.kiosk, kiosk.session.token)->username == "stoilova");
    CHECK_FALSE(clerk_of_token(portal.context, other.kiosk, kiosk.session.token));
    CHECK_FALSE(resume_staff_session(portal.context, kiosk.session.token));
    portal.clock.forward(12h);
    CHECK_FALSE(clerk_of_token(portal.context, kiosk.kiosk, kiosk.session.token));
}

TEST_CASE("disabling a clerk ends the session at once")
{
    TestPortal portal;
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    CHECK(disable_staff(portal.context, "stoilova"));
    CHECK_FALSE(clerk_of_token(portal.context, kiosk.kiosk, kiosk.session.token));
    CHECK(std::holds_alternative<WrongCredentials>(open_clerk_session(
        portal.context, kiosk.kiosk, {"stoilova", TestPortal::kPassword, kiosk.clerk_key.public_key()})));
}

TEST_CASE("a supervisor is no clerk at a kiosk, and a clerk's key has to be on P-256")
{
    TestPortal portal;
    portal.clerk("stoilova");
    portal.supervisor("marinova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    CHECK(std::holds_alternative<RoleNotAllowed>(open_clerk_session(
        portal.context, kiosk.kiosk, {"marinova", TestPortal::kPassword, kiosk.clerk_key.public_key()})));
    CHECK(std::holds_alternative<WrongCredentials>(open_clerk_session(
        portal.context, kiosk.kiosk, {"marinova", "another password", kiosk.clerk_key.public_key()})));
    CHECK(std::holds_alternative<BadClerkKey>(
        open_clerk_session(portal.context, kiosk.kiosk, {"stoilova", TestPortal::kPassword, {1, 2, 3}})));
}

TEST_CASE("staff pages know their session until it idles")
{
    TestPortal portal;
    portal.supervisor("marinova");
    const LogIn form{"marinova", TestPortal::kPassword, "192.0.2.1", {}};
    const auto token = std::get<StaffLoggedIn>(staff_log_in(portal.context, form)).token;
    portal.clock.forward(30min);
    CHECK(resume_staff_session(portal.context, token)->role == Role::supervisor);
    portal.clock.forward(30min + 1s);
    CHECK_FALSE(resume_staff_session(portal.context, token));
    const auto again = std::get<StaffLoggedIn>(staff_log_in(portal.context, form)).token;
    staff_log_out(portal.context, again);
    CHECK_FALSE(resume_staff_session(portal.context, again));
}

TEST_CASE("kiosks are told what changed, and only that")
{
    TestPortal portal;
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    const auto everything = changes_since(portal.context, kiosk.kiosk, 0);
    CHECK(everything.policy->refusal_reasons.size() == default_policy().refusal_reasons.size());
    CHECK_FALSE(everything.trust_files);
    CHECK(everything.pass_keys.size() == 3);
    CHECK(everything.next_number == 1);
    CHECK_FALSE(changes_since(portal.context, kiosk.kiosk, everything.cursor).policy);

    const auto put = [&](const TrustFiles& files) {
        change_trust_files(portal.context, [&](const TrustFiles&) { return files; });
    };
    CHECK_THROWS_AS(put({{"two words.cer", {1}}}), portal::contract::Malformed);
    put({{"csca-bgr-2026.cer", {1, 2, 3}}});
    const auto trust = changes_since(portal.context, kiosk.kiosk, everything.cursor);
    CHECK(trust.trust_files->at(0).name == "csca-bgr-2026.cer");
    CHECK_FALSE(trust.policy);

    auto policy = default_policy();
    policy.offline_hours = 4;
    put_policy(portal.context, policy);
    const auto newer = changes_since(portal.context, kiosk.kiosk, trust.cursor);
    CHECK(newer.policy->offline_hours == 4);
    CHECK_FALSE(newer.trust_files);
}

TEST_CASE("of two changes of the trust files at the same time the second starts from what the first has made")
{
    TestPortal portal;
    std::atomic<bool> ended{false};
    std::thread second;
    change_trust_files(portal.context, [&](TrustFiles files) {
        second = std::thread{[&] {
            change_trust_files(portal.context, [](TrustFiles later) {
                later.push_back({"second.cer", {1}});
                return later;
            });
            ended = true;
        }};
        while (!ended && !somebody_waits(portal.connection))
            std::this_thread::yield();
        files.push_back({"first.cer", {1}});
        return files;
    });
    second.join();
    CHECK(portal.context.database.read()->changes().trust_files().size() == 2);
}

TEST_CASE("a change of the trust files that fails leaves them as they were")
{
    TestPortal portal;
    change_trust_files(portal.context, [](const TrustFiles&) { return TrustFiles{{"first.cer", {1}}}; });
    const auto failing = [](const TrustFiles&) -> TrustFiles { throw std::runtime_error{"no"}; };
    CHECK_THROWS_AS(change_trust_files(portal.context, failing), std::runtime_error);
    CHECK(portal.context.database.read()->changes().trust_files().size() == 1);
}

TEST_CASE("the audit log tells which trust files came and went, by name and hash")
{
    TestPortal portal;
    const auto put = [&](const TrustFiles& files) {
        change_trust_files(portal.context, [&](const TrustFiles&) { return files; });
        return newest_trust_event(portal);
    };
    const auto hash = [](std::uint8_t byte) { return contract::to_hex(contract::sha256(contract::Bytes{byte})); };
    const auto of_all = [](const std::string& lines) {
        return contract::to_hex(contract::sha256(contract::bytes_of(lines)));
    };
    const auto first = put({{"b.cer", {2}}, {"a.cer", {1}}});
    CHECK(first.at("files") == "2");
    CHECK(first.at("came") == "a.cer " + hash(1) + ", b.cer " + hash(2));
    CHECK(first.at("went") == "");
    CHECK(first.at("sha256_of_list") == of_all(hash(1) + "  a.cer\n" + hash(2) + "  b.cer\n"));
    const auto renewed = put({{"a.cer", {3}}});
    CHECK(renewed.at("came") == "a.cer " + hash(3));
    CHECK(renewed.at("went") == "a.cer " + hash(1) + ", b.cer " + hash(2));
    CHECK(put({{"a.cer", {3}}}).at("came") == "");
}

TEST_CASE("of very many trust files that come at once the audit log names the first and counts the others")
{
    TestPortal portal;
    TrustFiles many;
    for (int i = 0; i < 130; ++i)
        many.push_back({std::to_string(1000 + i) + ".cer", {1}});
    change_trust_files(portal.context, [&](const TrustFiles&) { return many; });
    const std::string came = newest_trust_event(portal).at("came");
    CHECK(came.starts_with("1000.cer "));
    CHECK(came.find("1099.cer ") != std::string::npos);
    CHECK(came.find("1100.cer ") == std::string::npos);
    CHECK(came.ends_with(" and 30 more"));
}

TEST_CASE(
    "a stored policy under which no counter could work is passed over for the one before, at last for the default")
{
    TestPortal portal;
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    const auto store = [&](std::string_view json) {
        const auto transaction = portal.context.database.begin();
        transaction->changes().put_policy(json, portal.clock.now());
        transaction->commit();
    };
    auto unusable = default_policy();
    unusable.clerk_key_days = 0;
    CHECK_THROWS_AS(put_policy(portal.context, unusable), contract::Malformed);
    store(contract::to_json(unusable));
    CHECK(contract::to_json(current_policy(portal.context)) == contract::to_json(default_policy()));

    auto good = default_policy();
    good.version = "2027-01";
    put_policy(portal.context, good);
    const auto told = changes_since(portal.context, kiosk.kiosk, 0);
    store(contract::to_json(unusable));
    store("{}");
    store("no JSON");
    CHECK(current_policy(portal.context).version == "2027-01");
    CHECK(changes_since(portal.context, kiosk.kiosk, 0).policy->version == "2027-01");
    CHECK_FALSE(changes_since(portal.context, kiosk.kiosk, told.cursor).policy); // it has it
}

TEST_CASE("a kiosk is told the policy in a version that it reads")
{
    TestPortal portal;
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    const auto told = [&](unsigned version) {
        return changes_since(portal.context, kiosk.kiosk, 0, version).policy.value();
    };
    CHECK_FALSE(told(1).security_features);
    CHECK(told(2).security_features.value().size() == default_policy().security_features.value().size());
    CHECK(told(9).security_features);
    auto before = default_policy(); // as an operator put it before there were features
    before.security_features.reset();
    put_policy(portal.context, before);
    CHECK_FALSE(told(1).security_features);
    CHECK(told(2).security_features.value().empty());
}

TEST_CASE("the default policy has from three to five features of each kind of document")
{
    const auto policy = default_policy();
    CHECK(contract::fault_of(policy).empty());
    CHECK(contract::from_json<contract::Policy>(contract::to_json(policy)).security_features);
    for (const auto* kind : {"identity_card", "passport", "residence_permit"}) {
        CAPTURE(kind);
        CHECK(contract::features_of(policy, kind).size() >= 3);
        CHECK(contract::features_of(policy, kind).size() <= 5);
    }
}

TEST_CASE("pass keys turn with the week, and last week's stays")
{
    TestPortal portal;
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    const auto now = changes_since(portal.context, kiosk.kiosk, 0).pass_keys;
    portal.clock.forward(24h * 7);
    const auto later = changes_since(portal.context, kiosk.kiosk, 0).pass_keys;
    CHECK(later[0].number == now[1].number);
    CHECK(later[0].key == now[1].key);
    CHECK(later[2].key != now[2].key);
}

TEST_CASE("what a revoked kiosk knew opens no pass that is shown later, and the other kiosks open all")
{
    TestPortal portal;
    const auto viki = portal.citizen("viki", tests::kVikisNumber);
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    TestKiosk lost{portal, "Гише 13", "stoilova"};
    const auto known = changes_since(portal.context, lost.kiosk, 0).pass_keys;
    const auto older = std::get<IssuedPass>(issue_pass(portal.context, viki)).qr_digits;
    revoke_kiosk(portal.context, lost.kiosk.name);
    const auto newer = current_pass(portal.context, viki)->qr_digits;
    const auto next_week = epoch_of(portal.clock.now() + 24h * 7);

    const auto opens = [](const std::string& qr, const std::vector<contract::PassEpochKey>& keys) {
        const auto header = std::get<contract::PassHeader>(contract::read_pass_header(qr));
        return std::ranges::any_of(keys, [&](const auto& key) {
            return key.number == header.epoch &&
                   std::holds_alternative<contract::CounterPass>(contract::open_pass(qr, key));
        });
    };
    CHECK(opens(older, known));
    CHECK_FALSE(opens(newer, known));
    const auto told = changes_since(portal.context, kiosk.kiosk, 0).pass_keys;
    CHECK(opens(older, told));
    CHECK(opens(newer, told));
    const auto coming = epoch_key(*portal.database->begin(), portal.keys, next_week, portal.clock.now());
    CHECK(std::ranges::none_of(known, [&](const auto& key) { return key.key == coming.key; }));
}

TEST_CASE("however many kiosks are revoked in a week, a kiosk is told no more pass keys than it keeps")
{
    TestPortal portal;
    portal.clerk("stoilova");
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};
    for (int i = 0; i < 70; ++i) {
        const auto transaction = portal.database->begin();
        renew_epoch_keys(*transaction, portal.keys, portal.clock.now());
        transaction->commit();
    }
    const auto told = changes_since(portal.context, kiosk.kiosk, 0).pass_keys;
    CHECK(told.size() <= 12);
    const auto now = portal.clock.now();
    const auto newest = epoch_key(*portal.database->begin(), portal.keys, epoch_of(now), now);
    CHECK(std::ranges::any_of(told, [&](const auto& key) { return key.key == newest.key; }));
}
