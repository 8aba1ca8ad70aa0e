#pragma once

#include "portal/domain/proof_of_work.hpp"
#include "portal/http/site.hpp"

/// The unseen work of a visitor's browser, in forms that take in the template `proof`.
namespace portal::http {
/// What came with this form. A field that people do not see must be empty: who fills it in has no proof.
domain::Proof take_proof_of(const Visit& visit);

/// `/registration/challenge`: what the browser has to work on.
void add_proof_routes(Router& router, const Site& site);
} // namespace portal::http
