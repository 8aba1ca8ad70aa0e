#include "db/email_token_store.hpp"

#include "db/words.hpp"

namespace db {
namespace {
using domain::LinkPurpose;
constexpr std::array<std::pair<LinkPurpose, const char*>, 7> kPurposes{
    {{LinkPurpose::confirm_address, "confirm_address"},
     {LinkPurpose::reset_password, "reset_password"},
     {LinkPurpose::new_address, "new_address"},
     {LinkPurpose::stop_new_address, "stop_new_address"},
     {LinkPurpose::alarm, "alarm"},
     {LinkPurpose::open_entrance, "open_entrance"},
     {LinkPurpose::keep_account, "keep_account"}}};

constexpr Statement kSupersede{"email_token_supersede", R"(
    UPDATE email_token SET superseded_at = $3
    WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NULL)"};
constexpr Statement kAdd{"email_token_add", R"(
    INSERT INTO email_token (token_hash, purpose, account_id, email, made_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6))"};
constexpr Statement kOpen{"email_token_open", R"(
    SELECT email FROM email_token
    WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NULL AND expires_at > $3
    ORDER BY made_at DESC LIMIT 1)"};
constexpr Statement kAddAsOld{"email_token_add_as_old", R"(
    INSERT INTO email_token (token_hash, purpose, account_id, email, made_at, expires_at, number)
    SELECT $1, purpose, account_id, email, made_at, $4, number FROM email_token
    WHERE account_id = $2 AND number = $3 LIMIT 1)"};
constexpr Statement kOldest{"email_token_oldest", R"(
    SELECT email, number, made_at
    FROM (SELECT DISTINCT ON (lower(email)) email, number, made_at FROM email_token
          WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL AND superseded_at IS NULL AND expires_at > $3
          ORDER BY lower(email), number) AS of_address
    ORDER BY number)"};
constexpr Statement kSupersedeSince{"email_token_supersede_since", R"(
    UPDATE email_token SET superseded_at = $4
    WHERE account_id = $1 AND purpose = $2 AND number >= $3 AND used_at IS NULL AND superseded_at IS NULL)"};
constexpr Statement kFind{"email_token_find", R"(
    SELECT account_id, email, number, expires_at, used_at, superseded_at FROM email_token
    WHERE token_hash = $1 AND purpose = $2)"};
constexpr Statement kUse{"email_token_use", R"(
    UPDATE email_token SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND superseded_at IS NULL)"};
constexpr Statement kRemove{"email_token_remove", "DELETE FROM email_token WHERE account_id = $1"};
constexpr Statement kForget{"email_token_forget", R"(
    DELETE FROM email_token WHERE token_hash IN (
        SELECT token_hash FROM email_token WHERE used_at < $1 OR expires_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))"};
} // namespace

void EmailTokenStore::add(LinkPurpose purpose, domain::AccountId account, std::string_view email,
                          const Bytes& token_hash, Instant now, Instant expires)
{
    supersede(purpose, account, now);
    add_beside(purpose, account, email, token_hash, now, expires);
}

void EmailTokenStore::add_beside(LinkPurpose purpose, domain::AccountId account, std::string_view email,
                                 const Bytes& token_hash, Instant now, Instant expires)
{
    work_.run(kAdd, {token_hash, word_of(kPurposes, purpose), account, email, now, expires});
}

void EmailTokenStore::supersede(LinkPurpose purpose, domain::AccountId account, Instant now)
{
    work_.run(kSupersede, {account, word_of(kPurposes, purpose), now});
}

void EmailTokenStore::supersede_since(LinkPurpose purpose, domain::AccountId account, std::int64_t number, Instant now)
{
    work_.run(kSupersedeSince, {account, word_of(kPurposes, purpose), number, now});
}

std::optional<std::string> EmailTokenStore::open_address(LinkPurpose purpose, domain::AccountId account, Instant now)
{
    const auto row = work_.row(kOpen, {account, word_of(kPurposes, purpose), now});
    return row ? std::optional{row->text("email")} : std::nullopt;
}

std::vector<domain::OldLink> EmailTokenStore::oldest(LinkPurpose purpose, domain::AccountId account, Instant now)
{
    std::vector<domain::OldLink> links;
    for (const auto& row : work_.rows(kOldest, {account, word_of(kPurposes, purpose), now}))
        links.push_back({row.integer("number"), row.text("email"), row.instant("made_at")});
    return links;
}

void EmailTokenStore::add_as_old(domain::AccountId account, const domain::OldLink& link, const Bytes& token_hash,
                                 Instant expires)
{
    work_.run(kAddAsOld, {token_hash, account, link.number, expires});
}

std::optional<domain::EmailToken> EmailTokenStore::find(LinkPurpose purpose, const Bytes& token_hash)
{
    const auto row = work_.row(kFind, {token_hash, word_of(kPurposes, purpose)});
    if (!row) return std::nullopt;
    return domain::EmailToken{row->integer("account_id"),
                              row->text("email"),
                              row->instant("expires_at"),
                              row->optional_instant("used_at"),
                              row->optional_instant("superseded_at").has_value(),
                              row->integer("number")};
}

bool EmailTokenStore::use(const Bytes& token_hash, Instant now)
{
    return work_.run(kUse, {token_hash, now}) == 1;
}

void EmailTokenStore::remove(domain::AccountId account)
{
    work_.run(kRemove, {account});
}

std::size_t EmailTokenStore::forget(Instant over_before, unsigned most)
{
    return work_.run(kForget, {over_before, most});
}
} // namespace db
