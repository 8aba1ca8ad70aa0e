#pragma once

#include "hardware/document/reading.hpp"
#include "kiosk/core/case.hpp"

/// From what a device or the clerk gave to evidence: what the record keeps, what is compared, what the screen says.
namespace kiosk {
/// Of a chip whose DG1 was read. `zone`: a zone scanned from the same card, if any: it has to agree with the chip.
ReadDocument document_of_chip(hardware::document::Reading reading, const hardware::document::Mrz* zone,
                              portal::contract::Date today);
/// Of a zone that a scanner or camera read.
ReadDocument document_of_zone(const hardware::document::Mrz& zone, portal::contract::Date today);
/// Of a zone that the clerk typed: its check digits hold, no device has seen it.
ReadDocument document_of_typed_zone(const hardware::document::Mrz& zone, portal::contract::Date today);

/// Of a chip whose reading goes on: what is shown before anything is checked.
std::shared_ptr<const DocumentView::ChipZone> zone_of_chip(const hardware::document::Mrz& zone);

/// What the zone of the document says to the side column.
DocumentSummary summary_of(const ReadDocument& document);
} // namespace kiosk
