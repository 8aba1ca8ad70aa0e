#pragma once

#include <string>

#include "portal/domain/codes.hpp"
#include "portal/domain/password_again.hpp"
#include "portal/domain/password_rules.hpp"
#include "portal/http/form_page.hpp"

namespace portal::http {
/// Why a password is not taken, and what to do.
std::string words_of(const Visit& visit, domain::PasswordFault fault);
/// That a code of the second factor is wrong.
std::string words_of(const Visit& visit, domain::WrongCode wrong);
/// That the password given again is wrong.
std::string words_of(const Visit& visit, domain::WrongPassword wrong);

/// Says so beside the field `password`, where that is the answer.
template <class Answer>
void put_password_fault(FormPage& page, const Visit& visit, const Answer& answer)
{
    if (const auto* wrong = std::get_if<domain::WrongPassword>(&answer))
        page.fault("password", words_of(visit, *wrong));
}
/// Likewise beside the field `code`.
template <class Answer>
void put_code_fault(FormPage& page, const Visit& visit, const Answer& answer)
{
    if (const auto* wrong = std::get_if<domain::WrongCode>(&answer)) page.fault("code", words_of(visit, *wrong));
}
} // namespace portal::http
