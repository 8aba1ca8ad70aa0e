#include "portal/domain/password_tries.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
constexpr unsigned kNewPasswords = 60; ///< within the window
} // namespace

PasswordTries::PasswordTries(const Context& context, std::string entrance, const std::string& username,
                             std::string_view address, const std::optional<Bytes>& browser)
    : context_{context}, entrance_{std::move(entrance)}, network_{network_of(address)}, site_{site_of(address)},
      known_browser_{browser.has_value()}, account_{username + "@" +
                                                    (browser ? "browser " + contract::to_hex(*browser) : network_)},
      checked_{username + "@" + (browser ? "known " + site_ : network_)}
{
}

std::optional<TooMany> PasswordTries::begin(Transaction& transaction) const
{
    const auto& rules = context_.rules;
    const auto network_waits = [&] {
        return too_many_tries(transaction, context_, entrance_ + "-network", network_, rules.failures_per_network);
    };
    if (const auto wait = known_browser_ ? std::nullopt : network_waits()) return wait;
    if (const auto wait = count_try(transaction, context_, entrance_, account_, rules.failures_per_account_and_network))
        return wait;
    return count_try(transaction, context_, entrance_ + "-checks", checked_, rules.checks_per_account_and_network);
}

Caller PasswordTries::caller(Transaction& transaction, Caller::Rank rank) const
{
    if (known_browser_) return {Caller::Rank::known, site_};
    const bool guesses =
        too_many_tries(transaction, context_, entrance_ + "-site", site_, context_.rules.failures_per_network)
            .has_value();
    return {guesses ? Caller::Rank::doubtful : rank, site_};
}

void PasswordTries::undo(Transaction& transaction) const
{
    take_try_back(transaction, context_, entrance_, account_);
    take_try_back(transaction, context_, entrance_ + "-checks", checked_);
}

void PasswordTries::failed(Transaction& transaction) const
{
    count(transaction, context_, entrance_ + "-network", network_);
    count(transaction, context_, entrance_ + "-site", site_);
}

void PasswordTries::succeeded(Transaction& transaction) const
{
    forget_tries(transaction, context_, entrance_, account_);
}

Caller with_new_password(Transaction& transaction, const Context& context, Caller caller,
                         std::optional<AccountId> known)
{
    const auto who = known ? "account " + std::to_string(*known) : caller.network;
    if (count_try(transaction, context, "new-password", who, kNewPasswords)) caller.rank = Caller::Rank::doubtful;
    return caller;
}
} // namespace portal::domain
