#pragma once

#include <string>

#include "portal/contract/wire.hpp"

namespace portal::contract {
/// Why no counter could work under a policy, naming the member; empty: one could. The portal asks it of what an
/// operator puts and of what it has stored, the kiosk of what it is told.
std::string fault_of(const Policy& policy);

/// So many features a document has at most: each has a digit at the counter.
constexpr std::size_t kMostFeaturesOfKind = 9;
/// What there is to see on a document of this kind, in the policy's order.
std::vector<SecurityFeature> features_of(const Policy& policy, std::string_view document_kind);
} // namespace portal::contract
