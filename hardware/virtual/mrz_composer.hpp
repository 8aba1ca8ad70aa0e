#pragma once

#include <string>

#include "hardware/virtual/description.hpp"

namespace hardware::virtual_card {
/// The three lines of a TD1 zone one after the other, 90 characters. Source: ICAO 9303-5 §4.2.
/// Throws `std::invalid_argument` on letters outside the alphabet of a zone.
std::string compose_td1(const Description& description);

/// The two lines of a TD3 zone one after the other, 88 characters. Source: ICAO 9303-4 §4.2.
std::string compose_td3(const Description& description);
} // namespace hardware::virtual_card
