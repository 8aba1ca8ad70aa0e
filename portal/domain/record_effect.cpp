#include "portal/domain/record_effect.hpp"

#include "portal/domain/payment_gate.hpp"
#include "portal/domain/security_mail.hpp"
#include "portal/domain/verification_judgement.hpp"

namespace portal::domain {
namespace {
using contract::VerificationContent;

/// The desk's act, with all that its effect needs.
struct Act {
    Transaction& transaction;
    const Context& context;
    const Kiosk& kiosk;
    const contract::RecordHeader& header;
    std::int64_t row;
};

std::optional<AccountRow> account_named(Transaction& transaction, const std::string& text)
{
    const auto username = contract::known_username(text);
    return username.empty() ? std::nullopt : transaction.accounts().find_by_username(username);
}

void note(const Act& act, const char* kind, std::optional<AccountId> account,
          std::map<std::string, std::string> details = {})
{
    act.transaction.audit().add({kind, act.header.time, ActorKind::clerk, act.header.clerk, account, act.kiosk.number,
                                 act.row, std::move(details)});
}

NewVerification verification_of(const Act& act, const AccountRow& account, const VerificationContent& content)
{
    const auto& document = content.document;
    return {account.id,
            hash_of_number(act.context.keys.lookup, document.personal_number),
            act.header.time,
            document.kind,
            document.issuer,
            document.expiry,
            word_of(document.assurance),
            content.document_status.answer,
            act.kiosk.number,
            act.header.clerk,
            act.row};
}

enum class Visit {
    first,
    renewing,
    overtaken ///< a newer visit of the same person arrived before: this one changes nothing any more
};
struct Bond {
    std::int64_t verification{};
    Visit visit{};
};
/// Binds person and account, or renews the bond. The database's constraints decide between two counters.
std::variant<Bond, Objection> bind(const Act& act, const NewVerification& visit)
{
    auto& verifications = act.transaction.verifications();
    if (const auto standing = verifications.of_account(visit.account)) {
        if (standing->person != visit.person) return conflict("account_of_other_person", standing->record);
        return Bond{standing->id, verifications.renew(standing->id, visit) ? Visit::renewing : Visit::overtaken};
    }
    if (const auto made = verifications.add(visit)) return Bond{*made, Visit::first};
    const auto elsewhere = verifications.of_person(visit.person);
    return conflict("person_on_other_account", elsewhere ? std::optional{elsewhere->record} : std::nullopt);
}

bool payment_open(const Act& act, AccountId account)
{
    const auto profile = act.transaction.accounts().profile(account);
    return profile && !payment_gate(account_of(act.context, *profile), sofia_day(act.context.clock.now()));
}

/// A kiosk makes as many records as it likes: of each kind of message an account gets one on a day in Sofia. Counts
/// this one.
bool had_today(const Act& act, const char* purpose, AccountId account, const std::string& kind)
{
    constexpr std::chrono::hours kLongerThanADay{48};
    const auto what = std::to_string(account) + " " + kind + " " + contract::to_iso(sofia_day(act.context.clock.now()));
    return count_try(act.transaction, act.context, purpose, what, 1, kLongerThanADay).has_value();
}

bool told_today(const Act& act, AccountId account, MailKind kind)
{
    return had_today(act, "mail-visit", account, std::to_string(static_cast<int>(kind)));
}

bool texted_today(const Act& act, AccountId account)
{
    return had_today(act, "text-visit", account, "verified");
}

void tell(const Act& act, const AccountRow& account, MailKind kind)
{
    if (account.closed || !account.email_confirmed || told_today(act, account.id, kind)) return;
    std::map<std::string, std::string> arguments{
        {"desk", act.kiosk.desk}, {"place", act.kiosk.place}, {"time", contract::to_rfc3339(act.header.time)}};
    if (account.closes) arguments.emplace("closing", "yes");
    if (kind == MailKind::identity_conflict && payment_open(act, account.id)) arguments.emplace("open", "yes");
    if (act.transaction.pauses().of_account(account.id)) arguments.emplace("paused", "yes");
    queue_security_mail(act.transaction, act.context, kind, account, std::move(arguments));
}

/// Beside the letter, where the owner wants it.
void tell_by_text(const Act& act, const AccountRow& account)
{
    const auto phone = phone_for(act.transaction, act.context, account, &NoticeChoice::visits_by_text);
    if (phone.empty() || texted_today(act, account.id)) return;
    queue_text(
        act.transaction, act.context,
        {TextKind::visit,
         account.language,
         phone,
         {{"username", account.username}, {"desk", act.kiosk.desk}, {"time", contract::to_rfc3339(act.header.time)}}},
        account.id, std::chrono::hours{24});
}

/// What a visit that counts does to the account.
void take_over(const Act& act, const AccountRow& account, const VerificationContent& content, Visit visit)
{
    const auto& document = content.document;
    const auto noted = [&](const char* kind) {
        note(act, kind, account.id,
             {{"assurance", word_of(document.assurance)}, {"document_status", content.document_status.answer}});
    };
    if (visit == Visit::overtaken) return noted("identity.overtaken");
    act.transaction.numbers().put(account.id, protect_number(act.context.keys, account.id, document.personal_number),
                                  act.context.clock.now());
    if (const auto names = names_from_visit(act.transaction, act.header, account, content))
        take_names(act.transaction, account.id, *names);
    for (const auto reason : {PauseReason::reset_by_mail, PauseReason::second_factor_lost})
        end_pause(act.transaction, account.id, reason, PauseEnd::counter, act.header.time);
    noted(visit == Visit::first ? "identity.verified" : "identity.renewed");
    tell(act, account, visit == Visit::first ? MailKind::identity_verified : MailKind::identity_renewed);
    if (!is_shut(account)) tell_by_text(act, account);
}

Effect with(AccountId account, Objection objection)
{
    return {account, std::nullopt, std::move(objection)};
}

Effect verify(const Act& act, const VerificationContent& content)
{
    const auto named = account_named(act.transaction, content.username);
    if (!named) return {{}, {}, conflict("unknown_account")};
    const auto account = act.transaction.accounts().lock(named->id).value();

    auto objection = judge_verification(act.transaction, act.context, act.header, account, content);
    std::optional<Bond> bond;
    if (!objection) {
        auto bound = bind(act, verification_of(act, account, content));
        if (auto* refused = std::get_if<Objection>(&bound))
            objection = std::move(*refused);
        else
            bond = std::get<Bond>(bound);
    }
    if (objection) {
        note(act, "identity.not_bound", account.id, {{"reason", objection->reason}});
        tell(act, account, MailKind::identity_conflict);
        return with(account.id, std::move(*objection));
    }

    // Nothing to use where a later visit, which arrived before, used the pass.
    if (content.pass) act.transaction.passes().use(*content.pass, act.header.time);
    take_over(act, account, content, bond->visit);
    return {account.id, bond->verification, {}};
}

std::optional<AccountId> id_of(const std::optional<AccountRow>& account)
{
    return account ? std::optional{account->id} : std::nullopt;
}

std::optional<AccountId> account_of(Transaction& transaction, const std::string& username,
                                    const std::optional<contract::PassId>& pass)
{
    if (!username.empty()) return id_of(account_named(transaction, username));
    if (!pass) return std::nullopt;
    const auto found = transaction.passes().find(*pass);
    return found ? std::optional{found->account} : std::nullopt;
}
} // namespace

Effect apply_record(Transaction& transaction, const Context& context, const Kiosk& kiosk, const ArrivedRecord& record,
                    std::int64_t row)
{
    const Act act{transaction, context, kiosk, record.header, row};
    const struct {
        const Act& act;
        Effect operator()(const VerificationContent& content) const { return verify(act, content); }
        Effect operator()(const contract::RefusalContent& content) const
        {
            const auto account = account_of(act.transaction, content.username, content.pass);
            note(act, "identity.refused", account, {{"reason", content.reason}});
            return {account, {}, {}};
        }
        Effect operator()(const contract::SignInContent& content) const
        {
            note(act, content.offline ? "clerk.signed_in_offline" : "clerk.used_kiosk", {});
            return {};
        }
        Effect operator()(const contract::LookUpContent& content) const
        {
            const auto account = account_of(act.transaction, content.username, content.pass);
            note(act, "account.looked_up_at_desk", account, {{"answer", content.answer}});
            return {account, {}, {}};
        }
    } apply{act};
    return std::visit(apply, record.content.value());
}
} // namespace portal::domain
