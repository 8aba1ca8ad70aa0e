#include "kiosk/core/sync_engine.hpp"

#include <algorithm>
#include <random>

#include "config/log.hpp"
#include "portal/contract/policy.hpp"
#include "portal/contract/sofia_time.hpp"

namespace kiosk {
namespace contract = portal::contract;

namespace {
constexpr std::string_view kKnowledgeNote = "knowledge";
constexpr std::chrono::hours kKeptAfterReceipt{24 * 30};

using Trouble = StripView::Trouble;

constexpr std::size_t kDecisionsTold = 50; // more than a clerk looks through

/// How far one exchange came. `broken`: a fault on this side, which tells nothing of the portal.
enum class Reach { all, refused, nothing, broken };
} // namespace

/// The engine's part that lives on the worker.
struct SyncEngine::Work {
    Parts parts;
    Pace pace;
    SyncReport report;
    bool recalled{};
    bool asked{}; ///< the portal has told its changes since the program began
    std::optional<Ticks> due;
    std::optional<Ticks> next_pull;
    std::optional<Instant> portal_time; ///< as of the last pull
    std::optional<Instant> tidied;
    Ticks pause{};
    std::minstd_rand dice{std::random_device{}()};

    Work(Parts given, Pace speed) : parts{std::move(given)}, pace{speed} {}

    bool is_due() const { return !due || parts.clock.ticks() >= *due; }

    SyncReport exchange(bool with_changes)
    {
        report.receipts.clear();
        report.trouble = Trouble::none;
        Reach reach = Reach::nothing;
        bool behind = false;
        try {
            recall();
            reach = talk(with_changes);
            tidy();
            behind = parts.outbox.is_behind();
            report.queue = parts.outbox.waiting();
            report.waiting = parts.outbox.waiting_decisions(kDecisionsTold);
            const auto today = contract::sofia_day(parts.clock.now());
            report.today = parts.outbox.counts_since(contract::start_of_sofia_day(today));
        } catch (const OutboxFailed& error) {
            config::log::error("outbox.failed", {{"error", error.what()}});
            report.trouble = Trouble::disk_refuses;
            reach = Reach::broken;
        } catch (const std::exception& error) {
            config::log::error("sync.fault", {{"error", error.what()}});
            report.trouble = Trouble::sync_fault;
            reach = Reach::broken;
        }
        plan(reach);
        if (behind) report.trouble = Trouble::outbox_behind; // without the portal, and whatever else is wrong
        return report;
    }

    Reach talk(bool with_changes)
    {
        const bool pull_due = !next_pull || parts.clock.ticks() >= *next_pull;
        if (with_changes || pull_due || !report.knowledge || !report.knowledge->complete()) {
            const Reach reach = fetch_changes();
            if (reach != Reach::all) return reach;
        }
        return send_records();
    }

    void recall()
    {
        if (recalled) return;
        if (const auto sealed = parts.outbox.recall(kKnowledgeNote)) {
            report.knowledge = open_knowledge(*sealed);
        }
        recalled = true;
    }

    std::shared_ptr<const Knowledge> open_knowledge(contract::ByteView sealed)
    {
        try {
            if (const auto clear = parts.vault.unprotect(sealed))
                return std::make_shared<const Knowledge>(
                    Knowledge::from_text(std::string{clear->begin(), clear->end()}));
            config::log::warn("sync.knowledge_not_ours");
        } catch (const contract::Malformed& error) {
            config::log::warn("sync.knowledge_damaged", {{"error", error.what()}});
        }
        return nullptr; // the portal tells everything again
    }

    Reach fetch_changes()
    {
        auto answer = parts.portal.changes(first_unknown());
        if (!reached(answer)) return Reach::nothing;
        if (refused(answer)) return Reach::refused;
        const auto& news = std::get<contract::Changes>(answer);
        if (news.trust_files) parts.keep_trust_files(*news.trust_files);
        if (const auto fault = news.policy ? contract::fault_of(*news.policy) : ""; !fault.empty())
            config::log::error("sync.policy_refused", {{"error", fault}});
        const Knowledge known = report.knowledge ? *report.knowledge : Knowledge{};
        const auto knowledge = std::make_shared<const Knowledge>(known.with(news));
        if (!report.knowledge || knowledge->text() != known.text())
            parts.outbox.remember(kKnowledgeNote, parts.vault.protect(contract::bytes_of(knowledge->text())));
        report.knowledge = knowledge;
        asked = true;
        next_pull = parts.clock.ticks() + pace.every;
        portal_time = news.server_time;
        report.clock_ahead = parts.clock.now() - news.server_time;
        wanted = news.next_number;
        parts.outbox.portal_expects(wanted);
        return Reach::all;
    }

    /// A policy of version 1 was told to an older program, or by an older portal: after a start all is asked for again.
    std::uint64_t first_unknown() const
    {
        if (!report.knowledge) return 0;
        const bool of_before = !asked && !report.knowledge->policy().security_features;
        return of_before ? 0 : report.knowledge->cursor();
    }

    /// Sends what waits; starts lower where the portal has lost what it gave receipts for.
    Reach send_records()
    {
        const std::uint64_t next = parts.outbox.head().next_number;
        if (wanted > next) {
            config::log::error("sync.outbox_behind", {{"portal_expects", static_cast<long long>(wanted)},
                                                      {"outbox_has", static_cast<long long>(next)}});
            return Reach::refused;
        }
        auto batch = parts.outbox.pending(pace.batch);
        const std::uint64_t first_waiting = batch.empty() ? next : number_of(batch.front());
        if (wanted != 0 && wanted < first_waiting) batch = parts.outbox.from(wanted, pace.batch);
        bool went_back = false; // once is a portal that was restored, twice is one that goes in circles
        while (!batch.empty()) {
            const std::uint64_t first = number_of(batch.front());
            const std::uint64_t last = number_of(batch.back());
            if (wanted != 0 && first > wanted) {
                config::log::error("sync.records_gone", {{"portal_expects", static_cast<long long>(wanted)},
                                                         {"oldest_here", static_cast<long long>(first)}});
                return not_taken();
            }
            auto answer = parts.portal.post_records({std::move(batch)});
            if (!reached(answer)) return Reach::nothing;
            if (refused(answer)) return Reach::refused;
            const auto& reply = std::get<contract::RecordsReply>(answer);
            for (const auto& receipt : reply.receipts)
                if (!keep(receipt)) return not_taken();
            const bool goes_back = reply.next_number < first;
            if (reply.next_number == first || reply.next_number > next || (goes_back && went_back)) {
                config::log::error("sync.no_progress", {{"first", static_cast<long long>(first)},
                                                        {"portal_expects", static_cast<long long>(reply.next_number)}});
                return not_taken();
            }
            went_back = went_back || goes_back;
            const bool again = reply.next_number <= last;
            wanted = reply.next_number;
            if (again) config::log::warn("sync.resend", {{"from", static_cast<long long>(wanted)}});
            batch = wanted < next ? parts.outbox.from(wanted, pace.batch) : std::vector<contract::Envelope>{};
        }
        return Reach::all;
    }

    Reach not_taken()
    {
        report.trouble = Trouble::records_not_taken;
        return Reach::refused;
    }

    static std::uint64_t number_of(const contract::Envelope& record)
    {
        return contract::parse_header(record.header).number;
    }

    /// A receipt counts only with the portal's signature and for the very record that was sent.
    bool keep(const contract::Receipt& receipt)
    {
        const auto sent = parts.outbox.from(receipt.number, 1);
        const bool ours = !sent.empty() && number_of(sent.front()) == receipt.number &&
                          contract::hash_of_header(sent.front().header) == receipt.header_hash;
        const bool signed_by_portal = contract::verify_ed25519(report.knowledge->portal_key(), "gishe-receipt-v1",
                                                               contract::receipt_bytes(receipt), receipt.signature);
        if (!ours || !signed_by_portal) {
            config::log::error("sync.receipt_wrong", {{"number", static_cast<long long>(receipt.number)},
                                                      {"reason", ours ? "signature" : "not_our_record"}});
            next_pull.reset(); // the portal's key may have changed
            return false;
        }
        parts.outbox.keep(receipt);
        report.receipts.push_back(receipt);
        return true;
    }

    template <class Message>
    bool reached(const Answer<Message>& answer)
    {
        const auto* silence = std::get_if<Unreachable>(&answer);
        if (silence && report.connection != StripView::Connection::offline)
            config::log::warn("sync.unreachable", {{"error", silence->detail}});
        if (silence && silence->unreadable) report.trouble = Trouble::portal_unreadable;
        return silence == nullptr;
    }

    template <class Message>
    bool refused(const Answer<Message>& answer)
    {
        const auto* problem = std::get_if<contract::Problem>(&answer);
        if (problem)
            config::log::error("sync.refused",
                               {{"code", problem->code}, {"status", static_cast<long long>(problem->status)}});
        const bool shut_out = problem && (problem->code == "certificate_refused" || problem->code == "no_certificate");
        if (problem) report.trouble = shut_out ? Trouble::certificate_refused : Trouble::portal_refuses;
        return problem != nullptr;
    }

    /// Once a day: what has its receipt for long is forgotten. By the portal's time, which the receipts bear too: a
    /// kiosk whose clock runs ahead must not lose what it may be asked for again.
    void tidy()
    {
        if (!portal_time || (tidied && *portal_time - *tidied < std::chrono::hours{24})) return;
        parts.outbox.forget_received(*portal_time - kKeptAfterReceipt);
        tidied = portal_time;
    }

    void plan(Reach reach)
    {
        using Connection = StripView::Connection;
        if (reach == Reach::nothing)
            report.connection = Connection::offline;
        else if (report.trouble == Trouble::portal_refuses || report.trouble == Trouble::certificate_refused)
            report.connection = Connection::refused;
        else if (reach != Reach::broken)
            report.connection = Connection::online;
        if (reach == Reach::all) {
            report.last_sync = parts.clock.now();
            pause = Ticks{};
            due = parts.clock.ticks() + jittered(pace.every);
        } else {
            pause = std::min(pause == Ticks{} ? pace.first_retry : pause * 2, pace.longest_retry);
            due = parts.clock.ticks() + jittered(pause);
        }
    }

    /// Between half of `whole` and `whole`: many kiosks must not come back at one moment.
    Ticks jittered(Ticks whole)
    {
        std::uniform_int_distribution<Ticks::rep> any{whole.count() / 2, whole.count()};
        return Ticks{any(dice)};
    }

    std::uint64_t wanted{}; ///< number that the portal expects next; 0: not said yet
};

SyncEngine::SyncEngine(Parts parts, Pace pace)
    : worker_{parts.worker}, ui_{parts.ui}, work_{std::make_shared<Work>(parts, pace)},
      asked_{std::make_shared<std::atomic<bool>>(false)}
{
}

SyncEngine::~SyncEngine() = default;

void SyncEngine::start(std::function<void(const SyncReport&)> told)
{
    told_ = std::move(told);
    run(Urgency::now, {});
}

void SyncEngine::tick()
{
    if (asked_->exchange(true)) return; // the worker is still busy with the tick before
    run(Urgency::when_due, {});
}

void SyncEngine::poke()
{
    run(Urgency::now, {});
}

void SyncEngine::pull(std::function<void()> then)
{
    run(Urgency::now_with_changes, std::move(then));
}

void SyncEngine::run(Urgency urgency, std::function<void()> then)
{
    worker_.post([work = work_, self = weak_from_this(), &ui = ui_, asked = asked_, urgency, then = std::move(then)] {
        if (urgency == Urgency::when_due) {
            *asked = false;
            if (!work->is_due()) return;
        }
        ui.post([self, then, report = work->exchange(urgency == Urgency::now_with_changes)] {
            const auto me = self.lock();
            if (!me) return;
            if (me->told_) me->told_(report);
            if (then) then();
        });
    });
}
} // namespace kiosk
