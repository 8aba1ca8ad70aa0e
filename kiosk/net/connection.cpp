#include "kiosk/net/connection.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <httplib.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace kiosk::net {
namespace {
constexpr std::size_t kLargestReply = 32U << 20U; ///< bytes; trust files are the largest thing that comes
constexpr const char* kJson = "application/json";

/// Of `Retry-After`; zero where it says nothing, or a date. Source: RFC 9110 §10.2.3.
std::chrono::seconds seconds_of(const std::string& text)
{
    constexpr int kLongest = 24 * 60 * 60; // what is longer helps nobody at a counter
    int seconds = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool whole = fault == std::errc{} && end == text.data() + text.size();
    return std::chrono::seconds{whole ? std::clamp(seconds, 0, kLongest) : 0};
}

bool usable(const std::filesystem::path& file)
{
    return file.empty() || std::filesystem::exists(file);
}

/// The HTTP library is content with a common name where the certificate's list of names is of somebody else.
/// Source: RFC 9525 §2.
void demand_name(SSL_CTX* context, const std::string& host)
{
    X509_VERIFY_PARAM* rules = SSL_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) != 1 &&
        X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size()) != 1)
        throw std::runtime_error{"portal.url: no certificate can name that host"};
}
} // namespace

PortalConnection::PortalConnection(PortalAddress address) : address_{std::move(address)}
{
    constexpr std::string_view kScheme = "https://";
    constexpr int kHttps = 443;
    std::string_view rest = address_.url;
    if (rest.substr(0, kScheme.size()) != kScheme)
        throw std::invalid_argument{"portal.url: does not begin with https://"};
    rest.remove_prefix(kScheme.size());
    if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
    const auto colon = rest.rfind(':');
    host_ = rest.substr(0, colon);
    port_ = kHttps;
    if (colon != std::string_view::npos) {
        const auto digits = rest.substr(colon + 1);
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port_);
        if (fault != std::errc{} || end != digits.data() + digits.size())
            throw std::invalid_argument{"portal.url: the port is no number"};
    }
    if (host_.empty() || host_.find('/') != std::string::npos)
        throw std::invalid_argument{"portal.url: no host, or a path"};
}

PortalConnection::~PortalConnection() = default;

/// Made at first use and again after a failure, so that files which come later (enrolment, renewal) are seen.
httplib::SSLClient& PortalConnection::client()
{
    if (client_) return *client_;
    client_ = std::make_unique<httplib::SSLClient>(host_, port_, address_.certificate_file.string(),
                                                   address_.key_file.string());
    if (!client_->is_valid()) {
        client_.reset();
        throw std::runtime_error{"certificate or key of the kiosk cannot be used"};
    }
    SSL_CTX_set_min_proto_version(client_->ssl_context(), TLS1_2_VERSION);
    demand_name(client_->ssl_context(), host_);
    client_->set_ca_cert_path(address_.ca_file);
    client_->enable_server_certificate_verification(true);
    client_->set_tcp_nodelay(true);
    client_->set_keep_alive(false);
    client_->set_follow_location(false);
    client_->set_connection_timeout(address_.timeout);
    client_->set_read_timeout(address_.timeout);
    client_->set_write_timeout(address_.timeout);
    return *client_;
}

PortalConnection::Outcome PortalConnection::get(const std::string& path)
{
    return send("GET", path, "", "");
}

PortalConnection::Outcome PortalConnection::post(const std::string& path, const std::string& json,
                                                 const std::string& bearer_token)
{
    return send("POST", path, json, bearer_token);
}

PortalConnection::Outcome PortalConnection::remove(const std::string& path, const std::string& bearer_token)
{
    return send("DELETE", path, "", bearer_token);
}

PortalConnection::Outcome PortalConnection::send(const std::string& method, const std::string& path,
                                                 const std::string& json, const std::string& token)
{
    if (!usable(address_.ca_file) || address_.ca_file.empty()) return Unreachable{"the authority's file is missing"};
    if (!usable(address_.certificate_file) || !usable(address_.key_file))
        return Unreachable{"the kiosk's certificate or key is missing"};
    try {
        httplib::Request request;
        request.method = method;
        request.path = path;
        request.headers.emplace("Accept", kJson);
        if (!token.empty()) request.headers.emplace("Authorization", "Bearer " + token);
        if (!json.empty()) {
            request.headers.emplace("Content-Type", kJson);
            request.body = json;
        }
        Reply reply;
        request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
            if (reply.body.size() + size > kLargestReply) return false;
            reply.body.append(data, size);
            return true;
        };
        const httplib::Result result = client().send(request);
        if (!result) {
            const std::string error = httplib::to_string(result.error());
            client_.reset();
            return Unreachable{error};
        }
        reply.status = result->status;
        reply.retry_after = seconds_of(result->get_header_value("Retry-After"));
        return reply;
    } catch (const std::exception& error) {
        return Unreachable{error.what()};
    }
}
} // namespace kiosk::net
