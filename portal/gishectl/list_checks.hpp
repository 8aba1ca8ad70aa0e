#pragma once

#include <string>
#include <vector>

#include "portal/gishectl/trust_files.hpp"

/// Which lists kiosks may get, of those whose authorities are vouched for.
namespace gishectl {
/// No list may be of a time that lies ahead of `today`: readings pass over such a one, and every right one would be
/// older. No signer of a master list in `added` may be revoked. The newest master list of a state in `added` must not
/// be older than that in `sent`, which kiosks have. A revocation list must be signed by an authority of `all`, which
/// they will have then, speak of all its certificates, and not be older than one in `sent` under the same key, nor than
/// one of another key in whose place it counts. Throws `CommandError` with the file at fault.
void check_lists(const OpenedFiles& added, const OpenedFiles& sent, const OpenedFiles& all,
                 std::chrono::sys_days today);

/// Of `renewed`, in whose place an import puts another file of its name, no revocation list may go that is the newest
/// of an authority of `all` and its next keys, which kiosks will have then. Throws `CommandError`.
void check_renewed(const OpenedFile& renewed, const OpenedFiles& all, std::chrono::sys_days today);

/// What readings no more find of that which a state has revoked.
struct ListsGone {
    /// The newest list of an authority, in whose place an older one stands from now on.
    struct Older {
        std::string country;
        std::string file;
        std::chrono::sys_seconds issued;
        std::string other_file;
        std::chrono::sys_seconds other_issued;
    };
    std::vector<std::string> lost; ///< files with a list whose authority has none any more, under its next keys neither
    std::vector<Older> older;
};

/// From `before` to `after`. Lists that readings pass over, ahead of `today` or partial, count on neither side.
ListsGone lists_gone(const OpenedFiles& before, const OpenedFiles& after, std::chrono::sys_days today);

/// An authority's newest list, of which its state should have given out the next one.
struct Overdue {
    std::string file;
    std::string country;
    std::chrono::sys_seconds due;
};

/// Among the lists that count, in the order of the files' names.
std::vector<Overdue> overdue_lists(const OpenedFiles& files, std::chrono::sys_days today);
} // namespace gishectl
