#pragma once

#include "db/work.hpp"
#include "portal/domain/sessions.hpp"

namespace db {
/// Sessions of citizens, within one transaction.
class SessionStore final : public domain::SessionStore {
public:
    explicit SessionStore(Work& work) : work_{work} {}

    std::int64_t add(const Bytes& token_hash, domain::AccountId account, const domain::SessionPlace& place,
                     Instant now) override;
    std::optional<domain::SessionRow> find(const Bytes& token_hash) override;
    std::optional<domain::VisitorRow> visitor(const Bytes& token_hash) override;
    std::optional<domain::AccountId> owner(const Bytes& token_hash) override;
    void touch(std::int64_t id, Instant now) override;
    void end(std::int64_t id, Instant now) override;
    std::vector<domain::SessionRow> of_account(domain::AccountId account) override;
    bool end_of_account(domain::AccountId account, std::int64_t id, Instant now) override;
    std::size_t end_all(domain::AccountId account, std::optional<std::int64_t> kept, Instant now) override;
    std::size_t end_everyones(Instant now, unsigned most) override;
    std::size_t forget(Instant ended_before, Instant started_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
