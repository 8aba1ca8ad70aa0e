#pragma once

#include "db/work.hpp"
#include "portal/domain/notices.hpp"

namespace db {
/// Which notices citizens want, within one transaction.
class NoticeStore final : public domain::NoticeStore {
public:
    explicit NoticeStore(Work& work) : work_{work} {}

    domain::NoticeChoice of_account(domain::AccountId account) override;
    void put(domain::AccountId account, const domain::NoticeChoice& choice) override;
    void remove(domain::AccountId account) override;

private:
    Work& work_;
};
} // namespace db
