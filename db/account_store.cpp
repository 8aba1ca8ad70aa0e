#include "db/account_store.hpp"

#include "db/number_store.hpp"
#include "db/pause_store.hpp"
#include "db/words.hpp"

namespace db {
namespace {
constexpr Statement kAdd{"account_add", R"(
    INSERT INTO account (username, password_phc, password_pepper, given_name, fathers_name, family_name, email, phone,
                         language, registered_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id)"};
constexpr Statement kTaken{"account_taken", "SELECT FROM account WHERE username = $1"};
constexpr auto kColumns = "id, username, given_name, fathers_name, family_name, email, phone, language, registered_at, "
                          "email_confirmed_at, closed_at, closes_at, closing_begun_at";
constexpr Statement kFind{"account_find", "SELECT $columns FROM account WHERE id = $1", kColumns};
constexpr Statement kProfile{"account_profile", "SELECT $columns FROM account_profile WHERE id = $1", kProfileColumns};
constexpr Statement kProfileByUsername{"account_profile_by_username",
                                       "SELECT $columns FROM account_profile WHERE username = $1", kProfileColumns};
constexpr Statement kFindByUsername{"account_find_by_username", "SELECT $columns FROM account WHERE username = $1",
                                    kColumns};
constexpr Statement kLock{"account_lock", "SELECT $columns FROM account WHERE id = $1 FOR NO KEY UPDATE", kColumns};
constexpr Statement kLockWithPassword{"account_lock_with_password", R"(
    SELECT $columns FROM account
    WHERE id = $1 AND password_phc = $2 AND password_pepper = $3 AND closed_at IS NULL FOR NO KEY UPDATE)",
                                      kColumns};
constexpr Statement kWithEmail{"account_with_email", R"(
    SELECT $columns FROM account WHERE lower(email) = lower($1) AND closed_at IS NULL
    ORDER BY email_confirmed_at IS NULL, id LIMIT $2)",
                               kColumns};
constexpr Statement kCredentials{"account_credentials", R"(
    SELECT id, password_phc, password_pepper FROM account WHERE username = $1 AND closed_at IS NULL)"};
constexpr Statement kSetPassword{"account_set_password", R"(
    UPDATE account SET password_phc = $2, password_pepper = $3 WHERE id = $1)"};
constexpr Statement kSetNames{"account_set_names", R"(
    UPDATE account SET given_name = $2, fathers_name = $3, family_name = $4 WHERE id = $1)"};
constexpr Statement kConfirmEmail{"account_confirm_email", R"(
    UPDATE account SET email_confirmed_at = coalesce(email_confirmed_at, $2) WHERE id = $1)"};
constexpr Statement kSetUnconfirmedEmail{"account_set_unconfirmed_email", R"(
    UPDATE account SET email = $2 WHERE id = $1 AND email_confirmed_at IS NULL)"};
constexpr Statement kRelease{"account_release", "SELECT release_unconfirmed($1, $2, $3, $4) AS accounts"};
constexpr Statement kBeginClosing{"account_begin_closing", R"(
    UPDATE account SET closing_begun_at = $2, closes_at = $3 WHERE id = $1)"};
constexpr Statement kKeep{"account_keep", R"(
    UPDATE account SET closing_begun_at = NULL, closes_at = NULL WHERE id = $1 AND closes_at IS NOT NULL)"};
constexpr Statement kLockClosing{"account_lock_closing", R"(
    SELECT $columns FROM account WHERE id = $1 AND closes_at <= $2 FOR NO KEY UPDATE SKIP LOCKED)",
                                 kColumns};
constexpr Statement kClosingUntil{"account_closing_until", R"(
    SELECT id FROM account WHERE closes_at <= $1 AND id > $2 ORDER BY id LIMIT $3)"};
constexpr Statement kClose{"account_close", R"(
    UPDATE account SET closed_at = $2, given_name = '', fathers_name = '', family_name = '', email = '', phone = '',
                       phone_confirmed_at = NULL,
                       password_phc = '', closing_begun_at = NULL, closes_at = NULL
    WHERE id = $1 AND closed_at IS NULL)"};
constexpr Statement kSetLanguage{"account_set_language", "UPDATE account SET language = $2 WHERE id = $1"};
constexpr Statement kSetEmail{"account_set_email", R"(
    UPDATE account SET email = $2, email_confirmed_at = $3 WHERE id = $1)"};
constexpr Statement kLockEmail{"account_lock_email", "SELECT pg_advisory_xact_lock(hashtextextended(lower($1), 1))"};
constexpr Statement kConfirmedWithEmail{"account_confirmed_with_email", R"(
    SELECT count(*) AS accounts FROM account
    WHERE lower(email) = lower($1) AND email_confirmed_at IS NOT NULL AND closed_at IS NULL)"};

domain::AccountRow account_of(const Row& row)
{
    return {row.integer("id"),
            row.text("username"),
            {row.text("given_name"), row.text("fathers_name"), row.text("family_name")},
            row.text("email"),
            row.text("phone"),
            enum_of(kLanguages, row.text("language")),
            row.instant("registered_at"),
            row.optional_instant("email_confirmed_at"),
            row.optional_instant("closed_at"),
            row.optional_instant("closes_at"),
            row.optional_instant("closing_begun_at")};
}

std::optional<domain::AccountRow> account_of(const std::optional<Row>& row)
{
    return row ? std::optional{account_of(*row)} : std::nullopt;
}

std::vector<domain::AccountRow> accounts_of(const std::vector<Row>& rows)
{
    std::vector<domain::AccountRow> accounts;
    for (const auto& row : rows)
        accounts.push_back(account_of(row));
    return accounts;
}

std::optional<domain::Verification> verification_of(const Row& row)
{
    const auto id = row.optional_integer("verification_id");
    if (!id) return std::nullopt;
    return domain::Verification{*id,
                                {row.text("person_key"), row.bytes("person")},
                                row.instant("verified_at"),
                                row.instant("renewed_at"),
                                row.text("document_kind"),
                                row.optional_date("document_expiry"),
                                row.text("assurance"),
                                row.text("desk"),
                                row.text("place")};
}

std::optional<domain::Pause> pause_of(const Row& row)
{
    const auto reason = row.optional_text("pause_reason");
    if (!reason) return std::nullopt;
    return domain::Pause{enum_of(kPauseReasons, *reason), row.instant("paused_at")};
}

std::optional<domain::AccountProfile> profile_of(const std::optional<Row>& row)
{
    return row ? std::optional{profile_of(*row)} : std::nullopt;
}
} // namespace

domain::AccountProfile profile_of(const Row& row)
{
    const bool claimed = row.optional_text("kind").has_value();
    return {account_of(row),
            claimed ? std::optional{number_of(row)} : std::nullopt,
            verification_of(row),
            row.optional_instant("pass_expires_at"),
            row.optional_instant("contested_at"),
            pause_of(row)};
}

std::optional<domain::AccountId> AccountStore::add(const domain::NewAccount& account)
{
    const auto row = work_.row(kAdd, {account.username, account.password.phc, account.password.pepper,
                                      account.names.given, account.names.fathers, account.names.family, account.email,
                                      account.phone, word_of(kLanguages, account.language), account.now});
    return row ? std::optional{row->integer("id")} : std::nullopt;
}

bool AccountStore::username_taken(std::string_view username)
{
    return work_.row(kTaken, {username}).has_value();
}

std::optional<domain::AccountRow> AccountStore::find(domain::AccountId id)
{
    return account_of(work_.row(kFind, {id}));
}

std::optional<domain::AccountProfile> AccountStore::profile(domain::AccountId id)
{
    return profile_of(work_.row(kProfile, {id}));
}

std::optional<domain::AccountProfile> AccountStore::profile_by_username(std::string_view username)
{
    return profile_of(work_.row(kProfileByUsername, {username}));
}

std::optional<domain::AccountRow> AccountStore::find_by_username(std::string_view username)
{
    return account_of(work_.row(kFindByUsername, {username}));
}

std::optional<domain::AccountRow> AccountStore::lock(domain::AccountId id)
{
    return account_of(work_.row(kLock, {id}));
}

std::optional<domain::AccountRow> AccountStore::lock_with_password(domain::AccountId id,
                                                                   const domain::PasswordHash& checked)
{
    return account_of(work_.row(kLockWithPassword, {id, checked.phc, checked.pepper}));
}

std::vector<domain::AccountRow> AccountStore::with_email(std::string_view email, unsigned most)
{
    return accounts_of(work_.rows(kWithEmail, {email, most}));
}

std::optional<domain::AccountCredentials> AccountStore::credentials(std::string_view username)
{
    const auto row = work_.row(kCredentials, {username});
    if (!row) return std::nullopt;
    return domain::AccountCredentials{row->integer("id"), {row->text("password_phc"), row->text("password_pepper")}};
}

void AccountStore::set_password(domain::AccountId id, const domain::PasswordHash& password)
{
    work_.run(kSetPassword, {id, password.phc, password.pepper});
}

void AccountStore::set_names(domain::AccountId id, const domain::PersonNames& names)
{
    work_.run(kSetNames, {id, names.given, names.fathers, names.family});
}

void AccountStore::confirm_email(domain::AccountId id, Instant now)
{
    work_.run(kConfirmEmail, {id, now});
}

void AccountStore::set_unconfirmed_email(domain::AccountId id, std::string_view email)
{
    work_.run(kSetUnconfirmedEmail, {id, email});
}

std::size_t AccountStore::release_unconfirmed(Instant before, Instant longest_before, Instant now, unsigned most)
{
    return static_cast<std::size_t>(work_.one(kRelease, {before, longest_before, now, most}).integer("accounts"));
}

void AccountStore::begin_closing(domain::AccountId id, Instant now, Instant closes)
{
    work_.run(kBeginClosing, {id, now, closes});
}

bool AccountStore::keep(domain::AccountId id)
{
    return work_.run(kKeep, {id}) > 0;
}

std::vector<domain::AccountId> AccountStore::closing_until(Instant until, domain::AccountId after, unsigned most)
{
    std::vector<domain::AccountId> accounts;
    for (const auto& row : work_.rows(kClosingUntil, {until, after, most}))
        accounts.push_back(row.integer("id"));
    return accounts;
}

std::optional<domain::AccountRow> AccountStore::lock_closing(domain::AccountId id, Instant until)
{
    return account_of(work_.row(kLockClosing, {id, until}));
}

void AccountStore::close(domain::AccountId id, Instant now)
{
    work_.run(kClose, {id, now});
}

void AccountStore::set_language(domain::AccountId id, domain::Language language)
{
    work_.run(kSetLanguage, {id, word_of(kLanguages, language)});
}

void AccountStore::set_email(domain::AccountId id, std::string_view email, Instant confirmed)
{
    work_.run(kSetEmail, {id, email, confirmed});
}

unsigned AccountStore::confirmed_with_email(std::string_view email)
{
    work_.rows(kLockEmail, {email});
    return static_cast<unsigned>(work_.one(kConfirmedWithEmail, {email}).integer("accounts"));
}
} // namespace db
