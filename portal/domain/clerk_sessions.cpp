#include "portal/domain/clerk_sessions.hpp"

#include "portal/contract/record.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr auto kClockSkew = 10min; ///< the kiosk's clock may be behind: its first record is not refused for that
} // namespace

ClerkSessionAnswer open_clerk_session(const Context& context, const Kiosk& kiosk,
                                      const contract::ClerkSessionRequest& request)
{
    if (!is_p256_key(request.clerk_public_key)) return BadClerkKey{};
    const auto checked = check_staff(context, {request.username, request.password, kiosk.name, {}});
    if (const auto* wait = std::get_if<TooMany>(&checked)) return *wait;
    if (std::holds_alternative<Busy>(checked)) return Busy{};
    const auto* clerk = std::get_if<StaffMember>(&checked);
    if (!clerk) return WrongCredentials{};
    if (clerk->role != Role::clerk) return RoleNotAllowed{};

    const auto now = context.clock.now();
    const auto days = std::chrono::hours{24 * current_policy(context).clerk_key_days};
    const auto token = make_token();
    const auto transaction = context.database.begin();
    transaction->staff().add_session(hash_of_token(token), clerk->id, kiosk.number, now);
    transaction->audit().add({"clerk.signed_in", now, ActorKind::clerk, clerk->id, {}, kiosk.number, {}, {}});
    transaction->commit();

    const contract::ClerkCertificate certificate{
        clerk->id,  clerk->username,       kiosk.name, request.clerk_public_key, now - kClockSkew,
        now + days, context.keys.portal_id};
    return contract::ClerkSessionReply{token,
                                       clerk->id,
                                       clerk->display_name,
                                       contract::issue_clerk_certificate(certificate, context.keys.portal.secret),
                                       now + context.rules.clerk_session_longest,
                                       now};
}

std::optional<StaffMember> clerk_of_token(const Context& context, const Kiosk& kiosk, std::string_view token)
{
    const auto stores = context.database.read();
    const auto session = stores->staff().find_session(hash_of_token(token));
    if (!session || session->kiosk != kiosk.number) return std::nullopt;
    if (session->started + context.rules.clerk_session_longest <= context.clock.now()) return std::nullopt;
    auto clerk = stores->staff().find(session->staff);
    if (!clerk || clerk->disabled) return std::nullopt;
    return clerk;
}

void close_clerk_session(const Context& context, std::string_view token)
{
    staff_log_out(context, token);
}
} // namespace portal::domain
