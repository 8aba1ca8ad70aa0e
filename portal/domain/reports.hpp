#pragma once

#include <vector>

#include "portal/domain/cases.hpp"

/// What supervisors see. Reading a report is itself an audit event: `report.read` or `report.exported` by the reader,
/// with the day, and of every account in it `act.read` or `act.exported`.
namespace portal::domain {
/// One clerk at one desk on one day.
struct DeskDay {
    std::string clerk;
    std::string desk;
    unsigned verified{};  ///< verifications that counted
    unsigned persons{};   ///< accounts among them: who comes twice is one
    unsigned refused{};   ///< refusals at the desk
    unsigned conflicts{}; ///< became cases
};
/// One verification or refusal.
struct DeskAct {
    std::int64_t record{}; ///< row of the record
    std::optional<AccountId> account;
    Instant time{}; ///< the kiosk's clock
    std::string clerk;
    std::string desk;
    std::string username;      ///< may be empty for a refusal
    std::string act;           ///< `verification`, `refusal`, `unreadable`
    std::string document_kind; ///< `identity_card`, …; empty where no document was read
    std::string assurance;     ///< `chip_genuine`, …; empty where none was read, or a kiosk does not tell it
    std::vector<std::string> features_seen; ///< on its document: codes of the policy
    std::string outcome;                    ///< `accepted`, `conflict`, `refused`
    std::string reason;                     ///< of refusal or conflict
};
/// All that a day's page shows.
struct DayReport {
    Date day{};
    unsigned persons{};         ///< verified on this day, at whichever desks
    std::vector<DeskDay> desks; ///< of the whole day
    PageOf at;
    std::vector<DeskAct> acts; ///< of this page
};
/// `day`: calendar day in Europe/Sofia of the kiosk's clock. `page`: a number out of range is the nearest one.
DayReport day_report(const Context& context, Date day, StaffId reader, std::int64_t page = 1);
/// The same for a file that leaves the page; a long day takes several.
DayReport export_day_report(const Context& context, Date day, StaffId reader, std::int64_t file = 1);
/// By the context's clock.
Date today_in_sofia(const Context& context);

/// Figures over records, by the kiosks' clocks.
struct ReportStore {
    virtual ~ReportStore() = default;
    /// Of acts from `from` on and before `to`, by clerk and desk.
    virtual std::vector<DeskDay> desks(Instant from, Instant to) = 0;
    /// Accounts with a verification that counted, at all desks together.
    virtual unsigned persons(Instant from, Instant to) = 0;
    virtual std::int64_t count_acts(Instant from, Instant to) = 0;
    /// The same acts one by one, oldest first: at most `most`, without the `before` oldest.
    virtual std::vector<DeskAct> acts(Instant from, Instant to, std::int64_t before, std::int64_t most) = 0;
};
} // namespace portal::domain
