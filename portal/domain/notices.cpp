#include "portal/domain/notices.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// Whoever uses the day's choices up with a stolen session keeps nobody from switching notices on again.
bool silences(const NoticeChoice& choice, const NoticeChoice& standing)
{
    return (standing.reminders_by_mail && !choice.reminders_by_mail) ||
           (standing.reminders_by_text && !choice.reminders_by_text) ||
           (standing.visits_by_text && !choice.visits_by_text);
}

/// Each one stands in the audit log for ever, and costs its owner nothing.
std::optional<TooMany> chosen_enough(Transaction& transaction, const Context& context, AccountId account)
{
    return count_try(transaction, context, "choices", std::to_string(account), context.rules.choices_per_account, kDay);
}
} // namespace

NoticeChoice notices_of(const Context& context, AccountId account)
{
    return context.database.read()->notices().of_account(account);
}

std::variant<Chosen, AccountPaused, TooMany> choose_notices(const Context& context, AccountId account,
                                                            const NoticeChoice& choice)
{
    const auto transaction = context.database.begin();
    if (!lock_unpaused(*transaction, account)) return AccountPaused{};
    if (transaction->notices().of_account(account) == choice) return Chosen{};
    if (silences(choice, transaction->notices().of_account(account)))
        if (const auto wait = chosen_enough(*transaction, context, account)) return *wait;
    transaction->notices().put(account, choice);
    note_own_act(*transaction, "notices.chosen", account, context.clock.now());
    transaction->commit();
    return Chosen{};
}

std::string phone_for(Stores& stores, const Context& context, const AccountRow& account, bool NoticeChoice::*wanted)
{
    if (!context.rules.sends_texts || account.phone.empty()) return {};
    if (!(stores.notices().of_account(account.id).*wanted)) return {};
    return stores.phones().confirmed(account.id) ? account.phone : std::string{};
}

std::variant<Chosen, TooMany> set_language(const Context& context, AccountId account, Language language)
{
    const auto transaction = context.database.begin();
    const auto row = transaction->accounts().lock(account);
    if (!row || row->language == language) return Chosen{};
    if (const auto wait = chosen_enough(*transaction, context, account)) return *wait;
    transaction->accounts().set_language(account, language);
    note_own_act(*transaction, "language.chosen", account, context.clock.now());
    transaction->commit();
    return Chosen{};
}
} // namespace portal::domain
