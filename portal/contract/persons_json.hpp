#pragma once

#include "portal/contract/names.hpp"
#include "portal/contract/strict_json.hpp"

/// JSON of what both records and messages hold. Only for the sources of this folder.
namespace portal::contract {
inline constexpr std::size_t kLongestUsername = 32;
inline constexpr std::size_t kLongestName = 240; ///< bytes: 60 code points
inline constexpr std::size_t kLongestCode = 64;  ///< of reasons and other stable words

strict::Json json_of(const PersonNames& names);
PersonNames read_names(strict::Object object);
} // namespace portal::contract
