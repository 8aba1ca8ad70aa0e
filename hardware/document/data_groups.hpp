#pragma once

#include "hardware/document/reading.hpp"

/// The files of the travel document application, taken apart. All throw `ProtocolViolation` on what no such file may
/// hold. Source: ICAO 9303-10 §4.7.
namespace hardware::document {
/// The text of the machine readable zone, without line ends.
std::string read_dg1(ByteView file);

/// The first face, in a record of the 2005 or of the 2019 standard. Throws `Unsupported` for an image that is neither
/// JPEG nor JPEG 2000.
Portrait read_dg2(ByteView file);

/// The bearer's name and number in national letters; empty where the file holds neither.
std::optional<NativeDetails> read_dg11(ByteView file);

/// Who issued the document and when; empty where the file tells neither.
std::optional<IssueDetails> read_dg12(ByteView file);

/// The SET OF SecurityInfo inside DG14.
ByteView read_dg14(ByteView file);

/// The SubjectPublicKeyInfo of active authentication inside DG15.
ByteView read_dg15(ByteView file);
} // namespace hardware::document
