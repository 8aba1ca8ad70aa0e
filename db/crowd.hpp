#pragma once

#include <cstdint>
#include <string>

#include "db/work.hpp"
#include "portal/domain/accounts.hpp"

namespace db {
/// What the members of a crowd have in common.
struct Crowd {
    std::int64_t first{}; ///< number of the first one: `crowd-00000001` is 1
    std::int64_t count{};
    domain::PasswordHash password;
    Instant registered{};
};
/// Adds invented accounts with confirmed addresses and claimed numbers, what happened to them and the letter that each
/// got, by COPY, some thousand in one transaction: for measuring with as many accounts as a large city has. Throws
/// `Fault`, or `DatabaseUnavailable`.
void add_crowd(const std::string& connection, const domain::PortalKeys& keys, const Crowd& crowd);
/// The number of the last one that there is; 0: none.
std::int64_t last_of_crowd(const std::string& connection);
} // namespace db
