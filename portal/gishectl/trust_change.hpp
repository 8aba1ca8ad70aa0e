#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "portal/gishectl/list_checks.hpp"
#include "portal/gishectl/trust_files.hpp"

namespace gishectl {
/// An authority that kiosks did not have, by the word of whoever stands over a master list.
struct Brought {
    hardware::document::Certificate authority;
    std::string list; ///< its file
};

/// What kiosks trust otherwise from now on, as the operator is told.
struct TrustChange {
    std::vector<hardware::document::Certificate> trusted;         ///< vouch now, and did not before
    std::vector<Brought> brought;                                 ///< beside those; each once
    std::vector<hardware::document::Certificate> trusted_no_more; ///< in no file any more, of whatever kind; each once
    std::vector<std::string> states_lost;                         ///< whose documents no counter can prove any more
    ListsGone lists;
    std::vector<std::string> lists_revoked; ///< master lists that go, since what comes in revokes their signers
    /// A certificate of a master list that cannot be read.
    struct LeftOut {
        std::string list; ///< its file
        hardware::document::MasterList::LeftOut certificate;
    };
    std::vector<LeftOut> left_out_of_lists; ///< whose rest counts
    /// Master lists that anybody could have made who finds two texts of one SHA-1 hash; old documents need them.
    std::vector<std::string> signed_with_sha1;
};

/// From `before` to `after`, by the lists that count `today`; `added` is what comes in.
TrustChange change_between(const OpenedFiles& before, const OpenedFiles& after, const OpenedFiles& added,
                           std::chrono::sys_days today);

/// In words, a line each.
std::string in_words(const TrustChange& change);
nlohmann::json as_json(const TrustChange& change);
} // namespace gishectl
