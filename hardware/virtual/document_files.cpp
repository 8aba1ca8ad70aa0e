#include "hardware/virtual/document_files.hpp"

#include <fstream>
#include <functional>
#include <iterator>

#include "hardware/card/cipher.hpp"
#include "hardware/card/file_reader.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/virtual/mrz_composer.hpp"
#include "hardware/virtual/portrait_drawing.hpp"

namespace hardware::virtual_card {
namespace {
using card::as_bytes;
using card::join;
using card::make_tlv;

// bsi-de protocols smartcard: PK-ECDH, CA-ECDH, PACE-ECDH-GM. Source: BSI TR-03110-3 §A.1.
constexpr auto kPkEcdh = "04007F000702020102";
constexpr auto kCaEcdh = "04007F000702020302";
constexpr auto kPaceEcdhGm = "04007F000702020402";
constexpr auto kStandardisedParameters = "04007F00070102";

Bytes integer(int value)
{
    return make_tlv(0x02, Bytes{static_cast<std::uint8_t>(value)});
}
Bytes oid(ByteView value)
{
    return make_tlv(0x06, value);
}
Bytes sequence(std::initializer_list<ByteView> parts)
{
    return make_tlv(0x30, join(parts));
}

Bytes protocol_oid(const char* prefix, card::Cipher cipher)
{
    auto value = from_hex(prefix);
    value.push_back(static_cast<std::uint8_t>(static_cast<int>(cipher) + 1));
    return value;
}

Bytes pace_info(card::Cipher cipher, int parameters)
{
    return sequence({oid(pace_oid(cipher)), integer(2), integer(parameters)});
}

Bytes card_access(const Description& description)
{
    // A chip that lures the terminal to a weaker cipher than the signed one.
    const auto cipher = description.has(Fault::altered_card_access) ? card::Cipher::tdes : description.cipher;
    return make_tlv(0x31, pace_info(cipher, description.parameters));
}

Bytes dg14(const Description& description, ByteView public_point)
{
    const auto algorithm = sequence({oid(from_hex(kStandardisedParameters)), integer(description.parameters)});
    const auto key = sequence({algorithm, make_tlv(0x03, join({Bytes{0}, public_point}))});
    Bytes infos;
    if (description.pace) infos = pace_info(description.cipher, description.parameters);
    infos = join({infos, sequence({oid(chip_authentication_oid(description.cipher)), integer(1)}),
                  sequence({oid(from_hex(kPkEcdh)), key})});
    return make_tlv(0x6E, make_tlv(0x31, infos));
}

Bytes dg1(const std::string& zone)
{
    return make_tlv(0x61, make_tlv(0x5F1F, as_bytes(zone)));
}

std::string zone_of(const Description& description)
{
    return description.format == document::MrzFormat::td3 ? compose_td3(description) : compose_td1(description);
}

Bytes big_endian(std::size_t value, int count)
{
    Bytes bytes;
    for (int i = count - 1; i >= 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    return bytes;
}

/// One facial record with one image in a biometric group. Source: ICAO 9303-10 §4.7.2, ISO/IEC 19794-5 §5.
Bytes dg2(ByteView picture)
{
    constexpr std::size_t kRecordHeader = 14;
    constexpr std::size_t kFaceHeaders = 20 + 12;
    const bool jpeg = picture.size() > 1 && picture[0] == 0xFF && picture[1] == 0xD8;
    const auto face_size = kFaceHeaders + picture.size();
    const Bytes image_header{1, static_cast<std::uint8_t>(jpeg ? 0 : 1), 0x01, 0xE0, 0x02, 0x58, 1, 2, 0, 0, 0, 0};
    const auto record = join({from_hex("46414300 30313000"), big_endian(kRecordHeader + face_size, 4), big_endian(1, 2),
                              big_endian(face_size, 4), Bytes(16), image_header, picture});
    const auto header = make_tlv(0xA1, from_hex("80020101 810102 87020101 88020008"));
    const auto face = make_tlv(0x7F60, join({header, make_tlv(0x5F2E, record)}));
    return make_tlv(0x75, make_tlv(0x7F61, join({integer(1), face})));
}

Bytes dg11(const Description& description)
{
    std::string name = description.native_surname + "<<";
    for (const char letter : description.native_given_names)
        name += letter == ' ' ? '<' : letter;
    return make_tlv(0x6B, join({make_tlv(0x5C, from_hex("5F0E5F10")), make_tlv(0x5F0E, as_bytes(name)),
                                make_tlv(0x5F10, as_bytes(description.personal_number))}));
}

Bytes portrait(const Description& description)
{
    if (description.portrait.empty())
        return draw_portrait(static_cast<unsigned>(std::hash<std::string>{}(description.document_number)));
    std::ifstream stream{description.portrait, std::ios::binary};
    Bytes picture{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream || picture.empty()) throw Error{"cannot read portrait " + description.portrait.string()};
    return picture;
}

/// What was changed after signing.
void forge(const Description& description, std::map<int, Bytes>& groups, Bytes& security_object)
{
    if (description.has(Fault::changed_dg1)) {
        auto other = description;
        other.document_number.back() = other.document_number.back() == '1' ? '2' : '1';
        groups[1] = dg1(zone_of(other));
    }
    if (description.has(Fault::changed_dg2)) groups[2].back() ^= 1;
    if (description.has(Fault::forged_sod)) security_object.back() ^= 1;
    if (description.has(Fault::removed_dg14)) groups.erase(14);
    if (description.has(Fault::truncated_file)) groups[2].resize(groups[2].size() / 2);
    if (description.has(Fault::endless_file)) groups[2] = join({from_hex("75847FFFFFFF"), Bytes(4096)});
    if (description.has(Fault::indefinite_length)) groups[1][1] = 0x80;
}
} // namespace

Bytes pace_oid(card::Cipher cipher)
{
    return protocol_oid(kPaceEcdhGm, cipher);
}

Bytes chip_authentication_oid(card::Cipher cipher)
{
    return protocol_oid(kCaEcdh, cipher);
}

DocumentFiles make_files(const Description& description, const DemoAuthority& authority)
{
    const auto curve = card::Curve::standardised(description.parameters);
    DocumentFiles document;
    document.chip_key = curve.generate();
    const auto zone = zone_of(description);
    const auto parsed = document::parse_mrz(
        zone, std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())});
    if (!std::holds_alternative<document::Mrz>(parsed)) throw Error{"the description makes no valid zone"};
    document.mrz_information = document::mrz_information(std::get<document::Mrz>(parsed));

    std::map<int, Bytes> groups{{1, dg1(zone)}, {2, dg2(portrait(description))}};
    if (!description.native_surname.empty()) groups[11] = dg11(description);
    if (description.chip_authentication) groups[14] = dg14(description, curve.encode(document.chip_key.point.get()));
    const auto signer = description.has(Fault::foreign_authority) ? DemoAuthority::create() : authority;
    auto security_object = signer.sign(groups);
    if (description.has(Fault::cloned_chip)) document.chip_key = curve.generate();
    forge(description, groups, security_object);

    for (auto& [number, bytes] : groups)
        document.files[card::data_group(number).id] = std::move(bytes);
    document.files[card::kSecurityObject.id] = std::move(security_object);
    if (description.pace) document.files[card::kCardAccess.id] = card_access(description);
    return document;
}
} // namespace hardware::virtual_card
