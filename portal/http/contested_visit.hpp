#pragma once

#include "portal/domain/accounts.hpp"
#include "portal/http/pages.hpp"

namespace portal::http {
/// What `contested.mustache` says of a visit that a supervisor has to look at; false where there is none.
PageData contested_visit(const domain::Account& account);
} // namespace portal::http
