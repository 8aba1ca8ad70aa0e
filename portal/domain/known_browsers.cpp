#include "portal/domain/known_browsers.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
constexpr unsigned kLettersAgain = 2; ///< a day and account

void write_how_to_open(Transaction& transaction, const Context& context, const AccountRow& account)
{
    const auto now = context.clock.now();
    const auto token = make_link_beside(
        transaction, {LinkPurpose::open_entrance, account.id, account.email, context.rules.opening_link_life}, now);
    queue_mail(transaction, context, MailKind::entrance_closed, account.language, account.email,
               {{"username", account.username}, {"time", contract::to_rfc3339(now)}, {"token", token}}, account.id);
}

void note_wrong_password(Transaction& transaction, const Context& context, AccountId id,
                         const std::optional<Bytes>& browser)
{
    const auto most = context.rules.failures_in_a_row;
    if (browser) {
        if (transaction.known_browsers().failed(id, *browser) >= most)
            transaction.known_browsers().forget_one(id, *browser);
        return;
    }
    if (transaction.password_failures().add(id) < most) return;
    const auto account = transaction.accounts().find(id);
    if (!account || !account->email_confirmed) return;
    const auto now = context.clock.now();
    if (!transaction.password_failures().close(id, now)) return;
    transaction.audit().add({"entrance.closed", now, ActorKind::portal, {}, id, {}, {}, {}});
    write_how_to_open(transaction, context, *account);
}

void write_again_how_to_open(Transaction& transaction, const Context& context, AccountId id)
{
    if (count_try(transaction, context, "mail-opening", std::to_string(id), kLettersAgain, kDay)) return;
    if (const auto account = transaction.accounts().find(id)) write_how_to_open(transaction, context, *account);
}
} // namespace

PasswordPlace password_place(Transaction& transaction, AccountId account, std::string_view token)
{
    const auto hash = hash_of_token(token);
    if (transaction.known_browsers().known(account, hash)) return {hash, false};
    return {{}, transaction.password_failures().closed(account)};
}

void note_refused_password(Transaction& transaction, const Context& context, AccountId account,
                           const PasswordPlace& place, bool right)
{
    if (!right)
        note_wrong_password(transaction, context, account, place.browser);
    else if (place.closed)
        write_again_how_to_open(transaction, context, account);
}

std::variant<ClosedEntrance, LinkRefusal> view_closed_entrance(const Context& context, std::string_view token)
{
    const auto transaction = context.database.begin();
    const auto found = find_link(*transaction, LinkPurpose::open_entrance, hash_of_token(token), context.clock.now());
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    return ClosedEntrance{std::get<OpenLink>(found).account.username};
}

std::variant<ClosedEntrance, LinkRefusal> open_entrance(const Context& context, std::string_view token,
                                                        std::string_view network)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(token);
    const auto transaction = context.database.begin();
    const auto found = find_link(*transaction, LinkPurpose::open_entrance, hash, now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& account = std::get<OpenLink>(found).account;
    if (!transaction->email_tokens().use(hash, now)) return LinkRefusal::used;
    transaction->password_failures().open(account.id);
    transaction->email_tokens().supersede(LinkPurpose::open_entrance, account.id, now);
    note_act_by_link(*transaction, "entrance.opened", account.id, network, now);
    transaction->commit();
    return ClosedEntrance{account.username};
}
} // namespace portal::domain
