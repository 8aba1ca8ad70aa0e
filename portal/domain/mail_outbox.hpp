#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "portal/domain/context.hpp"
#include "portal/domain/outbox.hpp"
#include "portal/domain/secrets.hpp"

/// Mail leaves through the database: queued in the transaction of the act it tells of, sent later. A dead mail server
/// delays, never loses or undoes.
namespace portal::domain {
enum class MailKind {
    confirm_email, ///< username, token: the page `confirm-email` with the token
    first_letter,  ///< token: the page `registration/letter` with the token
    account_limit, ///< somebody tried to register one account too many with this address
    /// network, asked (RFC 3339): by whom and when it was; before it is written `name_accounts` adds `accounts`, a line
    /// for each one of the address, with its token behind a blank, and `!` before unconfirmed ones
    forgotten_username,
    /// likewise: the page `reset-password` with the token; `by_staff` where staff started it, for this username alone;
    /// `pause_ends` where time opens what closes with the new password
    forgotten_password,
    entrance_closed, ///< username, time, token: the page `open-entrance` with the token
    /// username, time (RFC 3339), `email` (masked) where an address came back, `kept` where the account was being
    /// closed: "this was not me" stopped payments. `inside` where that was told in the account itself; to whose link it
    /// was not, `elsewhere` where the account has this address, `displaced` where it had
    alarm_raised,

    // What happened to an account, each by `queue_security_mail`, which gives username, time and alarm.
    /// `app` where a code of it opens the account, `expires` (ISO 8601 date) where time does, `stopped` where an alarm
    /// keeps e-payment closed
    password_reset,
    password_changed,
    new_browser, ///< network: somebody signed in where nobody did before
    /// Where something else keeps e-payment closed: `by_mail` with `ways_out` of that pause, or `factor_lost`.
    alarm_ended,
    /// Of a visit: desk, place, `closing` where the account is being closed, `paused` where it stays paused.
    identity_verified,
    identity_renewed,  ///< a second visit
    identity_conflict, ///< `open` where payment is: recorded at the desk, but a clerk has to look again
    identity_ended,    ///< by another personal number
    phone_changed,     ///< `removed` where there is none any more
    wrong_codes,       ///< network: after the right password, several wrong codes of the second factor
    data_exported,     ///< all that is kept was taken along
    account_closing,   ///< token: the page `keep-account`, `expires`: the last day on which it can be kept
    account_kept,      ///< it is not closed any more
    second_factor,     ///< `on`, `off`, `codes`, `used` or `lost`: what happened to it

    // And what else its owner is written.
    new_address,      ///< username, token: the page `new-address` with the token
    new_address_full, ///< the account that asked for this address cannot have it
    address_changing, ///< username, email (masked, the new one), token: the page `stop-new-address`, time, alarm
    address_changed,  ///< the same without alarm, after the change
    /// username, email (masked, the present one), time, token: the page `stop-new-address`, `expires` as of
    /// `account_closing`: to an address that the account had a short while ago
    closing_elsewhere,
    account_closed,   ///< username, time: nobody kept it
    document_expires, ///< username, `expires` (ISO 8601 date): a reminder
    pass_expires,     ///< the same
};

/// Letters leave lane by lane: none of a lane while one of an earlier lane is due.
enum class Lane {
    owners,    ///< what tells an owner, or what an owner asked for
    newcomers, ///< to an address that nobody confirmed, and that anybody may type
    patient,   ///< reminders, and what can be had at will by who has the password
};
inline constexpr std::array kLanes{Lane::owners, Lane::newcomers, Lane::patient};
Lane lane_of(MailKind kind);
/// How long a letter is tried: as long as it is true, for 30 days at most.
std::chrono::seconds worth_sending(MailKind kind, const Rules& rules);

/// A letter to be written; `arguments` are what its kind names.
struct Mail {
    std::int64_t id{};
    MailKind kind{};
    Language language{};
    std::string recipient;
    std::map<std::string, std::string> arguments;
    unsigned tries{};
};

/// A written letter, UTF-8.
struct MailText {
    std::string subject;
    std::string text;
    std::string html; ///< may be empty
};
/// Words of a mail in the citizen's language.
struct MailWriter {
    virtual ~MailWriter() = default;
    virtual MailText write(const Mail& mail) const = 0;
};
/// The way out: SMTP. `send` throws `DeliveryRefused`, or `Fault` (or any `std::exception`) where it did not leave; it
/// is tried again later.
struct MailGateway {
    virtual ~MailGateway() = default;
    virtual void send(const std::string& recipient, const MailText& text) = 0;
};

/// A row of the queue. `content` holds recipient and arguments, sealed.
struct QueuedMail {
    std::int64_t id{};
    MailKind kind{};
    Language language{};
    Sealed content;
    unsigned tries{};
};
/// The queue.
struct MailStore : OutboxStore {
    /// Due at once.
    virtual void queue(MailKind kind, Language language, const Sealed& content, std::optional<AccountId> account,
                       Instant now, Instant useless_after) = 0;
    /// Claims the mail that is due first in the first lane that has one, for this sender until `until`; two senders
    /// never get the same one (SKIP LOCKED). Empty: none is due.
    virtual std::optional<QueuedMail> claim(Instant now, Instant until) = 0;
    /// Of a letter that is about several accounts: this one lists it, too. False: it does already.
    virtual bool note_account(std::int64_t mail, AccountId account) = 0;
};

struct Transaction;
/// Within the act's transaction. Seals recipient and arguments under the data key. `true_until`: where the letter is
/// false from then on, though its kind is worth sending for longer.
void queue_mail(Transaction& transaction, const Context& context, MailKind kind, Language language,
                const std::string& recipient, const std::map<std::string, std::string>& arguments,
                std::optional<AccountId> account, Instant true_until = Instant::max());

/// Sends what is due, one after the other, at most `most` and as long as `go_on` says so; returns how many left. Call
/// it every second or two from one thread per portal process.
unsigned send_due_mail(
    const Context& context, const MailWriter& writer, MailGateway& gateway, unsigned most = 20,
    const std::function<bool()>& go_on = [] { return true; });
} // namespace portal::domain
