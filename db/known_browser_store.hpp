#pragma once

#include "db/work.hpp"
#include "portal/domain/known_browsers.hpp"

namespace db {
/// Browsers in which owners signed in before.
class KnownBrowserStore final : public domain::KnownBrowserStore {
public:
    explicit KnownBrowserStore(Work& work) : work_{work} {}

    bool known(domain::AccountId account, const Bytes& token_hash) override;
    std::optional<domain::AccountId> owner(const Bytes& token_hash) override;
    void renew(const Bytes& token_hash, const Bytes& fresh) override;
    void remember(domain::AccountId account, const Bytes& token_hash, Instant now) override;
    unsigned failed(domain::AccountId account, const Bytes& token_hash) override;
    void forget_one(domain::AccountId account, const Bytes& token_hash) override;
    void forget_all(domain::AccountId account) override;
    void forget_others(domain::AccountId account, const Bytes& kept) override;
    std::size_t forget(Instant used_before, unsigned most) override;

private:
    Work& work_;
};

/// Wrong passwords in a row, account by account.
class PasswordFailureStore final : public domain::PasswordFailureStore {
public:
    explicit PasswordFailureStore(Work& work) : work_{work} {}

    unsigned add(domain::AccountId account) override;
    bool close(domain::AccountId account, Instant now) override;
    bool closed(domain::AccountId account) override;
    void forget(domain::AccountId account) override;
    void open(domain::AccountId account) override;
    void remove(domain::AccountId account) override;

private:
    Work& work_;
};
} // namespace db
