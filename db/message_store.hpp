#pragma once

#include "db/work.hpp"
#include "portal/domain/messages.hpp"

namespace db {
/// Letters and text messages to an account.
class MessageStore final : public domain::MessageStore {
public:
    explicit MessageStore(Work& work) : work_{work} {}

    std::int64_t count_of_account(domain::AccountId account) override;
    std::vector<domain::MessageTrace> of_account(domain::AccountId account, std::int64_t before,
                                                 std::int64_t most) override;

private:
    Work& work_;
};
} // namespace db
