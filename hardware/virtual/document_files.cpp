#include "hardware/virtual/document_files.hpp"

#include <algorithm>
#include <cstdio>
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

// bsi-de protocols smartcard: PK, CA, PACE; the arcs behind tell agreement, mapping and cipher. Source: BSI TR-03110-3
// §A.1.
constexpr auto kPk = "04007F0007020201";
constexpr auto kCa = "04007F0007020203";
constexpr auto kPace = "04007F0007020204";
constexpr int kChipKeyNumber = 7;
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

bool elliptic(int parameters)
{
    return parameters >= 8;
}

Bytes protocol_oid(const char* prefix, int arc, card::Cipher cipher)
{
    auto value = from_hex(prefix);
    value.push_back(static_cast<std::uint8_t>(arc));
    value.push_back(static_cast<std::uint8_t>(static_cast<int>(cipher) + 1));
    return value;
}

int pace_arc(const Description& description)
{
    const int curve = elliptic(description.parameters) ? 1 : 0;
    switch (description.mapping) {
    case card::Mapping::generic:
        return 1 + curve;
    case card::Mapping::integrated:
        return 3 + curve;
    case card::Mapping::chip_authentication:
        break;
    }
    return 6;
}

Bytes pace_info(const Description& description, card::Cipher cipher)
{
    auto offer = description;
    offer.cipher = cipher;
    return sequence({oid(pace_oid(offer)), integer(2), integer(description.parameters)});
}

Bytes card_access(const Description& description)
{
    return make_tlv(0x31, pace_info(description, offered_cipher(description)));
}

Bytes signed_pace_infos(const Description& description)
{
    auto info = pace_info(description, description.cipher);
    if (!description.has(Fault::removed_offer)) return info;
    return join({info, pace_info(description, offered_cipher(description))});
}

Bytes chip_key_info(const Description& description, int parameters, ByteView public_key)
{
    const auto algorithm = sequence({oid(from_hex(kStandardisedParameters)), integer(parameters)});
    const auto bits = elliptic(parameters) ? Bytes{public_key.begin(), public_key.end()}
                                           : make_tlv(0x02, join({Bytes{0}, public_key}));
    auto protocol = from_hex(kPk);
    protocol.push_back(elliptic(parameters) ? 2 : 1);
    const auto number = description.chip_key_info == ChipKeyInfo::number_at_key ? integer(kChipKeyNumber) : Bytes{};
    return sequence({oid(protocol), sequence({algorithm, make_tlv(0x03, join({Bytes{0}, bits}))}), number});
}

Bytes chip_authentication_infos(const Description& description)
{
    if (description.chip_key_info == ChipKeyInfo::key_alone) return {};
    const bool numbered = description.chip_key_info == ChipKeyInfo::number_at_cipher;
    const auto number = numbered ? integer(kChipKeyNumber) : Bytes{};
    auto ciphers = description.more_chip_ciphers;
    ciphers.insert(description.cipher);
    Bytes infos;
    for (const auto cipher : ciphers) {
        const auto protocol = protocol_oid(kCa, elliptic(description.parameters_of_chip()) ? 2 : 1, cipher);
        infos = join({infos, sequence({oid(protocol), integer(1), number})});
    }
    return infos;
}

/// Which hash the signatures of active authentication take. Source: ICAO 9303-11 §9.2.4, BSI TR-03111 §5.2.1.
Bytes active_authentication_info(const std::string& digest)
{
    static const std::map<std::string, std::uint8_t> kArcs{
        {"SHA1", 1}, {"SHA224", 2}, {"SHA256", 3}, {"SHA384", 4}, {"SHA512", 5}};
    auto plain_ecdsa = from_hex("04007F000701010401");
    plain_ecdsa.push_back(kArcs.at(digest));
    return sequence({oid(from_hex("678108010105")), integer(1), oid(plain_ecdsa)});
}

bool tells_active_digest(const Description& description)
{
    return description.tells_active_digest && description.active_authentication == ActiveKeyKind::elliptic;
}

/// A document is signed when it is issued, though not before the demo's signer was.
std::optional<std::chrono::sys_seconds> signing_time(const Description& description)
{
    using namespace std::chrono;
    constexpr sys_days kSignerBegins{year{2020} / 1 / 1};
    if (!description.issue_date) return std::nullopt;
    return std::max(sys_days{*description.issue_date}, kSignerBegins) + hours{12};
}

/// What a chip tells of itself under the issuer's signature.
Bytes signed_infos(const Description& description, const DocumentFiles& document)
{
    Bytes infos;
    if (description.pace) infos = signed_pace_infos(description);
    if (tells_active_digest(description)) infos = join({infos, active_authentication_info(description.active_digest)});
    if (description.chip_authentication) {
        auto key = document.chip_key.public_key;
        if (description.has(Fault::chip_key_off_curve)) key.back() ^= 1;
        constexpr int kReserved = 31; // ICAO 9303-11 §9.5.1
        const int parameters =
            description.has(Fault::unknown_chip_parameters) ? kReserved : description.parameters_of_chip();
        infos = join({infos, chip_authentication_infos(description), chip_key_info(description, parameters, key)});
    }
    return make_tlv(0x31, infos);
}

/// The same with the static key of the mapping, which need not stand in DG14.
Bytes card_security_infos(const Description& description, const DocumentFiles& document)
{
    const int parameters = document.mapping_key ? description.parameters : description.parameters_of_chip();
    const auto key = chip_key_info(description, parameters, document.key_of_mapping().public_key);
    return make_tlv(0x31, join({signed_pace_infos(description), key}));
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

/// One facial record with one image. Source: ISO/IEC 19794-5:2005 §5.
Bytes record_of_2005(ByteView picture)
{
    constexpr std::size_t kRecordHeader = 14;
    constexpr std::size_t kFaceHeaders = 20 + 12;
    const bool jpeg = picture.size() > 1 && picture[0] == 0xFF && picture[1] == 0xD8;
    const auto face_size = kFaceHeaders + picture.size();
    const Bytes image_header{1, static_cast<std::uint8_t>(jpeg ? 0 : 1), 0x01, 0xE0, 0x02, 0x58, 1, 2, 0, 0, 0, 0};
    return join({from_hex("46414300 30313000"), big_endian(kRecordHeader + face_size, 4), big_endian(1, 2),
                 big_endian(face_size, 4), Bytes(16), image_header, picture});
}

/// The same as data objects. Source: ISO/IEC 39794-5:2019 annex A.
Bytes record_of_2019(ByteView picture)
{
    const auto version = make_tlv(0xA0, from_hex("800103 810207E3"));
    const auto format = make_tlv(0xA1, make_tlv(0xA0, from_hex("800102")));
    const auto image = make_tlv(0xA0, make_tlv(0xA0, join({make_tlv(0x80, picture), format})));
    const auto representation = make_tlv(0x30, join({from_hex("800100"), make_tlv(0xA1, image)}));
    return make_tlv(0xA1, make_tlv(0x65, join({version, make_tlv(0xA1, representation)})));
}

/// The face in a biometric group. Source: ICAO 9303-10 §4.7.2.
Bytes dg2(const Description& description, ByteView picture)
{
    const auto header = make_tlv(0xA1, from_hex("80020101 810102 87020101 88020008"));
    const auto record = description.face_record == FaceRecord::binary_2005 ? make_tlv(0x5F2E, record_of_2005(picture))
                                                                           : make_tlv(0x7F2E, record_of_2019(picture));
    const auto face = description.has(Fault::no_face) ? Bytes{} : make_tlv(0x7F60, join({header, record}));
    return make_tlv(0x75, make_tlv(0x7F61, join({integer(1), face})));
}

Bytes dg11(const Description& description)
{
    std::string name = description.native_surname + "<<";
    for (const char letter : description.native_given_names)
        name += letter == ' ' ? '<' : letter;
    if (description.has(Fault::garbled_name)) name[0] = '\xFF';
    return make_tlv(0x6B, join({make_tlv(0x5C, from_hex("5F0E5F10")), make_tlv(0x5F0E, as_bytes(name)),
                                make_tlv(0x5F10, as_bytes(description.personal_number))}));
}

Bytes dg12(const Description& description)
{
    Bytes objects = join({make_tlv(0x5C, from_hex("5F195F26")), make_tlv(0x5F19, as_bytes(description.authority))});
    if (const auto& day = description.issue_date) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%04d%02u%02u", static_cast<int>(day->year()),
                      static_cast<unsigned>(day->month()), static_cast<unsigned>(day->day()));
        objects = join({objects, make_tlv(0x5F26, as_bytes(digits))});
    }
    return make_tlv(0x6C, objects);
}

Bytes portrait(const Description& description)
{
    if (description.has(Fault::no_picture)) return {'%', 'P', 'D', 'F', '-', '1'};
    if (description.portrait.empty())
        return draw_portrait(static_cast<unsigned>(std::hash<std::string>{}(description.document_number)));
    std::ifstream stream{description.portrait, std::ios::binary};
    Bytes picture{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream || picture.empty()) throw Error{"cannot read portrait " + description.portrait.string()};
    return picture;
}

/// The zone as DG1 holds it.
std::string written_zone(const Description& description)
{
    auto zone = zone_of(description);
    if (description.has(Fault::wrong_check_digit)) zone[14] = zone[14] == '0' ? '1' : '0';
    if (description.has(Fault::wrong_letter)) zone[20] = '*';
    return zone;
}

/// EF.COM: versions, and which groups there are, each by the tag that it begins with. Source: ICAO 9303-10 §4.6.1.
Bytes common(const std::map<int, Bytes>& groups)
{
    Bytes tags;
    for (const auto& [number, bytes] : groups)
        tags.push_back(bytes.front());
    return make_tlv(
        0x60, join({make_tlv(0x5F01, as_bytes("0107")), make_tlv(0x5F36, as_bytes("040000")), make_tlv(0x5C, tags)}));
}

/// Every data group as it is signed.
std::map<int, Bytes> data_groups(const Description& description, const DocumentFiles& document)
{
    std::map<int, Bytes> groups{{1, dg1(written_zone(description))}, {2, dg2(description, portrait(description))}};
    if (description.closed_groups) {
        groups[3] = make_tlv(0x63, Bytes(32));
        groups[4] = make_tlv(0x76, Bytes(32));
    }
    if (!description.native_surname.empty()) groups[11] = dg11(description);
    if (!description.authority.empty()) groups[12] = dg12(description);
    const bool maps = description.pace && description.mapping == card::Mapping::chip_authentication &&
                      !description.has(Fault::unannounced_mapping);
    if (maps || description.chip_authentication || tells_active_digest(description))
        groups[14] = make_tlv(0x6E, signed_infos(description, document));
    if (document.active_key) groups[15] = make_tlv(0x6F, document.active_key->subject_public_key_info());
    return groups;
}

/// What was written over after signing, as a forger would: with keys of his own where keys stand.
void change_groups(const Description& description, DocumentFiles& document, std::map<int, Bytes>& groups)
{
    auto other = description;
    other.document_number.back() = other.document_number.back() == '1' ? '2' : '1';
    other.native_surname += "А";
    other.authority += "А";
    if (description.has(Fault::changed_dg1)) groups[1] = dg1(zone_of(other));
    if (description.has(Fault::changed_dg2)) groups[2].back() ^= 1;
    if (description.has(Fault::changed_dg11)) groups[11] = dg11(other);
    if (description.has(Fault::changed_dg12)) groups[12] = dg12(other);
    if (description.has(Fault::changed_dg14)) {
        document.chip_key = card::standardised_group(description.parameters_of_chip())->generate();
        groups[14] = make_tlv(0x6E, signed_infos(description, document));
    }
    if (description.has(Fault::changed_dg15)) {
        document.active_key.emplace(*description.active_authentication, description.active_digest);
        groups[15] = make_tlv(0x6F, document.active_key->subject_public_key_info());
    }
    for (const auto& [fault, number] :
         {std::pair{Fault::removed_dg2, 2}, std::pair{Fault::removed_dg14, 14}, std::pair{Fault::removed_dg15, 15}})
        if (description.has(fault)) groups.erase(number);
}

/// Bytes that are no file of such a kind.
void break_groups(const Description& description, std::map<int, Bytes>& groups)
{
    if (description.has(Fault::truncated_file)) groups[2].resize(groups[2].size() / 2);
    if (description.has(Fault::endless_file)) groups[2] = join({from_hex("75847FFFFFFF"), Bytes(4096)});
    if (description.has(Fault::headless_file)) groups[1].resize(1);
    if (description.has(Fault::indefinite_length)) groups[1][1] = 0x80;
    if (description.has(Fault::nested_length)) groups[1][4] += 1;
    if (description.has(Fault::other_tag)) groups[1][0] = 0x62;
}

void forge_security_object(const Description& description, const std::map<int, Bytes>& groups, Bytes& object)
{
    if (description.has(Fault::forged_sod)) object.back() ^= 1;
    if (description.has(Fault::cut_sod)) {
        const auto inside = card::sole_value(object, 0x77);
        object = make_tlv(0x77, inside.first(inside.size() - 1));
    }
    if (description.has(Fault::changed_hash)) {
        const auto hash = card::digest("SHA256", groups.at(2));
        const auto at = std::search(object.begin(), object.end(), hash.begin(), hash.end());
        if (at == object.end()) throw Error{"changed_hash needs an authority that takes SHA-256"};
        *at ^= 1;
    }
}

Bytes card_security(const Description& description, const DocumentFiles& document, const DemoAuthority& authority)
{
    const auto signer = description.has(Fault::foreign_card_security) ? DemoAuthority::create() : authority;
    auto file = signer.sign_card_security(card_security_infos(description, document));
    if (description.has(Fault::forged_card_security)) file.back() ^= 1;
    if (description.has(Fault::cut_card_security)) file.resize(file.size() / 2);
    if (description.has(Fault::garbled_card_security)) file = make_tlv(0x30, Bytes(64));
    if (description.has(Fault::oversized_card_security)) file = make_tlv(0x30, Bytes(20'000));
    return file;
}

void make_chip_keys(const Description& description, DocumentFiles& document)
{
    document.chip_key = card::standardised_group(description.parameters_of_chip())->generate();
    if (description.own_mapping_key)
        document.mapping_key = card::standardised_group(description.parameters)->generate();
}
} // namespace

card::Cipher offered_cipher(const Description& description)
{
    const bool lures = description.has(Fault::altered_card_access) || description.has(Fault::removed_offer);
    return lures ? card::Cipher::tdes : description.cipher;
}

Bytes pace_oid(const Description& description)
{
    return protocol_oid(kPace, pace_arc(description), description.cipher);
}

DocumentFiles make_files(const Description& description, const DemoAuthority& authority)
{
    DocumentFiles document;
    make_chip_keys(description, document);
    const auto zone = zone_of(description);
    const auto parsed = document::parse_signed_mrz(
        zone, std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())});
    const auto* const read = std::get_if<document::FlawedMrz>(&parsed);
    if (read == nullptr || (read->flaw && read->flaw->fault != document::MrzFault::wrong_date))
        throw Error{"the description makes no valid zone"};
    document.mrz_information = document::mrz_information(read->mrz);

    if (description.active_authentication)
        document.active_key.emplace(*description.active_authentication, description.active_digest);

    auto groups = data_groups(description, document);
    const auto signer = description.has(Fault::foreign_authority) ? DemoAuthority::create() : authority;
    auto security_object = signer.sign(groups, description.faults, signing_time(description));
    forge_security_object(description, groups, security_object);
    document.files[card::kCommon.id] = common(groups);
    if (description.has(Fault::borrowed_mapping_key))
        document.mapping_key = card::standardised_group(description.parameters)->generate();
    if (description.mapping == card::Mapping::chip_authentication && !description.has(Fault::removed_card_security))
        document.master_files[card::kCardSecurity.id] = card_security(description, document, authority);
    if (description.has(Fault::cloned_chip)) {
        make_chip_keys(description, document);
        if (document.active_key)
            document.active_key.emplace(*description.active_authentication, description.active_digest);
    }
    change_groups(description, document, groups);
    break_groups(description, groups);

    for (auto& [number, bytes] : groups)
        document.files[card::data_group(number).id] = std::move(bytes);
    if (!description.has(Fault::removed_sod)) document.files[card::kSecurityObject.id] = std::move(security_object);
    if (description.pace) document.master_files[card::kCardAccess.id] = card_access(description);
    if (description.has(Fault::garbled_card_access))
        document.master_files[card::kCardAccess.id] = from_hex("3103300106");
    return document;
}
} // namespace hardware::virtual_card
