#pragma once

#include <string_view>
#include <vector>

#include "portal/domain/registration.hpp"
#include "portal/http/form_page.hpp"

/// What is wrong with an answer about oneself, and what to do, wherever it is asked: at registration and afterwards.
namespace portal::http {
/// The field of a form that a fault stands beside.
std::string_view field_of(domain::RegistrationFault fault);
/// Says each beside its field.
void put_faults(FormPage& page, const Visit& visit, const std::vector<domain::RegistrationFault>& faults);
} // namespace portal::http
