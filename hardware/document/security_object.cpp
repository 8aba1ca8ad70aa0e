#include "hardware/document/security_object.hpp"

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::document {
namespace {
using card::sole_value;
using card::TlvReader;
constexpr card::Tag kSequence = 0x30;
constexpr card::Tag kInteger = 0x02;
constexpr card::Tag kOctets = 0x04;
constexpr card::Tag kOid = 0x06;

/// id-icao-mrtd-security-ldsSecurityObject 2.23.136.1.1.1, and the number that early documents used for it.
bool is_lds_object(const Bytes& type)
{
    static const Bytes kCurrent{0x67, 0x81, 0x08, 0x01, 0x01, 0x01};
    static const Bytes kEarly{0x2A, 0x84, 0x10, 0x87, 0x6E, 0x01, 0x14, 0x01};
    return type == kCurrent || type == kEarly;
}

std::string digest_name(ByteView algorithm_identifier)
{
    static const std::map<Bytes, std::string> kNames{
        {{0x2B, 0x0E, 0x03, 0x02, 0x1A}, "SHA1"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04}, "SHA224"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01}, "SHA256"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02}, "SHA384"},
        {{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03}, "SHA512"},
    };
    const auto oid = TlvReader{algorithm_identifier}.expect(kOid).value;
    const auto found = kNames.find(Bytes{oid.begin(), oid.end()});
    if (found == kNames.end()) throw ProtocolViolation{"security object: unknown hash"};
    return found->second;
}

int small_number(ByteView value)
{
    if (value.size() != 1 || value[0] > 0x7F) throw ProtocolViolation{"security object: number out of range"};
    return value[0];
}

void read_hashes(ByteView content, SecurityObject& object)
{
    TlvReader fields{sole_value(content, kSequence)};
    if (small_number(fields.expect(kInteger).value) > 1) throw ProtocolViolation{"security object: unknown version"};
    object.digest = digest_name(fields.expect(kSequence).value);
    TlvReader groups{fields.expect(kSequence).value};
    while (!groups.empty()) {
        TlvReader group{groups.expect(kSequence).value};
        const int number = small_number(group.expect(kInteger).value);
        const auto hash = group.expect(kOctets).value;
        group.finish();
        const bool fresh = object.hashes.emplace(number, Bytes{hash.begin(), hash.end()}).second;
        if (number < 1 || number > 16 || !fresh) throw ProtocolViolation{"security object: data group out of place"};
    }
}
} // namespace

SecurityObject read_security_object(ByteView file)
{
    auto data = read_signed_data(sole_value(file, 0x77));
    if (!is_lds_object(data.content_type)) throw ProtocolViolation{"security object: other content"};
    SecurityObject object;
    read_hashes(data.content, object);
    object.signature = std::move(data.signature);
    return object;
}
} // namespace hardware::document
