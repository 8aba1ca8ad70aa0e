#include "portal/domain/phone.hpp"

#include <algorithm>
#include <array>

#include "portal/domain/database.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
constexpr std::size_t kDigits = 6;
/// Calling codes of services that cost more than a telephone: Bulgaria's 090, then shared and premium services,
/// satellites and networks of no country (ITU-T E.164, list of assigned codes).
constexpr std::array<std::string_view, 9> kCostly{"+35990", "+800", "+808", "+870", "+878",
                                                  "+881",   "+882", "+883", "+979"};

bool stands(const PhoneRequest& request, const Context& context)
{
    return request.asked + context.rules.code_life > context.clock.now();
}

/// Bound to account and number: the code of one request fits no other.
KeyedHash hash_of(const Context& context, AccountId account, std::string_view phone, std::string_view code)
{
    return keyed_hash(context.keys.lookup, "phone-code-" + std::to_string(account),
                      std::string{phone} + " " + std::string{code});
}

bool starts_with_one(std::string_view phone, const auto& prefixes)
{
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return phone.starts_with(prefix); });
}

std::optional<TooMany> asked_enough(Transaction& transaction, const Context& context, AccountId account, bool verified,
                                    std::string_view network)
{
    const auto& rules = context.rules;
    if (const auto wait =
            count_try(transaction, context, "text-account", std::to_string(account), rules.texts_per_account, kDay))
        return wait;
    if (verified) return std::nullopt; // neighbours of one address keep nobody who showed a document from the day's
    return count_network(transaction, context, "text-network", network, rules.texts_per_network, kDay);
}

/// Text messages cost the municipality money, most of all those to elsewhere, and a stranger makes unverified accounts
/// by the hundred: they have half of each sum. Counts one.
bool all_used_up(Transaction& transaction, const Context& context, std::string_view phone, bool verified)
{
    const auto& rules = context.rules;
    const auto used_up = [&](const std::string& purpose, unsigned most) {
        if (!verified && count_try(transaction, context, purpose + "-unverified", "", (most + 1) / 2, kDay))
            return true;
        return count_try(transaction, context, purpose, "", most, kDay).has_value();
    };
    if (!starts_with_one(phone, rules.text_prefixes) && used_up("texts-elsewhere", rules.texts_elsewhere)) return true;
    return used_up("texts", rules.texts_in_all);
}

/// A fresh code. Who has had many today, whoever asked for them, gets none, and nobody hears of it. Empty: the request
/// stands.
std::optional<std::variant<TextsUsedUp, TooMany>> send_or_refuse(Transaction& transaction, const Context& context,
                                                                 const AccountRow& account, const std::string& phone,
                                                                 std::string_view network)
{
    const bool verified = transaction.verifications().of_account(account.id).has_value();
    if (const auto wait = asked_enough(transaction, context, account.id, verified, network)) return *wait;
    const bool enough = had_enough(transaction, context, {"text-phone", phone, context.rules.texts_per_phone, 2},
                                   std::to_string(account.id));
    if (!enough && all_used_up(transaction, context, phone, verified)) return TextsUsedUp{};
    const auto code = random_digits(kDigits);
    transaction.phones().ask(account.id, {phone, hash_of(context, account.id, phone, code), context.clock.now(), 0});
    if (!enough)
        queue_text(transaction, context, {TextKind::phone_code, account.language, phone, {{"code", code}}}, account.id,
                   context.rules.code_life);
    return std::nullopt;
}

/// The answer of an act that sent no code.
template <class Answer>
Answer answer_of(const std::variant<TextsUsedUp, TooMany>& refused)
{
    return std::visit([](const auto& why) { return Answer{why}; }, refused);
}

/// At the number until now, and by mail.
void tell_of_change(Transaction& transaction, const Context& context, const AccountRow& account, bool removed)
{
    if (!account.phone.empty() && context.rules.sends_texts && transaction.phones().confirmed(account.id))
        queue_text(transaction, context,
                   {TextKind::phone_replaced, account.language, account.phone, {{"username", account.username}}},
                   account.id, kDay);
    std::map<std::string, std::string> arguments;
    if (removed) arguments.emplace("removed", "yes");
    queue_security_mail(transaction, context, MailKind::phone_changed, account, std::move(arguments));
}
} // namespace

Phone phone_of(const Context& context, AccountId account)
{
    const auto stores = context.database.read();
    const auto row = stores->accounts().find(account);
    const auto request = stores->phones().request(account);
    return {row ? row->phone : "", stores->phones().confirmed(account),
            request && stands(*request, context) && request->tries < context.rules.codes_per_sign_in ? request->phone
                                                                                                     : ""};
}

PhoneAnswer ask_phone(const Context& context, const Account& account, const PhoneForm& form)
{
    if (account.pause) return AccountPaused{};
    if (!context.rules.sends_texts) return PhoneRefusal::no_texts;
    if (!account.email_confirmed) return PhoneRefusal::unconfirmed;
    const auto phone = parse_phone(form.phone);
    if (!phone) return PhoneRefusal::wrong;
    if (starts_with_one(*phone, kCostly)) return PhoneRefusal::costly;
    auto begun = begin_as_owner<PhoneAnswer>(context, account, form.proof);
    if (auto* no = std::get_if<PhoneAnswer>(&begun)) return std::move(*no);

    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    if (*phone == row->phone && transaction->phones().confirmed(account.id)) return PhoneRefusal::same;
    if (const auto refused = send_or_refuse(*transaction, context, *row, *phone, form.proof.network))
        return answer_of<PhoneAnswer>(*refused);
    note_own_act(*transaction, "phone.change_asked", account.id, context.clock.now());
    transaction->commit();
    return PhoneAsked{};
}

std::variant<PhoneAsked, PhoneOver, TextsUsedUp, AccountPaused, TooMany> send_phone_code_again(const Context& context,
                                                                                               AccountId account,
                                                                                               std::string_view network)
{
    using Answer = std::variant<PhoneAsked, PhoneOver, TextsUsedUp, AccountPaused, TooMany>;
    const auto transaction = context.database.begin();
    const auto row = lock_unpaused(*transaction, account);
    if (!row) return AccountPaused{};
    const auto request = transaction->phones().request(account);
    if (!request || !stands(*request, context)) return PhoneOver{};
    if (const auto refused = send_or_refuse(*transaction, context, *row, request->phone, network))
        return answer_of<Answer>(*refused);
    transaction->commit();
    return PhoneAsked{};
}

std::variant<PhoneConfirmed, WrongCode, PhoneOver, AccountPaused> confirm_phone(const Context& context,
                                                                                AccountId account,
                                                                                std::string_view code)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto row = lock_unpaused(*transaction, account);
    if (!row) return AccountPaused{};
    const auto request = transaction->phones().count_try(account);
    const auto most = context.rules.codes_per_sign_in;
    if (!request || !stands(*request, context) || request->tries > most) return PhoneOver{};
    if (hash_of(context, account, request->phone, digits_of(code)) != request->code) {
        transaction->commit();
        if (request->tries == most) return PhoneOver{};
        return WrongCode{};
    }
    if (row->phone != request->phone) tell_of_change(*transaction, context, *row, false);
    transaction->phones().set(account, request->phone, now);
    transaction->phones().end_request(account);
    note_own_act(*transaction, "phone.confirmed", account, now);
    transaction->commit();
    return PhoneConfirmed{};
}

void withdraw_phone(const Context& context, AccountId account)
{
    const auto transaction = context.database.begin();
    transaction->phones().end_request(account);
    transaction->commit();
}

PhoneRemoval remove_phone(const Context& context, const Account& account, const OwnerProof& proof)
{
    if (account.pause) return AccountPaused{};
    auto begun = begin_as_owner<PhoneRemoval>(context, account, proof);
    if (auto* no = std::get_if<PhoneRemoval>(&begun)) return std::move(*no);

    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    if (row->phone.empty()) return PhoneRemoved{};
    tell_of_change(*transaction, context, *row, true);
    transaction->phones().set(account.id, "", {});
    transaction->phones().end_request(account.id);
    note_own_act(*transaction, "phone.removed", account.id, context.clock.now());
    transaction->commit();
    return PhoneRemoved{};
}
} // namespace portal::domain
