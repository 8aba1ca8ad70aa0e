#include "hardware/document/data_groups.hpp"

#include <algorithm>

#include "hardware/card/cipher.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::document {
namespace {
using card::find;
using card::sole_value;
using card::Tag;

constexpr Tag kBiometricGroup = 0x7F61;
constexpr Tag kBiometricTemplate = 0x7F60;
constexpr Tag kBiometricData = 0x5F2E;
constexpr Tag kBiometricDataConstructed = 0x7F2E;

std::size_t number_at(ByteView bytes, std::size_t at, std::size_t count)
{
    if (bytes.size() < at + count) throw ProtocolViolation{"face record is cut off"};
    std::size_t number = 0;
    for (std::size_t i = 0; i < count; ++i)
        number = number << 8 | bytes[at + i];
    return number;
}

bool starts_with(ByteView bytes, std::initializer_list<std::uint8_t> head)
{
    return bytes.size() >= head.size() && std::equal(head.begin(), head.end(), bytes.begin());
}

/// The encoded picture in a record of binary fields. Source: ISO/IEC 19794-5:2005 §5.
ByteView image_in_fields(ByteView record)
{
    constexpr std::size_t kRecordHeader = 14;
    constexpr std::size_t kFaceHeader = 20;
    constexpr std::size_t kFeaturePoint = 8;
    constexpr std::size_t kImageHeader = 12;
    const auto face_size = number_at(record, kRecordHeader, 4);
    const auto points = number_at(record, kRecordHeader + 4, 2);
    const auto head = kFaceHeader + points * kFeaturePoint + kImageHeader;
    if (face_size < head || record.size() - kRecordHeader < head) throw ProtocolViolation{"face record is cut off"};
    // Some issuers count a few bytes too many: what is there decides.
    return record.subspan(kRecordHeader + head, std::min(face_size, record.size() - kRecordHeader) - head);
}

ByteView value_inside(ByteView objects, Tag tag)
{
    const auto object = find(objects, tag);
    if (!object) throw ProtocolViolation{"face record leaves out a part"};
    return object->value;
}

/// The encoded picture of the first representation: representationBlocks, imageRepresentation, base,
/// imageRepresentation2DBlock, representationData2D. Source: ISO/IEC 39794-5:2019 annex A.
ByteView image_in_objects(ByteView face_image_data)
{
    const auto representation = value_inside(value_inside(face_image_data, 0xA1), 0x30);
    return value_inside(value_inside(value_inside(value_inside(representation, 0xA1), 0xA0), 0xA0), 0x80);
}

/// The encoded picture, whatever standard its record follows.
ByteView face_image(ByteView record)
{
    if (starts_with(record, {'F', 'A', 'C', 0, '0', '1', '0', 0})) return image_in_fields(record);
    constexpr Tag kFaceImageData = 0x65;
    constexpr Tag kStandardised = 0xA1; // some issuers wrap the block once more
    auto objects = record;
    if (starts_with(objects, {kStandardised})) objects = sole_value(objects, kStandardised);
    if (starts_with(objects, {kFaceImageData})) return image_in_objects(sole_value(objects, kFaceImageData));
    throw Unsupported{"face record of neither ISO/IEC 19794-5:2005 nor 39794-5:2019"};
}

/// Well-formed UTF-8 without control characters. Source: RFC 3629 §4.
bool is_clean_utf8(ByteView text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = text[i];
        const std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
        if (size == 0 || text.size() - i < size || (size == 1 && (lead < 0x20 || lead == 0x7F))) return false;
        char32_t code = size == 1 ? lead : lead & (0x7Fu >> size);
        for (std::size_t k = 1; k < size; ++k) {
            if (text[i + k] >> 6 != 2) return false;
            code = code << 6 | (text[i + k] & 0x3F);
        }
        constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
        if (code < kLeast[size] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return false;
        i += size;
    }
    return true;
}

/// Fillers become single blanks, none at the ends.
std::string without_fillers(std::string_view text)
{
    std::string plain;
    for (const char letter : text) {
        if (letter != '<' && letter != ' ')
            plain += letter;
        else if (!plain.empty() && plain.back() != ' ')
            plain += ' ';
    }
    if (!plain.empty() && plain.back() == ' ') plain.pop_back();
    return plain;
}

std::optional<std::string> text_of(ByteView objects, Tag tag)
{
    const auto object = find(objects, tag);
    if (!object || object->value.empty() || !is_clean_utf8(object->value)) return std::nullopt;
    return std::string{object->value.begin(), object->value.end()};
}

/// `YYYYMMDD`, as digits or two to a byte. Source: ICAO 9303-10 §4.7.12.
std::optional<std::chrono::year_month_day> day_of(ByteView objects, Tag tag)
{
    const auto object = find(objects, tag);
    if (!object) return std::nullopt;
    constexpr std::size_t kPacked = 4;
    const auto digits = object->value.size() == kPacked ? to_hex(object->value)
                                                        : std::string{object->value.begin(), object->value.end()};
    const bool whole = digits.size() == 2 * kPacked && std::all_of(digits.begin(), digits.end(), [](char digit) {
                           return digit >= '0' && digit <= '9';
                       });
    if (!whole) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year{std::stoi(digits.substr(0, 4))},
                                          std::chrono::month{static_cast<unsigned>(std::stoi(digits.substr(4, 2)))},
                                          std::chrono::day{static_cast<unsigned>(std::stoi(digits.substr(6)))}};
    if (!day.ok()) return std::nullopt;
    return day;
}
} // namespace

std::string read_dg1(ByteView file)
{
    const auto zone = sole_value(sole_value(file, 0x61), 0x5F1F);
    return {zone.begin(), zone.end()};
}

Portrait read_dg2(ByteView file)
{
    const auto group = sole_value(sole_value(file, 0x75), kBiometricGroup);
    const auto face = find(group, kBiometricTemplate);
    if (!face) throw ProtocolViolation{"DG2 holds no face"};
    auto record = find(face->value, kBiometricData);
    if (!record) record = find(face->value, kBiometricDataConstructed);
    if (!record) throw ProtocolViolation{"DG2 holds no face"};
    const auto image = face_image(record->value);
    if (starts_with(image, {0xFF, 0xD8, 0xFF})) return {PortraitFormat::jpeg, {image.begin(), image.end()}};
    const bool jp2 = starts_with(image, {0, 0, 0, 12, 'j', 'P', ' ', ' '});
    if (jp2 || starts_with(image, {0xFF, 0x4F, 0xFF, 0x51}))
        return {PortraitFormat::jpeg2000, {image.begin(), image.end()}};
    throw Unsupported{"face image is neither JPEG nor JPEG 2000"};
}

std::optional<NativeDetails> read_dg11(ByteView file)
{
    const auto objects = sole_value(file, 0x6B);
    NativeDetails details;
    if (const auto name = text_of(objects, 0x5F0E)) {
        const auto split = name->find("<<");
        details.name = without_fillers(*name);
        details.surname = without_fillers(std::string_view{*name}.substr(0, split));
        if (split != std::string::npos) details.given_names = without_fillers(std::string_view{*name}.substr(split));
    }
    if (const auto number = text_of(objects, 0x5F10)) details.personal_number = without_fillers(*number);
    if (details.name.empty() && !details.personal_number) return std::nullopt;
    return details;
}

std::optional<IssueDetails> read_dg12(ByteView file)
{
    const auto objects = sole_value(file, 0x6C);
    IssueDetails details{without_fillers(text_of(objects, 0x5F19).value_or("")), day_of(objects, 0x5F26)};
    if (details.authority.empty() && !details.date) return std::nullopt;
    return details;
}

ByteView read_dg14(ByteView file)
{
    return sole_value(file, 0x6E);
}

ByteView read_dg15(ByteView file)
{
    return sole_value(file, 0x6F);
}
} // namespace hardware::document
