#pragma once

#include "db/work.hpp"
#include "portal/domain/accounts.hpp"

namespace db {
/// What `profile_of` reads.
inline constexpr const char* kProfileColumns =
    "account_profile.id, username, given_name, fathers_name, family_name, email, phone, language, registered_at, "
    "email_confirmed_at, paused_at, closed_at, closes_at, closing_begun_at, kind, number, number_key, hash, hash_key, "
    "verification_id, "
    "person, "
    "person_key, verified_at, renewed_at, document_kind, document_expiry, assurance, desk, place, pass_expires_at, "
    "contested_at, pause_reason";
/// Of a row with `kProfileColumns`.
domain::AccountProfile profile_of(const Row& row);

/// Accounts of citizens, within one transaction.
class AccountStore final : public domain::AccountStore {
public:
    explicit AccountStore(Work& work) : work_{work} {}

    std::optional<domain::AccountId> add(const domain::NewAccount& account) override;
    bool username_taken(std::string_view username) override;
    std::optional<domain::AccountRow> find(domain::AccountId id) override;
    std::optional<domain::AccountProfile> profile(domain::AccountId id) override;
    std::optional<domain::AccountProfile> profile_by_username(std::string_view username) override;
    std::optional<domain::AccountRow> find_by_username(std::string_view username) override;
    std::optional<domain::AccountRow> lock(domain::AccountId id) override;
    std::optional<domain::AccountRow> lock_with_password(domain::AccountId id,
                                                         const domain::PasswordHash& checked) override;
    std::vector<domain::AccountRow> with_email(std::string_view email, unsigned most) override;
    std::optional<domain::AccountCredentials> credentials(std::string_view username) override;
    void set_password(domain::AccountId id, const domain::PasswordHash& password) override;
    void set_names(domain::AccountId id, const domain::PersonNames& names) override;
    void confirm_email(domain::AccountId id, Instant now) override;
    void set_unconfirmed_email(domain::AccountId id, std::string_view email) override;
    std::size_t release_unconfirmed(Instant before, Instant longest_before, Instant now, unsigned most) override;
    void begin_closing(domain::AccountId id, Instant now, Instant closes) override;
    bool keep(domain::AccountId id) override;
    std::vector<domain::AccountId> closing_until(Instant until, domain::AccountId after, unsigned most) override;
    std::optional<domain::AccountRow> lock_closing(domain::AccountId id, Instant until) override;
    void close(domain::AccountId id, Instant now) override;
    void set_language(domain::AccountId id, domain::Language language) override;
    void set_email(domain::AccountId id, std::string_view email, Instant confirmed) override;
    unsigned confirmed_with_email(std::string_view email) override;

private:
    Work& work_;
};
} // namespace db
