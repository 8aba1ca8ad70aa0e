#pragma once

#include <memory>
#include <string>

#include "db/work.hpp"

namespace db {
/// One connection to PostgreSQL with the statements prepared on it. As a `Work` it runs each statement by itself, and
/// the server refuses one that would change something; only within a `Transaction` may it. Not thread-safe.
class Connection final : public Work {
public:
    /// Throws `DatabaseUnavailable`.
    explicit Connection(const std::string& connection);
    ~Connection() override;
    std::vector<Row> rows(const Statement& statement, std::initializer_list<Value> values = {}) override;
    std::size_t run(const Statement& statement, std::initializer_list<Value> values = {}) override;

    /// False where the server ended it in the meantime, or where it is of no more use.
    bool alive() const;

    /// What runs on the connection while this lives happens together; undone at its end unless committed.
    class Transaction {
    public:
        explicit Transaction(Connection& connection);
        ~Transaction();
        Transaction(Transaction&&) = delete;
        /// Throws `Fault` where a statement has failed: nothing of the transaction happened.
        void commit();

    private:
        Connection& connection_;
        bool committed_{false};
    };

private:
    std::shared_ptr<const ResultSet> exec(const Statement& statement, std::initializer_list<Value> values);
    /// `BEGIN` and its kind.
    void order(const char* command);

    struct Impl;
    std::unique_ptr<Impl> impl_;
};
} // namespace db
