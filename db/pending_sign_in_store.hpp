#pragma once

#include "db/work.hpp"
#include "portal/domain/pending_sign_in.hpp"

namespace db {
/// Sign-ins of citizens that wait for a code.
class PendingSignInStore final : public domain::PendingSignInStore {
public:
    explicit PendingSignInStore(Work& work) : work_{work} {}

    void add(const Bytes& token_hash, domain::AccountId account, const Bytes& password, bool shared,
             Instant now) override;
    std::optional<domain::PendingSignIn> count_try(const Bytes& token_hash) override;
    std::optional<domain::PendingSignIn> find(const Bytes& token_hash) override;
    void remove(const Bytes& token_hash) override;
    void remove_of(domain::AccountId account) override;
    std::size_t forget(Instant begun_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
