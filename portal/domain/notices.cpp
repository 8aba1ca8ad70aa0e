#include "portal/domain/notices.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
NoticeChoice notices_of(const Context& context, AccountId account)
{
    return context.database.read()->notices().of_account(account);
}

std::optional<AccountPaused> choose_notices(const Context& context, AccountId account, const NoticeChoice& choice)
{
    const auto transaction = context.database.begin();
    if (!lock_unpaused(*transaction, account)) return AccountPaused{};
    if (transaction->notices().of_account(account) == choice) return std::nullopt;
    transaction->notices().put(account, choice);
    note_own_act(*transaction, "notices.chosen", account, context.clock.now());
    transaction->commit();
    return std::nullopt;
}

std::string phone_for(Stores& stores, const Context& context, const AccountRow& account, bool NoticeChoice::*wanted)
{
    if (!context.rules.sends_texts || account.phone.empty()) return {};
    if (!(stores.notices().of_account(account.id).*wanted)) return {};
    return stores.phones().confirmed(account.id) ? account.phone : std::string{};
}

void set_language(const Context& context, AccountId account, Language language)
{
    const auto transaction = context.database.begin();
    const auto row = transaction->accounts().lock(account);
    if (!row || row->language == language) return;
    transaction->accounts().set_language(account, language);
    note_own_act(*transaction, "language.chosen", account, context.clock.now());
    transaction->commit();
}
} // namespace portal::domain
