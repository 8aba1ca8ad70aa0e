#pragma once

#include <memory>
#include <string>

#include "db/work.hpp"

namespace db {
/// One connection to PostgreSQL with the statements prepared on it. Not thread-safe.
class Connection {
public:
    /// Throws `DatabaseUnavailable`.
    explicit Connection(const std::string& connection);
    ~Connection();

    /// False where the server ended it in the meantime.
    bool alive() const;

    /// A transaction; undone at its end unless committed.
    class Transaction final : public Work {
    public:
        explicit Transaction(Connection& connection);
        ~Transaction() override;
        std::vector<Row> rows(const Statement& statement, std::initializer_list<Value> values) override;
        std::size_t run(const Statement& statement, std::initializer_list<Value> values) override;
        void commit();

    private:
        std::shared_ptr<const ResultSet> exec(const Statement& statement, std::initializer_list<Value> values);
        struct Impl;
        std::unique_ptr<Impl> impl_;
    };

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
} // namespace db
