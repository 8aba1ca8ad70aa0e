#pragma once

#include <span>

#include "db/work.hpp"
#include "portal/domain/own_data.hpp"

namespace db {
/// What the export reads of a table: its columns are those of the statement.
struct OwnColumns {
    const char* name; ///< in the export
    const char* table;
    Statement statement;
};
std::span<const OwnColumns> own_columns();

/// All that stands under an account, within one transaction.
class OwnDataStore final : public domain::OwnDataStore {
public:
    explicit OwnDataStore(Work& work) : work_{work} {}

    std::vector<domain::StoredTable> read(domain::AccountId account) override;
    std::vector<domain::LeftOut> left_out() const override;

private:
    Work& work_;
};
} // namespace db
