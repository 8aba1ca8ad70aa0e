#pragma once

#include <memory>

#include "portal/http/kiosk_identity.hpp"
#include "portal/http/server.hpp"
#include "portal/http/site.hpp"
#include "portal/http/static_files.hpp"

/// The three entrances. Each has its routes, its threads and its way to say an error. Not started yet.
namespace portal::http {
/// What the citizens' entrance answers, its files apart.
void add_citizens_pages(Router& router, const Site& site);
std::unique_ptr<Server> citizens_entrance(ServerOptions options, const Site& site, const StaticFiles& files);
std::unique_ptr<Server> staff_entrance(ServerOptions options, const Site& site, const StaticFiles& files);
std::unique_ptr<Server> kiosk_entrance(ServerOptions options, const domain::Context& context,
                                       const KioskIdentity& identity, domain::KioskAuthority& authority,
                                       std::size_t largest_body);
} // namespace portal::http
