#include "portal/domain/new_address.hpp"

#include <algorithm>

#include "portal/domain/alarm.hpp"
#include "portal/domain/closing.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
bool same_address(std::string_view one, std::string_view other)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(one, other, {}, lower, lower);
}

std::variant<NewAddressView, LinkRefusal> view(const Context& context, LinkPurpose purpose, std::string_view token)
{
    const auto found = find_link(*context.database.read(), purpose, hash_of_token(token), context.clock.now());
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& [link, account] = std::get<OpenLink>(found);
    return NewAddressView{account.username, contract::masked_email(link.email), same_address(account.email, link.email),
                          account.closes.has_value()};
}

/// A letter to the address until now, with a link that stops what it tells.
void tell_old_address(Transaction& transaction, const Context& context, MailKind kind, const AccountRow& account,
                      const std::string& new_email, std::chrono::seconds life)
{
    const auto now = context.clock.now();
    const auto token =
        make_link_beside(transaction, {LinkPurpose::stop_new_address, account.id, account.email, life}, now);
    std::map<std::string, std::string> arguments{{"username", account.username},
                                                 {"email", contract::masked_email(new_email)},
                                                 {"token", token},
                                                 {"time", contract::to_rfc3339(now)}};
    if (kind == MailKind::address_changing) // the other one's link is an alarm itself
        arguments.emplace(
            "alarm",
            make_link_beside(transaction,
                             {LinkPurpose::alarm, account.id, account.email, context.rules.alarm_link_life}, now));
    queue_mail(transaction, context, kind, account.language, account.email, arguments, account.id);
}

/// The link stands in the database either way, so that the account's pages look the same.
void write_to_new_address(Transaction& transaction, const Context& context, const AccountRow& account,
                          const std::string& email, std::string_view network)
{
    const auto now = context.clock.now();
    const auto token =
        make_link(transaction, {LinkPurpose::new_address, account.id, email, context.rules.email_link_life}, now);
    const bool full = address_full(transaction, context, email);
    if (!may_write_again(transaction, context, email, network)) return;
    if (full)
        queue_mail(transaction, context, MailKind::new_address_full, account.language, email, {}, account.id);
    else
        queue_mail(transaction, context, MailKind::new_address, account.language, email,
                   {{"username", account.username}, {"token", token}}, account.id);
}

/// Links that would act on the account for who reads the mailbox of an address that is no longer its own.
void end_links(Transaction& transaction, AccountId account, Instant now)
{
    for (const auto purpose : {LinkPurpose::new_address, LinkPurpose::confirm_address, LinkPurpose::reset_password})
        transaction.email_tokens().supersede(purpose, account, now);
}

NewAddressAnswer corrected(Transaction& transaction, const Context& context, AccountId account,
                           const std::string& email, std::string_view network)
{
    const auto answer = correct_address(transaction, context, account, email, network);
    if (const auto* many = std::get_if<TooMany>(&answer)) return *many;
    transaction.commit();
    return std::get<Resent>(answer);
}
} // namespace

NewAddressAnswer ask_new_address(const Context& context, const Account& account, const NewAddressForm& form)
{
    if (account.pause) return AccountPaused{};
    const auto email = parse_email(form.email);
    if (!email) return NewAddressRefusal::wrong;
    if (same_address(*email, account.email)) return NewAddressRefusal::same;
    auto begun = begin_as_owner<NewAddressAnswer>(context, account, form.proof);
    if (auto* no = std::get_if<NewAddressAnswer>(&begun)) return std::move(*no);
    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    if (!account.email_confirmed) return corrected(*transaction, context, account.id, *email, form.proof.network);

    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    if (const auto wait = count_try(*transaction, context, "mail-new-address", std::to_string(account.id),
                                    context.rules.mails_per_account, kDay))
        return *wait;
    write_to_new_address(*transaction, context, *row, *email, form.proof.network);
    tell_old_address(*transaction, context, MailKind::address_changing, *row, *email, context.rules.email_link_life);
    note_own_act(*transaction, "email.change_asked", account.id, context.clock.now());
    transaction->commit();
    return NewAddressAsked{*email};
}

std::optional<std::string> waiting_address(const Context& context, AccountId account)
{
    return context.database.read()->email_tokens().open_address(LinkPurpose::new_address, account, context.clock.now());
}

void withdraw_new_address(const Context& context, AccountId account)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    if (!transaction->email_tokens().open_address(LinkPurpose::new_address, account, now)) return;
    transaction->email_tokens().supersede(LinkPurpose::new_address, account, now);
    note_own_act(*transaction, "email.change_withdrawn", account, now);
    transaction->commit();
}

std::variant<NewAddressView, LinkRefusal> view_new_address(const Context& context, std::string_view token)
{
    return view(context, LinkPurpose::new_address, token);
}

std::variant<AccountId, LinkRefusal, AddressFull, AccountPaused> confirm_new_address(const Context& context,
                                                                                     std::string_view token,
                                                                                     std::string_view network)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(token);
    const auto transaction = context.database.begin();
    const auto found = lock_link(*transaction, LinkPurpose::new_address, hash, now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& [link, account] = std::get<OpenLink>(found);
    if (transaction->pauses().of_account(account.id)) return AccountPaused{};
    if (address_full(*transaction, context, link.email)) return AddressFull{};
    if (!transaction->email_tokens().use(hash, now)) return LinkRefusal::used;
    tell_old_address(*transaction, context, MailKind::address_changed, account, link.email,
                     context.rules.address_restore_life);
    transaction->accounts().set_email(account.id, link.email, now);
    end_links(*transaction, account.id, now);
    note_act_by_link(*transaction, "email.changed", account.id, network, now);
    transaction->commit();
    return account.id;
}

void tell_earlier_addresses(Transaction& transaction, const Context& context, const AccountRow& account, Instant closes)
{
    constexpr unsigned kMost = 2; // whoever moves the account on and on comes after its owner
    const auto now = context.clock.now();
    unsigned told = 0;
    for (const auto& link : transaction.email_tokens().oldest(LinkPurpose::stop_new_address, account.id, now)) {
        if (same_address(link.email, account.email)) continue;
        if (++told > kMost) return;
        const auto token = make_token();
        const auto longest = sofia_day(link.made + context.rules.address_restore_life + kKeepable);
        const auto ends = std::min(closes, contract::end_of_sofia_day(longest));
        transaction.email_tokens().add_as_old(account.id, link, hash_of_token(token), ends);
        queue_mail(transaction, context, MailKind::closing_elsewhere, account.language, link.email,
                   {{"username", account.username},
                    {"email", contract::masked_email(account.email)},
                    {"token", token},
                    {"time", contract::to_rfc3339(now)},
                    {"closes", contract::to_iso(sofia_day(closes))},
                    {"expires", contract::to_iso(sofia_day(ends))}},
                   account.id);
    }
}

std::variant<NewAddressView, LinkRefusal> view_stop(const Context& context, std::string_view token)
{
    return view(context, LinkPurpose::stop_new_address, token);
}

std::variant<AddressStopped, LinkRefusal> stop_new_address(const Context& context, std::string_view token,
                                                           std::string_view network)
{
    const auto now = context.clock.now();
    const auto hash = hash_of_token(token);
    const auto transaction = context.database.begin();
    const auto found = lock_link(*transaction, LinkPurpose::stop_new_address, hash, now);
    if (const auto* refusal = std::get_if<LinkRefusal>(&found)) return *refusal;
    const auto& [link, account] = std::get<OpenLink>(found);
    if (!transaction->email_tokens().use(hash, now)) return LinkRefusal::used;
    transaction->email_tokens().supersede_since(LinkPurpose::stop_new_address, account.id, link.number, now);
    end_links(*transaction, account.id, now);
    const bool counted = !same_address(account.email, link.email);
    if (counted) {
        // What letters brought to the address in between: its reader is not to shut the owner out with it.
        for (const auto purpose : {LinkPurpose::alarm, LinkPurpose::open_entrance})
            transaction->email_tokens().supersede_since(purpose, account.id, link.number, now);
        transaction->accounts().set_email(account.id, link.email, now);
        stop_everything(*transaction, context, account,
                        {link.email, network, {{"email", contract::masked_email(link.email)}}});
    }
    note_act_by_link(*transaction, counted ? "email.restored" : "email.change_stopped", account.id, network, now);
    transaction->commit();
    return counted ? AddressStopped::restored : AddressStopped::in_time;
}
} // namespace portal::domain
