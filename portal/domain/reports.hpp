#pragma once

#include <vector>

#include "portal/domain/cases.hpp"

/// What supervisors see. Reading a report is itself an audit event.
namespace portal::domain {
/// One clerk at one desk on one day.
struct DeskDay {
    std::string clerk;
    std::string desk;
    unsigned verified{};
    unsigned refused{};   ///< refusals at the desk
    unsigned conflicts{}; ///< became cases
};
/// One verification or refusal.
struct DeskAct {
    Instant time{}; ///< the kiosk's clock
    std::string clerk;
    std::string desk;
    std::string username; ///< may be empty for a refusal
    std::string act;      ///< `verification`, `refusal`
    std::string assurance;
    std::string outcome; ///< `accepted`, `conflict`, `refused`
    std::string reason;  ///< of refusal or conflict
};
struct DayReport {
    Date day{};
    std::vector<DeskDay> desks;
    std::vector<DeskAct> acts;
};
/// `day`: calendar day in Europe/Sofia of the kiosk's clock.
DayReport day_report(const Context& context, Date day, StaffId reader);
Date today_in_sofia(const Context& context);

struct ReportStore {
    virtual ~ReportStore() = default;
    virtual std::vector<DeskDay> desks(Instant from, Instant to) = 0;
    virtual std::vector<DeskAct> acts(Instant from, Instant to) = 0;
};
} // namespace portal::domain
