#pragma once

#include <string>

#include "portal/domain/password_rules.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// Why a password is not taken, and what to do.
std::string words_of(const Visit& visit, domain::PasswordFault fault);
} // namespace portal::http
