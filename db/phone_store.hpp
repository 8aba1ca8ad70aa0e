#pragma once

#include "db/work.hpp"
#include "portal/domain/phone.hpp"

namespace db {
/// Telephones of citizens, and requests for others.
class PhoneStore final : public domain::PhoneStore {
public:
    explicit PhoneStore(Work& work) : work_{work} {}

    std::optional<Instant> confirmed(domain::AccountId account) override;
    void set(domain::AccountId account, std::string_view number, std::optional<Instant> confirmed) override;
    void ask(domain::AccountId account, const domain::PhoneRequest& request) override;
    std::optional<domain::PhoneRequest> request(domain::AccountId account) override;
    std::optional<domain::PhoneRequest> count_try(domain::AccountId account) override;
    void end_request(domain::AccountId account) override;
    std::size_t forget(Instant asked_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
