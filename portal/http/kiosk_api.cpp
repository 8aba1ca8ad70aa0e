#include "portal/http/kiosk_api.hpp"

#include <charconv>

#include "portal/contract/wire.hpp"
#include "portal/domain/changes.hpp"
#include "portal/domain/clerk_sessions.hpp"
#include "portal/domain/lookups.hpp"
#include "portal/domain/records.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
constexpr std::size_t kSmallBody = 32 * 1024;

void require_json(const Request& request)
{
    if (!request.header("Content-Type").starts_with("application/json")) throw HttpError{415, "json_expected", {}};
}

std::string_view bearer_token(const Request& request)
{
    constexpr std::string_view kScheme = "Bearer ";
    const auto value = request.header("Authorization");
    return value.starts_with(kScheme) ? value.substr(kScheme.size()) : std::string_view{};
}

std::uint64_t since_of(const Request& request)
{
    const auto text = request.query.get("since");
    std::uint64_t since = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), since);
    if (error != std::errc{} || end != text.data() + text.size()) throw HttpError{400, "bad_since", {}};
    return since;
}

/// The newest version of the policy that the kiosk reads; one that does not say reads the first alone.
unsigned policy_version_of(const Request& request)
{
    const auto text = request.query.get("policy");
    if (text.empty()) return 1;
    unsigned version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc{} || end != text.data() + text.size() || version == 0)
        throw HttpError{400, "bad_policy", {}};
    return version;
}

HttpError error_of(domain::EnrolmentRefusal refusal)
{
    switch (refusal) {
    case domain::EnrolmentRefusal::unknown_code:
        return {404, "unknown_code", {}};
    case domain::EnrolmentRefusal::code_used:
        return {409, "code_used", {}};
    case domain::EnrolmentRefusal::code_expired:
        return {409, "code_expired", {}};
    case domain::EnrolmentRefusal::bad_request:
        break;
    }
    return {400, "bad_request", {}};
}

HttpError error_of(domain::LookUpRefusal refusal)
{
    switch (refusal) {
    case domain::LookUpRefusal::unknown_username:
        return {404, "unknown_username", {}};
    case domain::LookUpRefusal::unknown_pass:
        return {404, "unknown_pass", {}};
    case domain::LookUpRefusal::pass_expired:
        return {409, "pass_expired", {}};
    case domain::LookUpRefusal::pass_used:
        return {409, "pass_used", {}};
    case domain::LookUpRefusal::pass_replaced:
        return {409, "pass_replaced", {}};
    case domain::LookUpRefusal::bad_request:
        break;
    }
    return {400, "bad_request", {}};
}

/// The routes' common needs; copied into each handler.
struct Api {
    const domain::Context& context;
    const KioskIdentity& identity;
    domain::KioskAuthority& authority;

    Response enrol(const Request& request) const
    {
        require_json(request);
        if (const auto many = domain::count_enrolment(context, request.client)) refuse_for_now(*many);
        const auto message = contract::from_json<contract::EnrolmentRequest>(request.body);
        const auto answer = domain::enrol_kiosk(context, authority, message, request.client);
        refuse_for_now(answer);
        if (const auto* refusal = std::get_if<domain::EnrolmentRefusal>(&answer)) throw error_of(*refusal);
        return json(201, contract::to_json(std::get<contract::EnrolmentReply>(answer)));
    }

    Response open_session(const Request& request) const
    {
        const auto kiosk = identity.require(request);
        require_json(request);
        const auto message = contract::from_json<contract::ClerkSessionRequest>(request.body);
        const auto answer = domain::open_clerk_session(context, kiosk, message);
        refuse_for_now(answer);
        if (std::holds_alternative<domain::BadClerkKey>(answer)) throw HttpError{400, "bad_clerk_key", {}};
        if (std::holds_alternative<domain::WrongCredentials>(answer)) throw HttpError{401, "wrong_password", {}};
        if (std::holds_alternative<domain::RoleNotAllowed>(answer)) throw HttpError{403, "not_a_clerk", {}};
        return json(201, contract::to_json(std::get<contract::ClerkSessionReply>(answer)));
    }

    Response close_session(const Request& request) const
    {
        const auto kiosk = identity.require(request);
        require_clerk(kiosk, request);
        domain::close_clerk_session(context, bearer_token(request));
        Response response;
        response.status = 204;
        return response;
    }

    Response look_up(const Request& request) const
    {
        const auto kiosk = identity.require(request);
        const auto clerk = require_clerk(kiosk, request);
        require_json(request);
        const auto message = contract::from_json<contract::LookUpRequest>(request.body);
        const auto answer = domain::look_up(context, kiosk, clerk, message);
        refuse_for_now(answer);
        if (const auto* refusal = std::get_if<domain::LookUpRefusal>(&answer)) throw error_of(*refusal);
        return json(200, contract::to_json(std::get<contract::AccountView>(answer)));
    }

    /// Needs no clerk's session: the records carry their clerks' signatures, and wait for nobody to sign in.
    Response take_records(const Request& request) const
    {
        const auto kiosk = identity.require(request);
        require_json(request);
        const auto message = contract::from_json<contract::RecordsRequest>(request.body);
        return json(200, contract::to_json(domain::take_records(context, kiosk, message)));
    }

    Response changes(const Request& request) const
    {
        const auto kiosk = identity.require(request);
        const auto since = since_of(request);
        return json(200, contract::to_json(domain::changes_since(context, kiosk, since, policy_version_of(request))));
    }

    domain::StaffMember require_clerk(const domain::Kiosk& kiosk, const Request& request) const
    {
        const auto clerk = domain::clerk_of_token(context, kiosk, bearer_token(request));
        if (!clerk) throw HttpError{401, "sign_in_again", {}};
        return *clerk;
    }
};
} // namespace

void add_kiosk_api_routes(Router& router, const domain::Context& context, const KioskIdentity& identity,
                          domain::KioskAuthority& authority, std::size_t largest_body)
{
    const Api api{context, identity, authority};
    const BodyRule small{kSmallBody};
    router.post(
        "/api/kiosk/v1/enrolments", [api](const Request& request) { return api.enrol(request); }, small);
    router.post(
        "/api/kiosk/v1/clerk-sessions", [api](const Request& request) { return api.open_session(request); }, small);
    router.remove("/api/kiosk/v1/clerk-sessions/current",
                  [api](const Request& request) { return api.close_session(request); });
    router.post(
        "/api/kiosk/v1/lookups", [api](const Request& request) { return api.look_up(request); }, small);
    router.post("/api/kiosk/v1/records", [api](const Request& request) { return api.take_records(request); },
                {largest_body});
    router.get("/api/kiosk/v1/changes", [api](const Request& request) { return api.changes(request); });
}
} // namespace portal::http
