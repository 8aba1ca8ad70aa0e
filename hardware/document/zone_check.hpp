#pragma once

#include "hardware/document/reading.hpp"

/// What the zone of DG1 proves by itself.
namespace hardware::document {
/// `mrz`: a chip that opens with one zone and holds another was put into a foreign card.
Check check_zone(const Mrz& zone, const Secret& opened_with);
/// `mrz` of a zone that is refused. Throws `ProtocolViolation` where nothing can be read from it.
Check check_refused_zone(const MrzRefusal& refusal);
/// `document_validity`: a document is valid on its last day, and one without such a day always.
Check check_document_validity(const Mrz& zone, std::chrono::sys_days judged_on);
} // namespace hardware::document
