#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/screen.hpp"

/// What several scenes have in common, and the scenes by step. All people are invented.
namespace gallery {
/// 10:42 in Sofia.
inline constexpr kiosk::Instant kMorning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 18} +
                                         std::chrono::hours{8} + std::chrono::minutes{42}};
inline constexpr portal::contract::Date kExpiry{std::chrono::year{2033} / 2 / 28};

kiosk::StripView strip(kiosk::StripView::Reader reader = kiosk::StripView::Reader::ready);
/// The same strip without the portal.
kiosk::StripView offline(kiosk::StripView strip);
void tell_what_waits(kiosk::SideView& side);
kiosk::AccountSummary account();
kiosk::DocumentSummary document(portal::contract::Assurance assurance = portal::contract::Assurance::chip_genuine);
std::vector<kiosk::KeyView> keys(std::initializer_list<std::pair<kiosk::Action, bool>> listed);
kiosk::View view(kiosk::StepView step, std::vector<kiosk::KeyView> keys);

using Add = std::function<void(std::string name, kiosk::View)>;
void add_scenes_to_document(const Add& add);
void add_scenes_from_comparison(const Add& add);
} // namespace gallery
