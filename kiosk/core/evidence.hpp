#pragma once

#include <variant>

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
/// The lines of a zone out of what was typed: capitals, no blanks, parted where a zone of so many characters is.
/// Source: ICAO 9303-4 §4.2, 9303-5 §4.2, 9303-6 §4.2.
std::string zone_of_typed(std::string_view text);
/// Of the form; where fields are not filled as they must be, a code for each of them in the order of the form:
/// `typed_number_missing`, `typed_personal_number_wrong`, `typed_given_name_missing`, `typed_family_name_missing`,
/// `typed_birth_date_wrong`, `typed_expiry_wrong`.
using TypedFaults = std::vector<std::string>;
std::variant<ReadDocument, TypedFaults> document_of_typed(const TypedDocument& typed, portal::contract::Date today);

/// Of a chip whose reading goes on: what is shown before anything is checked.
std::shared_ptr<const DocumentView::ChipZone> zone_of_chip(const hardware::document::Mrz& zone);

/// What the zone of the document says to the side column.
DocumentSummary summary_of(const ReadDocument& document);

/// The names that the account gets if the citizen adopts the document's: the native ones, else the zone's, parted into
/// given and father's name as `comparison` parted them. A foreigner whose account has no father's name gets none. Empty
/// where the zone may be cut or the document was typed.
std::optional<portal::contract::PersonNames> adoptable_names(const ReadDocument& document,
                                                             const portal::contract::Comparison& comparison);
} // namespace kiosk
