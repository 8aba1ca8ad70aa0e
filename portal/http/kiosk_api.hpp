#pragma once

#include "portal/http/kiosk_identity.hpp"
#include "portal/http/router.hpp"

namespace portal::http {
/// `/api/kiosk/v1/`: the messages of portal/contract/wire.hpp, described in portal/contract/openapi.yaml. All but
/// enrolments need the kiosk's certificate; sessions, look-ups and records are limited to `largest_body` bytes.
void add_kiosk_api_routes(Router& router, const domain::Context& context, const KioskIdentity& identity,
                          domain::KioskAuthority& authority, std::size_t largest_body);
} // namespace portal::http
