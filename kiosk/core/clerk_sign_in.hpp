#pragma once

#include <memory>
#include <optional>
#include <string>

#include "kiosk/core/key_vault.hpp"
#include "kiosk/core/knowledge.hpp"
#include "kiosk/core/password.hpp"
#include "kiosk/core/portal_client.hpp"

namespace kiosk {
/// What the portal said to a clerk's password, and the key that was made to be certified.
struct SignInTry {
    Answer<portal::contract::ClerkSessionReply> answer;
    std::shared_ptr<portal::contract::FileSigner> signer;
};

/// Makes a key and asks the portal to certify it. Blocks: belongs to the portal's worker.
SignInTry try_sign_in(PortalClient& portal, const std::string& username, const Password& password);

/// The key with the portal's word for it; empty where there is none, or not for this very key, clerk and kiosk.
std::optional<ClerkKey> clerk_key_of(const SignInTry& tried, const std::string& username, const Knowledge& knowledge,
                                     const std::string& kiosk);
} // namespace kiosk
