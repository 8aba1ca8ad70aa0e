#pragma once

#include "portal/contract/members.hpp"
#include "portal/contract/names.hpp"

/// JSON of what both records and messages hold. Only for the sources of this folder.
namespace portal::contract {
inline constexpr std::size_t kLongestUsername = 32;
inline constexpr std::size_t kLongestName = 240; ///< bytes: 60 code points
inline constexpr std::size_t kLongestCode = 64;  ///< of reasons and other stable words

template <class Members>
void members_of(Members& members, strict::Part<Members, PersonNames>& names)
{
    members.text("given", names.given, kLongestName);
    members.text("fathers", names.fathers, kLongestName);
    members.text("family", names.family, kLongestName);
}

strict::Json json_of(const PersonNames& names);
PersonNames read_names(strict::Object object);
} // namespace portal::contract
