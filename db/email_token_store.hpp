#pragma once

#include "db/work.hpp"
#include "portal/domain/letter_link.hpp"

namespace db {
/// Links of letters, within one transaction.
class EmailTokenStore final : public domain::EmailTokenStore {
public:
    explicit EmailTokenStore(Work& work) : work_{work} {}

    void add(domain::LinkPurpose purpose, domain::AccountId account, std::string_view email, const Bytes& token_hash,
             Instant now, Instant expires) override;
    void add_beside(domain::LinkPurpose purpose, domain::AccountId account, std::string_view email,
                    const Bytes& token_hash, Instant now, Instant expires) override;
    std::optional<std::string> open_address(domain::LinkPurpose purpose, domain::AccountId account,
                                            Instant now) override;
    std::vector<domain::OldLink> oldest(domain::LinkPurpose purpose, domain::AccountId account, Instant now) override;
    void add_as_old(domain::AccountId account, const domain::OldLink& link, const Bytes& token_hash,
                    Instant expires) override;
    std::optional<domain::EmailToken> find(domain::LinkPurpose purpose, const Bytes& token_hash) override;
    void supersede(domain::LinkPurpose purpose, domain::AccountId account, Instant now) override;
    void supersede_since(domain::LinkPurpose purpose, domain::AccountId account, std::int64_t number,
                         Instant now) override;
    bool use(const Bytes& token_hash, Instant now) override;
    void remove(domain::AccountId account) override;
    std::size_t forget(Instant over_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
