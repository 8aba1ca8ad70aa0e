#include "portal/http/password_words.hpp"

namespace portal::http {
std::string words_of(const Visit& visit, domain::PasswordFault fault)
{
    switch (fault) {
    case domain::PasswordFault::too_short:
        return visit.text("The password must have at least 12 characters.");
    case domain::PasswordFault::too_long:
        return visit.text("The password may have at most 128 characters.");
    case domain::PasswordFault::not_text:
        return visit.text("The password holds a character that cannot be used. Choose another one.");
    case domain::PasswordFault::contains_username:
        return visit.text("The password must not contain your username.");
    case domain::PasswordFault::contains_name:
        return visit.text("The password must not contain your name.");
    case domain::PasswordFault::contains_city:
        return visit.text("The password must not contain the name of the city or the municipality.");
    case domain::PasswordFault::repetitive:
        return visit.text("The password repeats the same few characters. Choose another one.");
    case domain::PasswordFault::breached:
        return visit.text("This password is on a list that thieves try first. Choose another one.");
    }
    throw std::logic_error{"a fault without words"};
}

std::string words_of(const Visit& visit, domain::WrongCode)
{
    return visit.text("The code is wrong or has been used. Wait for the next one and enter it.");
}

std::string words_of(const Visit& visit, domain::WrongPassword)
{
    return visit.text("The password is wrong. Enter the one you sign in with.");
}
} // namespace portal::http
