#include "portal/http/proof.hpp"

#include <fmt/format.h>

#include "portal/http/csrf.hpp"

#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
Response challenge(const Site& site, const Request& request)
{
    if (sent_by_other_site(request)) throw HttpError{403, "csrf", {}}; // it would use its visitors' challenges up
    const auto answer = domain::make_challenge(site.context, request.client);
    refuse_for_now(answer);
    const auto& challenge = std::get<domain::Challenge>(answer); // its texts need no escapes
    auto response = json(
        200, fmt::format(R"({{"algorithm":"SHA-256","challenge":"{}","salt":"{}","signature":"{}","maxnumber":{}}})",
                         challenge.challenge, challenge.salt, challenge.signature, challenge.largest));
    if (challenge.wait.count() > 0) response.set("Retry-After", std::to_string(challenge.wait.count()));
    return response;
}
} // namespace

domain::Proof take_proof_of(const Visit& visit)
{
    if (!visit.field("website").empty()) return domain::Proof::none;
    return domain::take_proof(visit.site().context, visit.field("altcha"));
}

void add_proof_routes(Router& router, const Site& site)
{
    router.get("/registration/challenge", [&site](const Request& request) { return challenge(site, request); });
}
} // namespace portal::http
