#include <iostream>

#include <nlohmann/json.hpp>

#include "portal/domain/account_office.hpp"
#include "portal/gishectl/commands.hpp"

namespace gishectl {
namespace {
namespace domain = portal::domain;

CommandError no_such_account(const std::string& username)
{
    return CommandError{username + ": no such account"};
}
} // namespace

void sign_out(Office& office, const std::string& username)
{
    const auto ended = username.empty() ? std::optional{domain::sign_out_everybody(office.context())}
                                        : domain::sign_out(office.context(), username);
    if (!ended) throw no_such_account(username);
    if (office.json)
        std::cout << nlohmann::json{{"sessions", *ended}}.dump() << "\n";
    else
        std::cout << "signed out " << (username.empty() ? "everybody" : username) << "; sessions ended: " << *ended
                  << "\n";
}

void reset_password(Office& office, const std::string& username)
{
    switch (domain::start_reset(office.context(), username)) {
    case domain::ResetStart::unknown_account:
        throw no_such_account(username);
    case domain::ResetStart::unconfirmed:
        throw CommandError{username + ": has confirmed no e-mail address, and a letter would go to anybody"};
    case domain::ResetStart::sent:
        break;
    }
    if (office.json)
        std::cout << nlohmann::json{{"sent", username}}.dump() << "\n";
    else
        std::cout << "a letter with a link to a new password leaves to the address of " << username << "\n";
}

void remove_second_factor(Office& office, const std::string& username, const std::string& reason)
{
    switch (domain::remove_lost_second_factor(office.context(), username, reason)) {
    case domain::LostFactorAnswer::unknown_account:
        throw no_such_account(username);
    case domain::LostFactorAnswer::no_second_factor:
        throw CommandError{username + ": has no two-factor protection"};
    case domain::LostFactorAnswer::removed:
        break;
    }
    if (office.json)
        std::cout << nlohmann::json{{"removed", username}}.dump() << "\n";
    else
        std::cout << "two-factor protection of " << username
                  << " removed; paused until the counter verifies its owner\n";
}
} // namespace gishectl
