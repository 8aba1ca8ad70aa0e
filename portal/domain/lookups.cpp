#include "portal/domain/lookups.hpp"

#include <algorithm>

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using contract::AccountState;
using contract::AccountView;

/// How the account was found.
struct Found {
    AccountProfile profile;
    std::optional<PassRow> pass;
};
using FoundOrNot = std::variant<Found, LookUpRefusal>;

FoundOrNot by_pass(Transaction& transaction, const std::optional<PassRow>& pass, Instant now)
{
    if (!pass) return LookUpRefusal::unknown_pass;
    if (pass->used) return LookUpRefusal::pass_used;
    if (pass->replaced) return LookUpRefusal::pass_replaced;
    if (pass->expires <= now) return LookUpRefusal::pass_expired;
    auto profile = transaction.accounts().profile(pass->account);
    if (!profile) return LookUpRefusal::unknown_pass;
    return Found{std::move(*profile), pass};
}

FoundOrNot by_username(Transaction& transaction, std::string_view text, Instant now)
{
    const auto parsed = contract::parse_username(text);
    const auto* username = std::get_if<std::string>(&parsed);
    if (!username) return LookUpRefusal::unknown_username;
    auto profile = transaction.accounts().profile_by_username(*username);
    if (!profile) return LookUpRefusal::unknown_username;
    auto pass = transaction.passes().open_of(profile->account.id);
    if (pass && pass->expires <= now) pass.reset();
    return Found{std::move(*profile), pass};
}

FoundOrNot find(Transaction& transaction, const Context& context, const contract::LookUpRequest& request)
{
    const auto now = context.clock.now();
    const int ways = (request.pass ? 1 : 0) + (request.pass_code ? 1 : 0) + (request.username ? 1 : 0);
    if (ways != 1) return LookUpRefusal::bad_request;
    if (request.username) return by_username(transaction, *request.username, now);
    if (request.pass) return by_pass(transaction, transaction.passes().find(*request.pass), now);
    const auto code = contract::parse_pass_code(*request.pass_code);
    if (!code) return LookUpRefusal::unknown_pass;
    return by_pass(transaction, transaction.passes().find_by_code(keyed_hash(context.keys.lookup, "pass-code", *code)),
                   now);
}

AccountState state_of(const AccountProfile& profile)
{
    if (is_shut(profile.account)) return AccountState::closed;
    if (profile.pause && profile.pause->reason == PauseReason::alarm) return AccountState::paused;
    if (profile.verification) return AccountState::verified;
    return profile.account.email_confirmed ? AccountState::unverified : AccountState::email_unconfirmed;
}

/// The number itself stays here: the kiosk gets a hash under this week's key and a fresh salt.
void add_number(AccountView& view, Transaction& transaction, const Context& context, const AccountProfile& profile)
{
    view.number_present = profile.number.has_value();
    if (!profile.number) return;
    const auto now = context.clock.now();
    const auto number = open_number(context.keys, profile.account.id, *profile.number);
    const auto epoch = epoch_key(transaction, context.keys, epoch_of(now), now);
    const auto salt = contract::random_bytes(view.number_salt.size());
    std::copy(salt.begin(), salt.end(), view.number_salt.begin());
    view.number_masked = contract::masked(number);
    view.number_hash = contract::pass_number_hash(epoch, view.number_salt, number);
    view.number_epoch = epoch.number;
    view.birth_date = contract::birth_date_of(number);
    view.sex = contract::sex_of(number);
}

AccountView view_of(Transaction& transaction, const Context& context, const Found& found)
{
    const auto& account = found.profile.account;
    AccountView view;
    view.username = account.username;
    view.state = state_of(found.profile);
    if (view.state == AccountState::closed) return view;
    view.email_masked = contract::masked_email(account.email);
    view.names = names_to_compare(transaction, account);
    add_number(view, transaction, context, found.profile);
    if (found.pass) {
        view.pass = found.pass->id;
        view.pass_expires = found.pass->expires;
    }
    return view;
}

std::string name_of(const FoundOrNot& found)
{
    if (std::holds_alternative<Found>(found)) return "found";
    switch (std::get<LookUpRefusal>(found)) {
    case LookUpRefusal::unknown_username:
        return "unknown_username";
    case LookUpRefusal::unknown_pass:
        return "unknown_pass";
    case LookUpRefusal::pass_expired:
        return "pass_expired";
    case LookUpRefusal::pass_used:
        return "pass_used";
    case LookUpRefusal::pass_replaced:
        return "pass_replaced";
    case LookUpRefusal::bad_request:
        return "bad_request";
    }
    throw std::logic_error{"unknown look-up refusal"};
}

void note(Transaction& transaction, const Kiosk& kiosk, const StaffMember& clerk, const FoundOrNot& found,
          const contract::LookUpRequest& request, Instant now)
{
    AuditEvent event{"account.looked_up", now, ActorKind::clerk, clerk.id, {}, kiosk.number, {}, {}};
    event.details["by"] = request.username ? "username" : request.pass ? "pass_qr" : "pass_code";
    event.details["answer"] = name_of(found);
    if (const auto* account = std::get_if<Found>(&found)) event.account = account->profile.account.id;
    transaction.audit().add(event);
}

std::optional<TooMany> count_look_up(Transaction& transaction, const Context& context, const Kiosk& kiosk,
                                     const StaffMember& clerk)
{
    const auto& rules = context.rules;
    const auto who = std::to_string(clerk.id);
    if (const auto wait = count_try(transaction, context, "lookup", who, rules.lookups_per_clerk)) return wait;
    if (const auto wait = count_try(transaction, context, "lookup-day", who, rules.lookups_per_clerk_and_day, kDay))
        return wait;
    return count_try(transaction, context, "lookup-kiosk", kiosk.name, rules.lookups_per_kiosk);
}
} // namespace

LookUpAnswer look_up(const Context& context, const Kiosk& kiosk, const StaffMember& clerk,
                     const contract::LookUpRequest& request)
{
    const auto transaction = context.database.begin();
    if (const auto wait = count_look_up(*transaction, context, kiosk, clerk)) {
        transaction->commit();
        return *wait;
    }
    const auto found = find(*transaction, context, request);
    note(*transaction, kiosk, clerk, found, request, context.clock.now());
    LookUpAnswer answer = LookUpRefusal::bad_request;
    if (const auto* account = std::get_if<Found>(&found))
        answer = view_of(*transaction, context, *account);
    else
        answer = std::get<LookUpRefusal>(found);
    transaction->commit();
    return answer;
}
} // namespace portal::domain
