#include "hardware/document/card_security.hpp"

#include "hardware/error.hpp"

namespace hardware::document {
namespace {
/// id-SecurityObject 0.4.0.127.0.7.3.2.1.
const Bytes kSecurityObjectType{0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02, 0x01};
} // namespace

CardSecurity read_card_security(ByteView file)
{
    auto data = read_signed_data(file);
    if (data.content_type != kSecurityObjectType) throw ProtocolViolation{"EF.CardSecurity: other content"};
    return {card::parse_security_infos(data.content), std::move(data.signature)};
}
} // namespace hardware::document
