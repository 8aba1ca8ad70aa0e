#pragma once

#include <variant>

#include "portal/domain/accounts.hpp"

/// The link in the mail shows a page; the act is that page's button.
namespace portal::domain {
/// For the page behind the link: whose address would be confirmed. Changes nothing.
struct ConfirmationView {
    std::string username;
    std::string email_masked;
};
enum class ConfirmationRefusal { unknown, expired, used };
std::variant<ConfirmationView, ConfirmationRefusal> view_confirmation(const Context& context, std::string_view token);

/// The button. Pressing twice is refused as `used`.
std::variant<AccountId, ConfirmationRefusal> confirm_email(const Context& context, std::string_view token);

/// Sends a new link; older ones stop. `already` where nothing is to be confirmed.
enum class ResendAnswer { sent, already, too_many };
ResendAnswer resend_confirmation(const Context& context, AccountId account);

struct Transaction;
/// A new link in a mail, within the act's transaction.
void send_confirmation(Transaction& transaction, const Context& context, AccountId account, const std::string& username,
                       const std::string& email, Language language);

struct EmailToken {
    AccountId account{};
    std::string email;
    Instant expires{};
    std::optional<Instant> used;
    bool superseded{};
};
struct EmailTokenStore {
    virtual ~EmailTokenStore() = default;
    /// Supersedes the account's older tokens.
    virtual void add(AccountId account, std::string_view email, const Bytes& token_hash, Instant now,
                     Instant expires) = 0;
    virtual std::optional<EmailToken> find(const Bytes& token_hash) = 0;
    /// False where somebody used it in the meantime.
    virtual bool use(const Bytes& token_hash, Instant now) = 0;
};
} // namespace portal::domain
