#include "portal/domain/sessions.hpp"

#include <algorithm>

#include <unicode/unistr.h>

#include "portal/domain/database.hpp"
#include "portal/domain/password_tries.hpp"
#include "portal/domain/pending_sign_in.hpp"
#include "portal/domain/security_mail.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr auto kTouchEvery = 10s; ///< sparing the disk: idleness is known this exactly
constexpr std::size_t kLongestAgent = 200;

/// Valid UTF-8 of bounded length, whatever the browser sent.
std::string tidy_agent(std::string_view agent)
{
    std::string tidy;
    const auto cut = agent.substr(0, kLongestAgent);
    icu::UnicodeString::fromUTF8({cut.data(), static_cast<std::int32_t>(cut.size())})
        .findAndReplace(icu::UnicodeString{char16_t{0}}, icu::UnicodeString{})
        .toUTF8String(tidy);
    return tidy;
}

Instant end_of(const SessionRow& session, const Rules& rules)
{
    const auto idle = session.shared ? std::min(rules.shared_session_idle, rules.session_idle) : rules.session_idle;
    return std::min(session.last_seen + idle, session.started + rules.session_longest);
}

/// One try, and what is known before the password is looked at.
struct Entering {
    const Context& context;
    const LogIn& form;
    std::optional<AccountCredentials> credentials;
    PasswordPlace place;
    std::optional<PasswordTries> tries;
    Caller caller;
    std::optional<TooMany> wait;
};

Entering begin(const Context& context, const LogIn& form)
{
    const auto username = contract::known_username(form.username);
    const auto transaction = context.database.begin();
    Entering entering{context, form, transaction->accounts().credentials(username), {}, {}, {}, {}};
    if (const auto& account = entering.credentials)
        entering.place = password_place(*transaction, account->id, form.browser);
    entering.tries.emplace(context, "login", username, form.network, entering.place.browser);
    entering.wait = entering.tries->begin(*transaction);
    entering.caller = entering.tries->caller(*transaction, Caller::Rank::citizen);
    transaction->commit();
    return entering;
}

void undo(const Entering& entering)
{
    const auto transaction = entering.context.database.begin();
    entering.tries->undo(*transaction);
    transaction->commit();
}

/// `right`: the password was, but it came from where none is taken.
void record_failure(const Entering& entering, bool right)
{
    const auto& [context, form, credentials, place, tries, caller, wait] = entering;
    const auto transaction = context.database.begin();
    tries->failed(*transaction);
    if (credentials) {
        note_refused_password(*transaction, context, credentials->id, place, right);
        transaction->audit().add({"login.failed",
                                  context.clock.now(),
                                  ActorKind::citizen,
                                  {},
                                  credentials->id,
                                  {},
                                  {},
                                  {{"network", form.network}}});
    }
    transaction->commit();
}

constexpr auto kSignedIn = "login.succeeded";

/// Remembers the browser, unless others use it, too, and tells the owner of one that is new. Returns its token, each
/// time another one: whoever put one there, or copied it, has nothing of it.
std::string greet_browser(Transaction& transaction, const Context& context, AccountId account,
                          const SessionPlace& place)
{
    auto& browsers = transaction.known_browsers();
    const auto held = hash_of_token(place.browser);
    const bool known = browsers.known(account, held);
    if (!known && transaction.audit().happened(account, kSignedIn))
        if (const auto row = transaction.accounts().find(account))
            queue_security_mail(transaction, context, MailKind::new_browser, *row, {{"network", place.network}});
    if (place.shared && !known) return {};
    auto token = make_token();
    const auto fresh = hash_of_token(token);
    browsers.renew(held, fresh);
    browsers.remember(account, fresh, context.clock.now());
    return token;
}

/// What follows the right password. Empty: while it was looked at the account got another one.
std::optional<LogInAnswer> go_on(const Entering& entering, const std::optional<PasswordHash>& renewed)
{
    const auto& [context, form, credentials, place, tries, caller, wait] = entering;
    const auto transaction = context.database.begin();
    if (!transaction->accounts().lock_with_password(credentials->id, credentials->password)) return std::nullopt;
    tries->succeeded(*transaction);
    transaction->password_failures().forget(credentials->id);
    if (renewed) transaction->accounts().set_password(credentials->id, *renewed);
    LogInAnswer answer;
    if (transaction->second_factors().find(credentials->id))
        answer =
            want_code(*transaction, context, credentials->id, renewed ? *renewed : credentials->password, form.shared);
    else
        answer = begin_session(*transaction, context, credentials->id,
                               {form.network, form.agent, form.browser, form.shared});
    transaction->commit();
    return answer;
}
} // namespace

Session session_of(const SessionRow& row, const Rules& rules)
{
    return {row.id,    row.account, row.started, row.last_seen, end_of(row, rules), row.started + rules.session_longest,
            row.agent, row.shared,  row.network};
}

LoggedIn begin_session(Transaction& transaction, const Context& context, AccountId account, const SessionPlace& place)
{
    const auto now = context.clock.now();
    const auto token = make_token();
    auto browser = greet_browser(transaction, context, account, place);
    transaction.sessions().add(hash_of_token(token), account,
                               {place.network, tidy_agent(place.agent), {}, place.shared}, now);
    transaction.audit().add(
        {kSignedIn, now, ActorKind::citizen, account, account, {}, {}, {{"network", place.network}}});
    return {token, account, std::move(browser)};
}

LogInAnswer log_in(const Context& context, const LogIn& form)
{
    const auto entering = begin(context, form);
    if (entering.wait) return *entering.wait;
    const auto& credentials = entering.credentials;
    const auto stored = credentials ? std::optional{credentials->password} : std::nullopt;
    const auto verdict = context.passwords.verify(form.password, stored, entering.caller);
    if (std::holds_alternative<Busy>(verdict)) {
        undo(entering);
        return Busy{};
    }
    const bool right = std::get<bool>(verdict);
    if (!right || entering.place.closed) {
        record_failure(entering, right);
        return WrongCredentials{};
    }
    auto answer = go_on(entering, context.passwords.renewed(form.password, *stored, entering.caller));
    if (answer) return std::move(*answer);
    record_failure(entering, false);
    return WrongCredentials{};
}

std::optional<Visitor> resume_session(const Context& context, std::string_view token)
{
    const auto now = context.clock.now();
    auto row = context.database.read()->sessions().visitor(hash_of_token(token));
    if (!row) return std::nullopt;
    auto& session = row->session;
    if (end_of(session, context.rules) < now) {
        const auto transaction = context.database.begin();
        transaction->sessions().end(session.id, now);
        transaction->commit();
        return std::nullopt;
    }
    if (now - session.last_seen >= kTouchEvery) {
        const auto transaction = context.database.begin();
        transaction->sessions().touch(session.id, now);
        transaction->commit();
        session.last_seen = now;
    }
    return Visitor{session_of(session, context.rules), account_of(context, row->profile)};
}

std::optional<AccountId> owner_of_session(const Context& context, std::string_view token)
{
    return context.database.read()->sessions().owner(hash_of_token(token));
}

void log_out(const Context& context, std::string_view token)
{
    const auto transaction = context.database.begin();
    if (const auto row = transaction->sessions().find(hash_of_token(token))) {
        transaction->sessions().end(row->id, context.clock.now());
        note_own_act(*transaction, "logout", row->account, context.clock.now());
    }
    transaction->commit();
}
} // namespace portal::domain
