#include "portal/domain/sessions.hpp"

#include <algorithm>

#include <unicode/unistr.h>

#include "portal/domain/database.hpp"
#include "portal/domain/password_tries.hpp"

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
    return std::min(session.last_seen + rules.session_idle, session.started + rules.session_longest);
}

void record_failure(const Context& context, const PasswordTries& tries, const LogIn& form,
                    const std::optional<AccountCredentials>& credentials)
{
    const auto transaction = context.database.begin();
    tries.failed(*transaction, credentials.has_value());
    if (credentials)
        transaction->audit().add({"login.failed",
                                  context.clock.now(),
                                  ActorKind::citizen,
                                  {},
                                  credentials->id,
                                  {},
                                  {},
                                  {{"network", form.network}}});
    transaction->commit();
}

LoggedIn begin_session(const Context& context, const PasswordTries& tries, const LogIn& form,
                       const AccountCredentials& credentials, const std::optional<PasswordHash>& renewed)
{
    const auto now = context.clock.now();
    const auto token = make_token();
    const auto transaction = context.database.begin();
    tries.succeeded(*transaction);
    if (renewed) transaction->accounts().set_password(credentials.id, *renewed);
    transaction->sessions().add(hash_of_token(token), credentials.id, tidy_agent(form.agent), now);
    transaction->audit().add({"login.succeeded",
                              now,
                              ActorKind::citizen,
                              credentials.id,
                              credentials.id,
                              {},
                              {},
                              {{"network", form.network}}});
    transaction->commit();
    return {token, credentials.id};
}
} // namespace

Session session_of(const SessionRow& row, const Rules& rules)
{
    return {row.id,   row.account, row.started, row.last_seen, end_of(row, rules), row.started + rules.session_longest,
            row.agent};
}

LogInAnswer log_in(const Context& context, const LogIn& form)
{
    const auto username = contract::known_username(form.username);
    const PasswordTries tries{context, "login", username, form.network};
    std::optional<AccountCredentials> credentials;
    Caller caller;
    {
        const auto transaction = context.database.begin();
        const auto wait = tries.begin(*transaction);
        caller = tries.caller(*transaction, Caller::Rank::citizen);
        credentials = transaction->accounts().credentials(username);
        transaction->commit();
        if (wait) return *wait;
    }
    const auto stored = credentials ? std::optional{credentials->password} : std::nullopt;
    const auto verdict = context.passwords.verify(form.password, stored, caller);
    if (std::holds_alternative<Busy>(verdict)) {
        const auto transaction = context.database.begin();
        tries.undo(*transaction);
        transaction->commit();
        return Busy{};
    }
    if (!std::get<bool>(verdict)) {
        record_failure(context, tries, form, credentials);
        return WrongCredentials{};
    }
    const auto renewed = context.passwords.renewed(form.password, *stored, caller);
    return begin_session(context, tries, form, *credentials, renewed);
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
        transaction->audit().add(
            {"logout", context.clock.now(), ActorKind::citizen, row->account, row->account, {}, {}, {}});
    }
    transaction->commit();
}
} // namespace portal::domain
