#pragma once

#include <functional>
#include <utility>

#include "portal/domain/database.hpp"

namespace tests {
/// A database in which something else happens within a use case: just before its transaction of this number begins.
class Meanwhile final : public portal::domain::Database {
public:
    /// `transaction`: 1 is the first. `act` uses another database, or none.
    Meanwhile(portal::domain::Database& database, unsigned transaction, std::function<void()> act)
        : database_{database}, left_{transaction}, act_{std::move(act)}
    {
    }

    std::unique_ptr<portal::domain::Transaction> begin() override
    {
        if (left_ != 0 && --left_ == 0) act_();
        return database_.begin();
    }
    std::unique_ptr<portal::domain::Stores> read() override { return database_.read(); }
    void ping() override { database_.ping(); }
    bool happened() const { return left_ == 0; }

private:
    portal::domain::Database& database_;
    unsigned left_;
    std::function<void()> act_;
};
} // namespace tests
