#pragma once

#include <vector>

#include "portal/domain/context.hpp"

/// Conflicts that a supervisor has to look at. Nothing is dropped or overwritten: both sides stay as they are.
namespace portal::domain {
/// One side of a conflict: what a counter recorded.
struct CaseSide {
    std::string username; ///< empty where no account was named
    std::string names;
    std::string clerk;
    std::string desk;
    std::string kiosk;
    std::uint64_t record_number{};
    std::optional<Instant> time; ///< the kiosk's clock
    std::string outcome;         ///< `accepted`, `conflict`, `refused`
};
struct Case {
    std::int64_t id{};
    std::string reason; ///< `person_on_other_account`, `pass_used`, `chain_broken`, …: the receipt's
    Instant opened{};
    CaseSide arrived;
    std::optional<CaseSide> other; ///< what stood there before
};
/// Open cases, newest first.
std::vector<Case> list_cases(const Context& context, StaffId reader);

struct CaseStore {
    virtual ~CaseStore() = default;
    virtual std::int64_t open(std::string_view reason, std::int64_t record, std::optional<std::int64_t> other_record,
                              Instant now) = 0;
    virtual std::vector<Case> open_cases(unsigned most) = 0;
};
} // namespace portal::domain
