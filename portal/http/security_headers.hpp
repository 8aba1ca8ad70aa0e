#pragma once

#include "portal/http/exchange.hpp"

namespace portal::http {
/// Puts the headers that every answer carries. What a route set itself (caching, a stricter policy) stays.
void add_security_headers(Response& response);
} // namespace portal::http
