#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/connection.hpp"

namespace db {
/// Connections for the threads of one process: at most `most`, made when needed, given back at the end of a loan.
class Pool {
public:
    Pool(std::string connection, std::size_t most);

    /// A connection for one transaction; goes back to the pool, which drops dead ones when it lends the next.
    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<Connection> connection);
        ~Loan();
        Loan(Loan&&) = delete;
        Connection& operator*() { return *connection_; }

    private:
        Pool& pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// Waits up to five seconds for a free one. Throws `DatabaseUnavailable`.
    std::unique_ptr<Loan> borrow();

private:
    std::unique_ptr<Connection> take_idle();
    void give_back(std::unique_ptr<Connection> connection);

    std::string connection_;
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t lent_ = 0;
};
} // namespace db
