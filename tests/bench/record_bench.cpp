// record_bench: makes records as a counter does, one after the other, and prints when each was durable and when its
// receipt was verified and kept. Needs an enrolled kiosk's state and a running portal.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "config/log.hpp"
#include "hardware/document/mrz.hpp"
#include "kiosk/core/evidence.hpp"
#include "kiosk/core/file_key_vault.hpp"
#include "kiosk/core/record_book.hpp"
#include "kiosk/core/sync_engine.hpp"
#include "kiosk/net/enrolment.hpp"
#include "kiosk/net/http_portal_client.hpp"
#include "kiosk/outbox/sqlite_outbox.hpp"
#include "kiosk/settings.hpp"

namespace {
using namespace kiosk;
namespace contract = portal::contract;
using StopWatch = std::chrono::steady_clock;

struct Options {
    std::string config;
    std::string clerk;
    std::string account;
    std::string kind = "verification";
    unsigned records = 20;
};

/// Whatever is posted runs at once: one thread, so that a time holds nothing but the record's own way.
struct AtOnce final : Executor {
    void post(Job job) override { job(); }
};

net::PortalAddress address_of(const KioskSettings& settings)
{
    return {.url = settings.portal_url,
            .ca_file = settings.portal_ca_file,
            .certificate_file = settings.state_folder / "kiosk.pem",
            .key_file = settings.state_folder / "kiosk.key",
            .timeout = settings.portal_timeout};
}

template <class Message>
Message taken(Answer<Message> answer, const char* what)
{
    if (auto* message = std::get_if<Message>(&answer)) return std::move(*message);
    const auto* problem = std::get_if<contract::Problem>(&answer);
    throw std::runtime_error{std::string{what} + ": " +
                             (problem ? problem->code : std::get<Unreachable>(answer).detail)};
}

/// A counter without its window: the kiosk's own parts on one thread.
class Counter {
public:
    explicit Counter(const KioskSettings& settings)
        : portal_{address_of(settings)}, outbox_{settings.state_folder / "outbox.sqlite"},
          vault_{settings.state_folder, {}}, book_{net::load_identity(settings.state_folder).kiosk, outbox_, vault_}
    {
        // No fetching of changes between records: it is due by the clock, not by the record.
        const SyncEngine::Pace pace{.every = std::chrono::hours{1}};
        sync_ = std::make_shared<SyncEngine>(SyncEngine::Parts{.worker = here_,
                                                               .ui = here_,
                                                               .portal = portal_,
                                                               .outbox = outbox_,
                                                               .vault = vault_,
                                                               .clock = clock_,
                                                               .keep_trust_files = [](const auto&) {}},
                                             pace);
        sync_->start([this](const SyncReport& report) { report_ = report; });
        if (!report_.knowledge || !report_.knowledge->complete() || report_.queue != 0)
            throw std::runtime_error{"the portal did not bring the kiosk up to date"};
    }

    void sign_in(const std::string& clerk, const std::string& password)
    {
        const auto signer = std::make_shared<contract::FileSigner>(contract::FileSigner::generate());
        const auto reply = taken(portal_.sign_in({clerk, password, signer->public_key()}), "sign-in");
        const auto word = contract::open_clerk_certificate(reply.clerk_certificate, report_.knowledge->portal_key());
        if (!word) throw std::runtime_error{"the portal's word for the clerk is not signed by it"};
        clerk_ = {{reply.clerk, clerk, reply.display_name, reply.clerk_certificate, word->not_after}, signer};
        token_ = reply.token;
    }

    /// What the clerk decides on: a zone read by a scanner, held against the account.
    contract::VerificationContent verification(const std::string& username, const hardware::document::Mrz& zone)
    {
        const auto account =
            taken(portal_.look_up(token_, {.pass = {}, .pass_code = {}, .username = username}), "look-up");
        const contract::Date today{std::chrono::floor<std::chrono::days>(clock_.now())};
        const auto document = document_of_zone(zone, today);
        contract::AccountClaim claim;
        claim.names = account.names;
        contract::VerificationContent content;
        content.username = username;
        content.reference = contract::AccountReference::username;
        content.document = document.evidence;
        for (const auto& field : contract::compare(claim, document.facts, today).fields)
            content.verdicts.push_back({field.field, field.verdict});
        content.face_compared = true;
        content.citizen_confirmed_account = true;
        return content;
    }

    contract::RefusalContent refusal(const std::string& username) const
    {
        contract::RefusalContent content;
        content.username = username;
        content.reason = report_.knowledge->policy().refusal_reasons.at(0).code;
        return content;
    }

    struct Times {
        std::chrono::microseconds durable{}; ///< since the decision: the screen says recorded
        std::chrono::microseconds receipt{}; ///< since the decision: verified and kept
    };
    Times record(const contract::RecordContent& content)
    {
        using std::chrono::duration_cast;
        using std::chrono::microseconds;
        const auto decided = StopWatch::now();
        const auto recorded = book_.write(content, clerk_, *report_.knowledge, clock_.now());
        const auto durable = StopWatch::now();
        sync_->poke();
        const auto received = StopWatch::now();
        if (report_.receipts.size() != 1 || report_.receipts[0].record != recorded.id)
            throw std::runtime_error{"the record has no receipt"};
        if (report_.receipts[0].outcome != contract::ReceiptOutcome::accepted)
            throw std::runtime_error{"the portal did not accept the record: " + report_.receipts[0].reason};
        return {duration_cast<microseconds>(durable - decided), duration_cast<microseconds>(received - decided)};
    }

private:
    AtOnce here_;
    SystemClock clock_;
    net::HttpPortalClient portal_;
    outbox::SqliteOutbox outbox_;
    FileKeyVault vault_;
    RecordBook book_;
    std::shared_ptr<SyncEngine> sync_;
    SyncReport report_;
    ClerkKey clerk_;
    std::string token_;
};

hardware::document::Mrz zone_of(const std::string& text)
{
    const contract::Date today{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
    const auto zone = hardware::document::parse_mrz(text, today);
    if (const auto* mrz = std::get_if<hardware::document::Mrz>(&zone)) return *mrz;
    throw std::runtime_error{"standard input holds no machine readable zone"};
}

void run(const Options& options)
{
    std::string password;
    std::getline(std::cin, password);
    const std::string zone{std::istreambuf_iterator<char>{std::cin}, {}};
    config::log::set_level(config::log::level_of("warn"));
    Counter counter{KioskSettings::load(options.config)};
    counter.sign_in(options.clerk, password);
    contract::RecordContent content = counter.refusal(options.account);
    if (options.kind == "verification") content = counter.verification(options.account, zone_of(zone));
    for (unsigned made = 0; made < options.records; ++made) {
        const auto times = counter.record(content);
        std::cout << fmt::format(R"({{"durable_us": {}, "receipt_us": {}}})", times.durable.count(),
                                 times.receipt.count())
                  << '\n';
    }
}
} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{
        "Makes records and prints their times, one JSON object a line. Standard input: the clerk's password in "
        "the first line; for verifications the zone of the account's owner in those after it."};
    app.add_option("--config", options.config, "the kiosk's configuration")->required()->check(CLI::ExistingFile);
    app.add_option("--clerk", options.clerk, "username of the clerk")->required();
    app.add_option("--account", options.account, "username of the citizen")->required();
    app.add_option("--kind", options.kind, "of the records")
        ->check(CLI::IsMember({"verification", "refusal"}))
        ->capture_default_str();
    app.add_option("--records", options.records, "how many")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        run(options);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "record_bench: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
