#pragma once

#include "db/work.hpp"
#include "portal/domain/records.hpp"

namespace db {
/// Records of kiosks, within one transaction.
class RecordStore final : public domain::RecordStore {
public:
    explicit RecordStore(Work& work) : work_{work} {}

    std::optional<domain::RecordRow> find_by_hash(domain::KioskNumber kiosk,
                                                  const contract::Hash& header_hash) override;
    std::optional<domain::RecordRow> find_by_number(domain::KioskNumber kiosk, std::uint64_t number) override;
    bool id_known(const contract::RecordId& id) override;
    std::optional<Instant> receipt_time(domain::KioskNumber kiosk, std::string_view receipt_id) override;
    std::optional<Instant> latest_time(domain::KioskNumber kiosk) override;
    std::optional<Bytes> last_accepted_header(domain::KioskNumber kiosk) override;
    std::int64_t next_row() override;
    void add(const domain::RecordRow& row, const contract::Envelope& envelope) override;

private:
    Work& work_;
};
} // namespace db
