#include "portal/domain/second_factor.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/sealed_form.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr auto kOfferLife = 1h;
constexpr std::size_t kRecoveryCodes = 10;
constexpr std::size_t kRecoveryDigits = 12;

std::string secret_purpose(AccountId account)
{
    return "second-factor-" + std::to_string(account);
}

std::string offer_purpose(AccountId account)
{
    return "second-factor-offer-" + std::to_string(account);
}

std::string text_of(ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}

/// Whatever a browser sends: what is not ours, or is too old, is no offer.
std::optional<Bytes> open_offer(const Context& context, AccountId account, std::string_view sealed)
{
    const auto opened = open_form(context.keys, offer_purpose(account), sealed, kOfferLife, context.clock.now());
    const auto* form = std::get_if<SealedForm>(&opened);
    if (!form) return std::nullopt;
    return contract::from_base64(form->answer("secret"));
}

KeyedHash hash_of_code(const Context& context, AccountId account, std::string_view digits)
{
    return keyed_hash(context.keys.lookup, "recovery-code-" + std::to_string(account), digits);
}

RecoveryCodes put_fresh_codes(Transaction& transaction, const Context& context, AccountId account)
{
    RecoveryCodes codes;
    std::vector<KeyedHash> hashes;
    while (codes.size() < kRecoveryCodes) {
        codes.push_back(random_digits(kRecoveryDigits));
        hashes.push_back(hash_of_code(context, account, codes.back()));
    }
    transaction.second_factors().put_codes(account, hashes);
    return codes;
}

/// Counts one try; answers how long to wait where it was one too many.
std::optional<TooMany> count_code(Transaction& transaction, const Context& context, const CodeAsked& asked)
{
    const auto account = std::to_string(asked.account);
    if (const auto wait = count_try(transaction, context, "code", account + "@" + network_of(asked.network),
                                    context.rules.codes_per_account_and_network))
        return wait;
    return count_try(transaction, context, "code-day", account, context.rules.codes_per_account_and_day, kDay);
}

void forget_wrong_codes(Transaction& transaction, const Context& context, AccountId account)
{
    forget_tries(transaction, context, "code-day", std::to_string(account));
}

void forget_codes(Transaction& transaction, const Context& context, const CodeAsked& asked)
{
    forget_tries(transaction, context, "code", std::to_string(asked.account) + "@" + network_of(asked.network));
    forget_wrong_codes(transaction, context, asked.account);
}

/// Which of both the digits are, without counting.
std::optional<ProvenBy> judge(Transaction& transaction, const Context& context, AccountId account,
                              const SecondFactor& factor, const std::string& digits)
{
    const auto now = context.clock.now();
    auto& factors = transaction.second_factors();
    if (digits.size() == kRecoveryDigits)
        return factors.use_code(account, hash_of_code(context, account, digits), now)
                   ? std::optional{ProvenBy::recovery_code}
                   : std::nullopt;
    const auto secret = contract::bytes_of(unseal(context.keys, secret_purpose(account), factor.secret));
    const auto step = totp_step_of(secret, digits, now, factor.last_step);
    if (!step || !factors.use_step(account, *step)) return std::nullopt;
    return ProvenBy::app;
}

/// `by`: empty where a wrong code leaves open who gave it.
void note_code(Transaction& transaction, const char* kind, const CodeAsked& asked, std::optional<AccountId> by,
               Instant now)
{
    transaction.audit().add({kind, now, ActorKind::citizen, by, asked.account, {}, {}, {{"network", asked.network}}});
}

/// Who gives wrong codes knows the password.
void tell_of_wrong_code(Transaction& transaction, const Context& context, const CodeAsked& asked)
{
    const auto account = std::to_string(asked.account);
    if (count(transaction, context, "code-wrong", account, kDay).count < context.rules.wrong_codes_told) return;
    if (count_try(transaction, context, "code-letter", account, 1, kDay)) return;
    if (const auto row = transaction.accounts().find(asked.account))
        queue_security_mail(transaction, context, MailKind::wrong_codes, *row, {{"network", asked.network}});
}
} // namespace

std::optional<SecondFactorState> second_factor_of(const Context& context, AccountId account)
{
    const auto stores = context.database.read();
    const auto factor = stores->second_factors().find(account);
    if (!factor) return std::nullopt;
    return SecondFactorState{factor->enrolled, stores->second_factors().codes_left(account)};
}

SecondFactorOffer offer_second_factor(const Context& context, AccountId account)
{
    const auto secret = make_totp_secret();
    auto form = begin_form(context.clock.now());
    form.answers["secret"] = contract::to_base64(secret);
    return {totp_secret_text(secret), seal_form(context.keys, offer_purpose(account), form)};
}

std::optional<SecondFactorOffer> reopen_offer(const Context& context, AccountId account, std::string_view sealed)
{
    const auto offer = open_offer(context, account, sealed);
    if (!offer) return std::nullopt;
    return SecondFactorOffer{totp_secret_text(*offer), std::string{sealed}};
}

SecondFactorAnswer enrol_second_factor(const Context& context, const Account& account, std::string_view sealed,
                                       const OwnerProof& proof)
{
    if (account.pause) return AccountPaused{};
    if (!account.email_confirmed) return AddressUnconfirmed{};
    const auto now = context.clock.now();
    const auto offer = open_offer(context, account.id, sealed);
    if (!offer) return OfferOver{};
    const auto step = totp_step_of(*offer, digits_of(proof.code), now, 0);
    if (!step) return WrongCode{};
    if (second_factor_of(context, account.id)) return SecondFactorStands{};
    auto begun = begin_as_owner<SecondFactorAnswer>(context, account, proof);
    if (auto* no = std::get_if<SecondFactorAnswer>(&begun)) {
        if (std::holds_alternative<WrongCode>(*no)) return SecondFactorStands{}; // it was turned on meanwhile
        return std::move(*no);
    }
    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    const auto secret = seal(context.keys.data, secret_purpose(account.id), text_of(*offer));
    if (!transaction->second_factors().add(account.id, {secret, now, *step})) return SecondFactorStands{};
    auto codes = put_fresh_codes(*transaction, context, account.id);
    note_own_act(*transaction, "second_factor.enrolled", account.id, now);
    tell_of_second_factor(*transaction, context, *row, "on");
    transaction->commit();
    return codes;
}

RemovalAnswer remove_second_factor(const Context& context, const Account& account, const OwnerProof& proof)
{
    if (account.pause) return AccountPaused{};
    auto begun = begin_as_owner<RemovalAnswer>(context, account, proof);
    if (auto* no = std::get_if<RemovalAnswer>(&begun)) return std::move(*no);
    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    if (!transaction->second_factors().find(account.id)) return NoSecondFactor{};
    transaction->second_factors().remove(account.id);
    note_own_act(*transaction, "second_factor.removed", account.id, context.clock.now());
    tell_of_second_factor(*transaction, context, *row, "off");
    transaction->commit();
    return SecondFactorRemoved{};
}

NewCodesAnswer renew_recovery_codes(const Context& context, const Account& account, const OwnerProof& proof)
{
    if (account.pause) return AccountPaused{};
    auto begun = begin_as_owner<NewCodesAnswer>(context, account, proof);
    if (auto* no = std::get_if<NewCodesAnswer>(&begun)) return std::move(*no);
    const auto& transaction = std::get<std::unique_ptr<Transaction>>(begun);
    const auto row = lock_unpaused(*transaction, account.id);
    if (!row) return AccountPaused{};
    if (!transaction->second_factors().find(account.id)) return NoSecondFactor{};
    auto codes = put_fresh_codes(*transaction, context, account.id);
    note_own_act(*transaction, "second_factor.codes_renewed", account.id, context.clock.now());
    tell_of_second_factor(*transaction, context, *row, "codes");
    transaction->commit();
    return codes;
}

std::variant<ProvenBy, WrongCode, NoSecondFactor, TooMany> prove_second_factor(Transaction& transaction,
                                                                               const Context& context,
                                                                               const CodeAsked& asked,
                                                                               std::string_view code)
{
    const auto factor = transaction.second_factors().find(asked.account);
    if (!factor) return NoSecondFactor{};
    if (const auto wait = count_code(transaction, context, asked)) return *wait;
    const auto proven = judge(transaction, context, asked.account, *factor, digits_of(code));
    const auto now = context.clock.now();
    if (!proven) {
        note_code(transaction, "second_factor.wrong_code", asked, {}, now);
        tell_of_wrong_code(transaction, context, asked);
        return WrongCode{};
    }
    forget_codes(transaction, context, asked);
    if (*proven == ProvenBy::recovery_code)
        note_code(transaction, "second_factor.recovery_code_used", asked, asked.account, now);
    return *proven;
}

void forgive_wrong_codes(Transaction& transaction, const Context& context, AccountId account)
{
    const auto counted = std::to_string(account);
    if (!too_many_tries(transaction, context, "code-day", counted, 1)) return; // none was wrong
    if (!count_try(transaction, context, "codes-forgiven", counted, 1, kDay))
        forget_wrong_codes(transaction, context, account);
}

void tell_of_second_factor(Transaction& transaction, const Context& context, const AccountRow& account,
                           const std::string& what)
{
    queue_security_mail(transaction, context, MailKind::second_factor, account, {{what, "yes"}});
}
} // namespace portal::domain
