#pragma once

#include <algorithm>
#include <cstdint>

namespace portal::domain {
/// The part of a long list that is shown at once.
struct PageOf {
    std::int64_t all{};    ///< rows of the list
    std::int64_t most{1};  ///< on a page
    std::int64_t page{1};  ///< from 1
    std::int64_t pages{1}; ///< at least 1

    std::int64_t from() const { return (page - 1) * most; } ///< rows before this page
    std::int64_t to() const { return std::min(all, from() + most); }
};

/// `page`: a number out of range is the nearest one.
inline PageOf page_of(std::int64_t all, std::int64_t most, std::int64_t page)
{
    const auto pages = std::max<std::int64_t>(1, (all + most - 1) / most);
    return {all, most, std::clamp<std::int64_t>(page, 1, pages), pages};
}
} // namespace portal::domain
