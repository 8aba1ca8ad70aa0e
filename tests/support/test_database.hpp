#pragma once

#include <functional>
#include <string>

namespace tests {
/// A PostgreSQL database of one test alone: copied from a migrated template, dropped at the end.
/// The test's program needs `FIXTURE postgres` and `USES test_database` in its gishe_test.
class TestDatabase {
public:
    using Migrate = std::function<void(const std::string& connection)>;

    /// `migrate` brings an empty database to the newest schema; it is called once a test run, for the template.
    /// Throws `std::runtime_error` if the fixture's cluster does not run.
    explicit TestDatabase(const Migrate& migrate);
    /// A database without any schema.
    TestDatabase();
    ~TestDatabase();
    TestDatabase(TestDatabase&&) = delete;

    /// The libpq connection string.
    const std::string& connection() const { return connection_; }

private:
    std::string name_;
    std::string connection_;
};
} // namespace tests
