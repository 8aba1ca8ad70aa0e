#pragma once

#include <string>

#include "portal/domain/codes.hpp"
#include "portal/domain/owner_proof.hpp"
#include "portal/domain/password_rules.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// Why a password is not taken, and what to do.
std::string words_of(const Visit& visit, domain::PasswordFault fault);
/// That a code of the second factor is wrong.
std::string words_of(const Visit& visit, domain::WrongCode wrong);
/// That the password given again is wrong.
std::string words_of(const Visit& visit, domain::WrongPassword wrong);
} // namespace portal::http
