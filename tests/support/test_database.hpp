#pragma once

#include <functional>
#include <string>

namespace tests {
/// A PostgreSQL database of one test alone: copied from a migrated template, dropped at the end.
/// The test's program needs `FIXTURE postgres` and `USES test_database` in its gishe_test.
class TestDatabase {
public:
    using Migrate = std::function<void(const std::string& connection)>;

    /// `migrate` brings an empty database to the newest schema, as its owner; called once a test run, for the template.
    /// Throws `std::runtime_error` if the fixture's cluster does not run.
    explicit TestDatabase(const Migrate& migrate);
    /// A database without any schema.
    TestDatabase();
    ~TestDatabase();
    TestDatabase(TestDatabase&&) = delete;

    const std::string& name() const { return name_; }
    /// The libpq connection string of the service: what the product works as.
    std::string connection() const;
    /// Of the role that owns the tables: what migrations run as.
    std::string owner_connection() const;
    /// Of the cluster's superuser, who can take the database away.
    static std::string superuser_connection();

private:
    std::string name_;
};
} // namespace tests
