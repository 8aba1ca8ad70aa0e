#pragma once

#include <memory>
#include <string>

#include "portal/domain/database.hpp"

namespace db {
/// PostgreSQL behind a pool of at most `pool` connections, made when needed. A broken one is dropped, the next caller
/// gets a fresh one. Does not connect yet.
std::unique_ptr<portal::domain::Database> open_database(const std::string& connection, std::size_t pool);
} // namespace db
