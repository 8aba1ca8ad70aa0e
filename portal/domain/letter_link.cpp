#include "portal/domain/letter_link.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using LinkOrNot = std::variant<EmailToken, LinkRefusal>;

LinkOrNot usable(const std::optional<EmailToken>& link, Instant now)
{
    if (!link) return LinkRefusal::unknown;
    if (link->used) return LinkRefusal::used;
    if (link->superseded || link->expires <= now) return LinkRefusal::expired;
    return *link;
}

LinkAnswer with_account(const EmailToken& link, std::optional<AccountRow> account)
{
    if (!account || account->closed) return LinkRefusal::unknown;
    return OpenLink{link, std::move(*account)};
}
} // namespace

std::string make_link(Transaction& transaction, const NewLink& link, Instant now)
{
    auto token = make_token();
    transaction.email_tokens().add(link.purpose, link.account, link.email, hash_of_token(token), now, now + link.life);
    return token;
}

std::string make_link_beside(Transaction& transaction, const NewLink& link, Instant now)
{
    auto token = make_token();
    transaction.email_tokens().add_beside(link.purpose, link.account, link.email, hash_of_token(token), now,
                                          now + link.life);
    return token;
}

LinkAnswer find_link(Stores& stores, LinkPurpose purpose, const Bytes& token_hash, Instant now)
{
    const auto found = usable(stores.email_tokens().find(purpose, token_hash), now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& link = std::get<EmailToken>(found);
    return with_account(link, stores.accounts().find(link.account));
}

LinkAnswer lock_link(Transaction& transaction, LinkPurpose purpose, const Bytes& token_hash, Instant now)
{
    const auto found = usable(transaction.email_tokens().find(purpose, token_hash), now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& link = std::get<EmailToken>(found);
    return with_account(link, transaction.accounts().lock(link.account));
}

void note_act_by_link(Transaction& transaction, const char* kind, AccountId account, std::string_view network,
                      Instant now)
{
    transaction.audit().add({kind, now, ActorKind::citizen, {}, account, {}, {}, {{"network", std::string{network}}}});
}
} // namespace portal::domain
