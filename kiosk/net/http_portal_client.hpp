#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "kiosk/core/portal_client.hpp"

namespace kiosk::net {
/// Where the portal is, and by which papers each side knows the other.
struct PortalAddress {
    std::string url;                        ///< `https://gishe.example:8443`
    std::filesystem::path ca_file;          ///< PEM; the only authority that is believed
    std::filesystem::path certificate_file; ///< PEM, of this kiosk
    std::filesystem::path key_file;         ///< PEM
    std::chrono::seconds timeout{5};        ///< for connecting, and for each silence
};

/// The kiosk API over mutual TLS. Not thread-safe: one object a worker.
class HttpPortalClient final : public PortalClient {
public:
    /// Opens nothing yet; missing or wrong files show as `Unreachable`. Throws `std::invalid_argument` on a wrong URL.
    explicit HttpPortalClient(PortalAddress address);
    ~HttpPortalClient() override;

    Answer<portal::contract::ClerkSessionReply> sign_in(const portal::contract::ClerkSessionRequest& request) override;
    void sign_out(const std::string& token) override;
    Answer<portal::contract::AccountView> look_up(const std::string& token,
                                                  const portal::contract::LookUpRequest& request) override;
    Answer<portal::contract::RecordsReply> post_records(const portal::contract::RecordsRequest& request) override;
    Answer<portal::contract::Changes> changes(std::uint64_t since) override;

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};
} // namespace kiosk::net
