#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/core/clock.hpp"
#include "kiosk/core/executor.hpp"
#include "kiosk/core/key_vault.hpp"
#include "kiosk/core/knowledge.hpp"
#include "kiosk/core/outbox.hpp"
#include "kiosk/core/portal_client.hpp"
#include "kiosk/core/screen.hpp"

namespace kiosk {
/// What the last exchange with the portal left, told on the UI thread.
struct SyncReport {
    StripView::Connection connection{};
    unsigned queue{};
    std::vector<WaitingDecision> waiting; ///< the newest of the queue that are decisions
    std::optional<Instant> last_sync;
    std::shared_ptr<const Knowledge> knowledge;      ///< null: nothing is known yet
    std::vector<portal::contract::Receipt> receipts; ///< new since the report before
    DayCounts today;
    StripView::Trouble trouble{};
    std::chrono::seconds clock_ahead{}; ///< of this computer before the portal, as of the last pull
};

/// Where the portal's trust files go.
using KeepTrustFiles = std::function<void(const std::vector<portal::contract::Changes::TrustFile>&)>;

/// Sends what waits and fetches what changed, on its worker: records in order and in batches, again from any number
/// that the portal asks for; tries again with growing, jittered pauses. Made and called on the UI thread.
class SyncEngine : public std::enable_shared_from_this<SyncEngine> {
public:
    /// How often, and how much at once.
    struct Pace {
        Ticks every{15'000};      ///< between exchanges while the portal answers
        Ticks first_retry{1'000}; ///< doubled at each failure
        Ticks longest_retry{30'000};
        std::size_t batch{100};
    };
    /// What it works with; all of it outlives the engine.
    struct Parts {
        Executor& worker; ///< of the portal's second connection
        Executor& ui;
        PortalClient& portal; ///< used on `worker` only
        Outbox& outbox;
        KeyVault& vault;
        const Clock& clock;
        KeepTrustFiles keep_trust_files;
    };
    SyncEngine(Parts parts, Pace pace);
    ~SyncEngine();

    void start(std::function<void(const SyncReport&)> told);
    void tick(); ///< every second or so: makes an exchange when one is due
    void poke(); ///< a record was written, or the portal was missed: now
    /// An exchange now; `then` is called on the UI thread after its report.
    void pull(std::function<void()> then);

private:
    struct Work;
    enum class Urgency { when_due, now, now_with_changes };
    void run(Urgency urgency, std::function<void()> then);

    Executor& worker_;
    Executor& ui_;
    std::shared_ptr<Work> work_; ///< belongs to the worker
    std::shared_ptr<std::atomic<bool>> asked_;
    std::function<void(const SyncReport&)> told_;
};
} // namespace kiosk
