#pragma once

#include <map>
#include <vector>

#include "hardware/document/reading.hpp"

namespace hardware::document {
/// The judgements of one reading as they come; a later one of the same kind overrules.
class Findings {
public:
    void set(Check check);
    void set(CheckId id, CheckResult result, std::string reason = {});

    bool has(CheckId id) const { return found_.contains(id); }
    bool is(CheckId id, CheckResult result) const;
    /// Passed or failed.
    bool is_settled(CheckId id) const { return has(id) && !is(id, CheckResult::not_possible); }

    /// Every check in the order of `CheckId`; those without a judgement were not possible for `reason`.
    std::vector<Check> all(const std::string& reason) const;
    /// What they come to where a zone was read, as `Outcome` says; `broken_off`: the reading did not come to its end.
    Outcome outcome(bool broken_off) const;

private:
    std::map<CheckId, Check> found_;
};
} // namespace hardware::document
