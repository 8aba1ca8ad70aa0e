#pragma once

#include <string>
#include <vector>

#include "portal/gishectl/trust_files.hpp"

/// Which lists kiosks may get, of those whose authorities are vouched for.
namespace gishectl {
/// No list may be of a time that lies ahead of `today`: readings pass over such a one, and every right one would be
/// older. The newest master list of a state in `added` must not be older than that in `sent`, which kiosks have. A
/// revocation list must be signed by an authority of `all`, which they will have then, speak of all its certificates,
/// and not be older than that authority's in `sent`. Throws `CommandError` with the file at fault.
void check_lists(const OpenedFiles& added, const OpenedFiles& sent, const OpenedFiles& all,
                 std::chrono::sys_days today);

/// Files of `before` with a revocation list whose authority has none in `after`: readings would no more find whom that
/// state has revoked. Lists that readings pass over, ahead of `today` or partial, count on neither side.
std::vector<std::string> lists_lost(const OpenedFiles& before, const OpenedFiles& after, std::chrono::sys_days today);
} // namespace gishectl
