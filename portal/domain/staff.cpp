#include "portal/domain/staff.hpp"

#include "portal/contract/identifiers.hpp"
#include "portal/domain/database.hpp"
#include "portal/domain/password_rules.hpp"
#include "portal/domain/password_tries.hpp"

namespace portal::domain {
namespace {
ActorKind actor_of(Role role)
{
    return role == Role::clerk ? ActorKind::clerk : ActorKind::supervisor;
}

bool session_ended(const StaffSessionRow& session, const Rules& rules, Instant now)
{
    return now - session.last_seen > rules.staff_session_idle || now - session.started > rules.session_longest;
}
} // namespace

std::variant<StaffMember, StaffRefusal> add_staff(const Context& context, std::string_view username,
                                                  std::string_view display_name, Role role, std::string_view password)
{
    const auto parsed = contract::parse_username(username);
    const auto* name = std::get_if<std::string>(&parsed);
    if (!name) return StaffRefusal::username_wrong;
    if (fault_of_password(password, {*name, {"", "", std::string{display_name}}}, context.breached))
        return StaffRefusal::password_weak;
    const auto hashed = context.passwords.hash(password);
    const auto* hash = std::get_if<PasswordHash>(&hashed);
    if (!hash) return StaffRefusal::busy;

    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto id = transaction->staff().add(*name, display_name, role, *hash, now);
    if (!id) return StaffRefusal::username_taken;
    transaction->audit().add(
        {"staff.added", now, ActorKind::operator_, {}, {}, {}, {}, {{"staff", std::to_string(*id)}}});
    transaction->commit();
    return StaffMember{*id, *name, std::string{display_name}, role, {}};
}

std::vector<StaffMember> list_staff(const Context& context)
{
    return context.database.read()->staff().all();
}

bool disable_staff(const Context& context, std::string_view username)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto found = transaction->staff().credentials(contract::known_username(username));
    if (!found) return false;
    transaction->staff().disable(found->member.id, now);
    transaction->audit().add(
        {"staff.disabled", now, ActorKind::operator_, {}, {}, {}, {}, {{"staff", std::to_string(found->member.id)}}});
    transaction->commit();
    return true;
}

StaffCheck check_staff(const Context& context, const LogIn& form)
{
    const auto username = contract::known_username(form.username);
    const PasswordTries tries{context, "staff-login", username, form.network};
    std::optional<StaffCredentials> credentials;
    Caller caller;
    {
        const auto transaction = context.database.begin();
        const auto wait = tries.begin(*transaction);
        caller = tries.caller(*transaction, Caller::Rank::staff);
        credentials = transaction->staff().credentials(username);
        transaction->commit();
        if (wait) return *wait;
    }
    const auto stored = credentials ? std::optional{credentials->password} : std::nullopt;
    const auto verdict = context.passwords.verify(form.password, stored, caller);
    const auto* right = std::get_if<bool>(&verdict);
    const auto renewed = right && *right ? context.passwords.renewed(form.password, *stored, caller) : std::nullopt;
    const auto transaction = context.database.begin();
    if (std::holds_alternative<Busy>(verdict)) {
        tries.undo(*transaction);
        transaction->commit();
        return Busy{};
    }
    if (!std::get<bool>(verdict) || credentials->member.disabled) {
        tries.failed(*transaction);
        if (credentials)
            transaction->audit().add({"staff.login_failed",
                                      context.clock.now(),
                                      actor_of(credentials->member.role),
                                      credentials->member.id,
                                      {},
                                      {},
                                      {},
                                      {{"network", form.network}}});
        transaction->commit();
        return WrongCredentials{};
    }
    tries.succeeded(*transaction);
    if (renewed) transaction->staff().set_password(credentials->member.id, *renewed);
    transaction->commit();
    return credentials->member;
}

StaffLogInAnswer staff_log_in(const Context& context, const LogIn& form)
{
    const auto checked = check_staff(context, form);
    if (const auto* wait = std::get_if<TooMany>(&checked)) return *wait;
    if (std::holds_alternative<Busy>(checked)) return Busy{};
    const auto* member = std::get_if<StaffMember>(&checked);
    if (!member) return WrongCredentials{};
    if (member->role != Role::supervisor) return RoleNotAllowed{};

    const auto now = context.clock.now();
    const auto token = make_token();
    const auto transaction = context.database.begin();
    transaction->staff().add_session(hash_of_token(token), member->id, std::nullopt, now);
    transaction->audit().add({"staff.logged_in", now, actor_of(member->role), member->id, {}, {}, {}, {}});
    transaction->commit();
    return StaffLoggedIn{token, *member};
}

std::optional<StaffMember> resume_staff_session(const Context& context, std::string_view token)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto session = transaction->staff().find_session(hash_of_token(token));
    if (!session || session->kiosk || session_ended(*session, context.rules, now)) return std::nullopt;
    auto member = transaction->staff().find(session->staff);
    if (!member || member->disabled) return std::nullopt;
    transaction->staff().touch_session(session->id, now);
    transaction->commit();
    return member;
}

void staff_log_out(const Context& context, std::string_view token)
{
    const auto transaction = context.database.begin();
    if (const auto session = transaction->staff().find_session(hash_of_token(token)))
        transaction->staff().end_session(session->id, context.clock.now());
    transaction->commit();
}
} // namespace portal::domain
