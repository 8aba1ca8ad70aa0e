#pragma once

#include "hardware/document/reading.hpp"

/// What the zone of DG1 proves by itself.
namespace hardware::document {
/// Throws `ProtocolViolation` where nothing can be read from it.
FlawedMrz zone_of_chip(std::string_view text, std::chrono::year_month_day today);
/// `mrz`: a chip that holds another zone than the one that opened it, or than the printed one, was put into a foreign
/// card. A date that no calendar has
/// proves no forgery: whether the issuer wrote it the hash says.
Check check_zone(const FlawedMrz& zone, const ReadOptions& options);
/// `document_validity`: a document is valid on its last day, and one without such a day always.
Check check_document_validity(const FlawedMrz& zone, std::chrono::sys_days judged_on);
} // namespace hardware::document
