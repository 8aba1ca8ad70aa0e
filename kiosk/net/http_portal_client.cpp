#include "kiosk/net/http_portal_client.hpp"

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
    return answer_of<contract::Changes>(connection_->get(kRoot + "changes?since=" + std::to_string(since)));
}
} // namespace kiosk::net
