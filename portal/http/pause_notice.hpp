#pragma once

#include "portal/domain/accounts.hpp"
#include "portal/http/site.hpp"

namespace portal::http {
/// What `paused.mustache` says of a pause: why, since when, what is closed and what opens it; false where there is
/// none.
PageData pause_notice(const Visit& visit, const domain::Account& account);
} // namespace portal::http
