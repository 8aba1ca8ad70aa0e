#include "kiosk/core/clerk_sign_in.hpp"

#include "kiosk/core/case.hpp"

namespace kiosk {
namespace contract = portal::contract;

SignInTry try_sign_in(PortalClient& portal, const std::string& username, const Password& password)
{
    const auto signer = std::make_shared<contract::FileSigner>(contract::FileSigner::generate());
    contract::ClerkSessionRequest request{username, password.text(), signer->public_key()};
    SignInTry tried{portal.sign_in(request), signer};
    wipe_text(request.password);
    return tried;
}

std::optional<ClerkKey> clerk_key_of(const SignInTry& tried, const std::string& username, const Knowledge& knowledge,
                                     const std::string& kiosk)
{
    const auto* reply = std::get_if<contract::ClerkSessionReply>(&tried.answer);
    if (!reply) return std::nullopt;
    const auto certificate = contract::open_clerk_certificate(reply->clerk_certificate, knowledge.portal_key());
    const bool ours = certificate && certificate->public_key == tried.signer->public_key() &&
                      certificate->kiosk == kiosk && certificate->clerk == reply->clerk;
    if (!ours) return std::nullopt;
    return ClerkKey{{reply->clerk, username, reply->display_name, reply->clerk_certificate, certificate->not_after},
                    tried.signer};
}
} // namespace kiosk
