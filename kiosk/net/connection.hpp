#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "kiosk/core/portal_client.hpp"
#include "kiosk/net/http_portal_client.hpp"

namespace httplib {
class SSLClient;
}

namespace kiosk::net {
/// The way to the portal; speaks JSON, believes nothing but the pinned authority. Each exchange has a connection of
/// its own: a kept one may have been closed by the other side just before it is used.
class PortalConnection {
public:
    /// Without certificate and key only the enrolment answers. Throws `std::invalid_argument` on a wrong URL.
    explicit PortalConnection(PortalAddress address);
    ~PortalConnection();

    /// An answer with its body read, whatever its status.
    struct Reply {
        int status{};
        std::string body;
        std::chrono::seconds retry_after{}; ///< 0: not said
    };
    using Outcome = std::variant<Reply, Unreachable>;
    Outcome get(const std::string& path);
    Outcome post(const std::string& path, const std::string& json, const std::string& bearer_token = {});
    Outcome remove(const std::string& path, const std::string& bearer_token);

private:
    Outcome send(const std::string& method, const std::string& path, const std::string& json, const std::string& token);
    httplib::SSLClient& client();

    PortalAddress address_;
    std::string host_;
    int port_{};
    std::unique_ptr<httplib::SSLClient> client_;
};

/// Reads a reply as `Message`, or as the refusal that it is.
template <class Message>
Answer<Message> answer_of(const PortalConnection::Outcome& outcome)
{
    if (const auto* silence = std::get_if<Unreachable>(&outcome)) return *silence;
    const auto& reply = std::get<PortalConnection::Reply>(outcome);
    try {
        if (reply.status >= 200 && reply.status < 300) return portal::contract::from_json<Message>(reply.body);
        // A proxy before a portal that is down answers in its own words, a portal without its database in ours: nobody
        // is there. One that is only busy asks to be asked again.
        constexpr int kUnavailable = 503;
        const Unreachable nobody{"status " + std::to_string(reply.status)};
        if (reply.status >= 500 && reply.status != kUnavailable) return nobody;
        auto problem = portal::contract::from_json<portal::contract::Problem>(reply.body);
        if (reply.status == kUnavailable && problem.code != "busy") return nobody;
        problem.retry_after = reply.retry_after;
        return problem;
    } catch (const portal::contract::Malformed& error) {
        return Unreachable{"status " + std::to_string(reply.status) + ", malformed: " + error.what(),
                           reply.status < 500};
    }
}
} // namespace kiosk::net
