#pragma once

#include "portal/settings.hpp"

namespace portal {
/// Constructs everything but the clock, and serves until SIGTERM or SIGINT. Throws what does not start.
void serve(const PortalSettings& settings, const domain::Clock& clock);
} // namespace portal
