#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>

#include "kiosk/core/camera.hpp"
#include "kiosk/core/clock.hpp"
#include "kiosk/core/document_reader.hpp"
#include "kiosk/core/executor.hpp"
#include "kiosk/core/portal_client.hpp"
#include "portal/contract/counter_pass.hpp"

/// The counter's surroundings as scripts: nothing happens that a test did not write down.
namespace kiosk::test {
namespace contract = portal::contract;

/// Jobs wait until the test lets them run.
class Queue final : public Executor {
public:
    void post(Job job) override { jobs_.push_back(std::move(job)); }
    bool run_one();

private:
    std::deque<Job> jobs_;
};

class HandClock final : public Clock {
public:
    Instant time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{9}};
    Ticks passed{};

    Instant now() const override { return time; }
    Ticks ticks() const override { return passed; }
    void go(std::chrono::seconds by)
    {
        time += by;
        passed += by;
    }
};

/// A portal with real keys: it certifies clerks, checks signatures and chain of records, gives receipts, and tells a
/// kiosk what is new since it asked; accounts are what the test says.
class TestPortal final : public PortalClient {
public:
    TestPortal();

    bool reachable{true};
    std::deque<Answer<contract::AccountView>> accounts; ///< one for each look-up
    bool hears_sign_in{true};                           ///< else such a request alone stays without an answer
    std::optional<contract::Problem> refusal;           ///< of every exchange: changes and records
    bool speaks_unreadably{};
    std::optional<std::vector<contract::Changes::TrustFile>> trust_files;
    std::optional<contract::Problem> sign_in_refusal;
    std::vector<contract::LookUpRequest> asked;
    std::vector<std::uint64_t> told_since;        ///< of each exchange that was answered
    std::vector<std::string> signed_out;          ///< tokens
    std::vector<contract::RecordContent> records; ///< opened, in order of arrival, without repetitions
    std::uint64_t next_number{1};
    bool knows_pass_key{true};
    contract::Bytes kiosk_key; ///< public, as its enrolment told
    bool forges_receipts{};
    struct Judgement {
        contract::ReceiptOutcome outcome{};
        std::string reason;
    };
    std::optional<Judgement> judgement; ///< of verifications that are in order otherwise
    bool goes_in_circles{};
    contract::Ed25519Pair keys{contract::generate_ed25519()};
    contract::SealingPair sealing{contract::generate_sealing()};
    contract::PassEpochKey pass_key;
    contract::Policy policy;

    Answer<contract::ClerkSessionReply> sign_in(const contract::ClerkSessionRequest& request) override;
    void sign_out(const std::string& token) override { signed_out.push_back(token); }
    Answer<contract::AccountView> look_up(const std::string& token, const contract::LookUpRequest& request) override;
    Answer<contract::RecordsReply> post_records(const contract::RecordsRequest& request) override;
    Answer<contract::Changes> changes(std::uint64_t since) override;

    template <class Content>
    std::vector<Content> records_of() const
    {
        std::vector<Content> found;
        for (const auto& record : records)
            if (const auto* content = std::get_if<Content>(&record)) found.push_back(*content);
        return found;
    }

private:
    Judgement judge(const contract::Envelope& envelope, const contract::RecordHeader& header);

    const HandClock clock_;
    std::map<std::uint64_t, contract::Hash> chain_; ///< header's hash by number
    std::string told_;                              ///< what the cursor stands for
    std::uint64_t cursor_{};
};

class ScriptedReader final : public DocumentReader {
public:
    std::function<void(ReaderState)> told;
    std::deque<std::function<hardware::document::Reading(const hardware::document::ReadOptions&)>> readings;

    void watch(std::function<void(ReaderState)> tell) override { told = std::move(tell); }
    hardware::document::Reading read(const hardware::document::ReadOptions& options) override;
};

class ScriptedCamera final : public Camera {
public:
    std::function<void(Sighting)> seen;
    std::function<void()> failed;
    bool broken{};

    void start(std::function<void(Sighting)> on_sight, std::function<void()> on_end) override;
    void stop() override { seen = nullptr; }
};

/// A folder that is gone after the test.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder&&) = delete;
    const std::filesystem::path path;
};

/// Synthetic Bulgarian identity card of a woman born on 15.06.1985, as three lines with right check digits.
struct SpecimenCard {
    std::string number{"641000027"};
    std::string birth{"850615"};
    std::string expiry{"330228"};
    std::string personal_number{"8506150016"};
    std::string surname{"KONSTANTINOVA"};
    std::string given_names{"VIKTORIA LYUBOMIROVA"};

    std::string zone() const;
    /// What a chip with this zone gives when all is well.
    hardware::document::Reading reading() const;
};
} // namespace kiosk::test
