#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portal/contract/comparison.hpp"

/// How one name of the account and one of the zone agree. Only for the sources of this folder.
namespace portal::contract {
using Marks = std::vector<std::pair<std::size_t, std::size_t>>;

/// How two spellings of one name agree. `reason` is a stable code such as `ia_iya`; empty where there is nothing to
/// tell.
struct NameMatch {
    Verdict verdict{Verdict::mismatch}; ///< exact, variant, truncated or mismatch
    std::string reason;
    Marks marks; ///< in the zone's name
};

/// `zone_name`: upper-case Latin words with one blank between them. `may_be_cut`: the zone had no room for more.
NameMatch match_name(std::string_view account_name, std::string_view zone_name, bool may_be_cut);

/// The same consonants in the same order, however they are written: `Джон` and `JOHN`.
bool same_consonants(std::string_view account_name, std::string_view zone_name);

/// What of `text` is not in `other`, by their longest common subsequence; never empty for texts that differ.
Marks differences(std::string_view other, std::string_view text);
} // namespace portal::contract
