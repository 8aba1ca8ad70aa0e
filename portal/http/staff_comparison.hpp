#pragma once

#include <string>
#include <vector>

#include "portal/domain/cases.hpp"
#include "portal/http/staff_words.hpp"

/// Both sides of a case in words, side by side.
namespace portal::http {
/// What a row says about its two sides.
struct Verdict {
    enum class Mark { none, same, different, noted } mark{Mark::none};
    std::string words;
};
struct Compared {
    std::string name;
    std::string arrived;
    std::string other; ///< empty, and no verdict, where there is one side only
    Verdict verdict;
};
/// Rows with nothing on either side are left out.
std::vector<Compared> compare_sides(const Visit& visit, const StaffWords& words, const domain::Case& conflict);

/// In its largest unit, `5 minutes`, `3 hours`, `2 days`: who looks at a list wants to know minutes from days.
std::string span_of(const Visit& visit, std::chrono::seconds span);
} // namespace portal::http
