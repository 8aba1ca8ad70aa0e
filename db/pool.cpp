#include "db/pool.hpp"

#include <chrono>

namespace db {
using namespace std::chrono_literals;

Pool::Pool(std::string connection, std::size_t most) : connection_{std::move(connection)}, most_{most} {}

std::unique_ptr<Connection> Pool::take_idle()
{
    std::unique_lock lock{mutex_};
    if (!free_.wait_for(lock, 5s, [&] { return lent_ < most_; }))
        throw portal::domain::DatabaseUnavailable{"every connection is in use"};
    ++lent_;
    while (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        if (connection->alive()) return connection;
    }
    return nullptr;
}

std::unique_ptr<Pool::Loan> Pool::borrow()
{
    auto connection = take_idle();
    try {
        if (!connection) connection = std::make_unique<Connection>(connection_);
        return std::make_unique<Loan>(*this, std::move(connection));
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection)
{
    {
        const std::lock_guard lock{mutex_};
        --lent_;
        if (connection) idle_.push_back(std::move(connection));
    }
    free_.notify_one();
}

Pool::Loan::Loan(Pool& pool, std::unique_ptr<Connection> connection) : pool_{pool}, connection_{std::move(connection)}
{
}

Pool::Loan::~Loan()
{
    pool_.give_back(std::move(connection_));
}
} // namespace db
