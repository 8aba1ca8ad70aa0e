#pragma once

#include "portal/domain/second_factor.hpp"
#include "tests/portal/domain/test_portal.hpp"

namespace tests {
/// An account's owner with an authenticator app.
struct Authenticator {
    TestPortal& portal;
    portal::domain::AccountId account;
    portal::domain::RecoveryCodes recovery{}; ///< as shown when it was turned on
    portal::domain::Bytes secret{};

    /// Turns the second factor on, and waits until its first code is over. Throws where it is refused.
    void enrol()
    {
        const auto offer = portal::domain::offer_second_factor(portal.context, account);
        secret = bytes_of_base32(offer.secret);
        recovery = std::get<portal::domain::RecoveryCodes>(
            portal::domain::enrol_second_factor(portal.context, portal.account(account), offer.sealed, form(code())));
        next();
    }
    /// What the app shows now.
    std::string code() const
    {
        return portal::domain::totp_code(secret, portal::domain::totp_step(portal.clock.now()));
    }
    /// Waits for the next code.
    void next() { portal.clock.forward(std::chrono::seconds{30}); }

    static portal::domain::OwnerProof form(const std::string& code, const std::string& password = TestPortal::kPassword)
    {
        return {password, "192.0.2.1", "", code};
    }

    /// As an app reads the key that it is given. Source: RFC 4648 §6.
    static portal::domain::Bytes bytes_of_base32(std::string_view text)
    {
        constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        portal::domain::Bytes bytes;
        unsigned bits = 0;
        unsigned held = 0;
        for (const char c : text) {
            if (c == ' ') continue;
            bits = (bits << 5U | static_cast<unsigned>(kAlphabet.find(c))) & 0xfffU;
            held += 5;
            if (held < 8) continue;
            held -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> held));
        }
        return bytes;
    }
};
} // namespace tests
