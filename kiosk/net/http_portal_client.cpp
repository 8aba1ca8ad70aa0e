#include "kiosk/net/http_portal_client.hpp"

#include "config/log.hpp"
#include "kiosk/net/connection.hpp"

namespace kiosk::net {
namespace contract = portal::contract;

namespace {
const std::string kRoot = "/api/kiosk/v1/";
} // namespace

struct HttpPortalClient::Connection : PortalConnection {
    using PortalConnection::PortalConnection;
};

HttpPortalClient::HttpPortalClient(PortalAddress address)
    : connection_{std::make_unique<Connection>(std::move(address))}
{
}

HttpPortalClient::~HttpPortalClient() = default;

Answer<contract::ClerkSessionReply> HttpPortalClient::sign_in(const contract::ClerkSessionRequest& request)
{
    return answer_of<contract::ClerkSessionReply>(
        connection_->post(kRoot + "clerk-sessions", contract::to_json(request)));
}

void HttpPortalClient::sign_out(const std::string& token)
{
    const auto outcome = connection_->remove(kRoot + "clerk-sessions/current", token);
    if (const auto* silence = std::get_if<Unreachable>(&outcome))
        config::log::info("portal.sign_out_unheard", {{"error", silence->detail}});
}

Answer<contract::AccountView> HttpPortalClient::look_up(const std::string& token,
                                                        const contract::LookUpRequest& request)
{
    return answer_of<contract::AccountView>(connection_->post(kRoot + "lookups", contract::to_json(request), token));
}

Answer<contract::RecordsReply> HttpPortalClient::post_records(const contract::RecordsRequest& request)
{
    return answer_of<contract::RecordsReply>(connection_->post(kRoot + "records", contract::to_json(request)));
}

Answer<contract::Changes> HttpPortalClient::changes(std::uint64_t since)
{
    return answer_of<contract::Changes>(connection_->get(kRoot + "changes?since=" + std::to_string(since) +
                                                         "&policy=" + std::to_string(contract::kPolicyVersion)));
}
} // namespace kiosk::net
