#pragma once

#include <span>

#include "db/work.hpp"
#include "portal/domain/own_data.hpp"

namespace db {
/// What the export reads of a table.
struct ExportedTable {
    const char* table; ///< its name in the export, too
    const char* columns;
    const char* rows; ///< of the account `$1`, in their order: what follows FROM
};
std::span<const ExportedTable> exported_tables();

/// All that stands under an account, within one transaction.
class OwnDataStore final : public domain::OwnDataStore {
public:
    explicit OwnDataStore(Work& work) : work_{work} {}

    std::vector<std::string> tables() const override;
    void read(const std::string& table, domain::AccountId account, const EachRow& each) override;
    std::vector<domain::LeftOut> left_out() const override;

private:
    Work& work_;
};
} // namespace db
