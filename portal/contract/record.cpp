#include "portal/contract/record.hpp"

#include <algorithm>

#include "portal/contract/persons_json.hpp"
#include "portal/contract/record_content.hpp"

namespace portal::contract {
namespace {
constexpr std::string_view kKioskLabel = "gishe-record-kiosk-v1";
constexpr std::string_view kClerkLabel = "gishe-record-clerk-v1";
constexpr std::size_t kSaltSize = 32; ///< random bytes before the content, so that its hash gives nothing away

Bytes write_header(const RecordHeader& header)
{
    const strict::Json json{{"v", header.version},
                            {"id", to_hex(header.id)},
                            {"n", header.number},
                            {"prev", to_hex(header.previous)},
                            {"kiosk", header.kiosk},
                            {"clerk", header.clerk},
                            {"kiosk_key", header.kiosk_key},
                            {"clerk_key", header.clerk_key},
                            {"sealed_to", header.sealed_to},
                            {"time", to_rfc3339(header.time)},
                            {"seen", header.newest_receipt},
                            {"hash", to_hex(header.content_hash)}};
    return bytes_of(json.dump());
}
} // namespace

Envelope make_record(const RecordContent& content, const RecordContext& context, Signer& kiosk, Signer& clerk)
{
    auto salted = random_bytes(kSaltSize);
    const auto text = json_of_content(content);
    salted.insert(salted.end(), text.begin(), text.end());

    RecordHeader header;
    const auto id = random_bytes(header.id.size());
    std::copy(id.begin(), id.end(), header.id.begin());
    header.number = context.number;
    header.previous = context.previous;
    header.kiosk = context.kiosk;
    header.clerk = context.clerk;
    header.kiosk_key = kiosk.key_id();
    header.clerk_key = clerk.key_id();
    header.sealed_to = context.sealed_to;
    header.time = context.time;
    header.newest_receipt = context.newest_receipt;
    header.content_hash = sha256(salted);

    Envelope envelope;
    envelope.header = write_header(header);
    envelope.sealed = seal_to(context.sealing_key, salted);
    if (envelope.header.size() > kLongestHeader || envelope.sealed.size() > kLongestSealed)
        throw std::length_error{"record: too long"};
    parse_header(envelope.header); // what is signed here must be readable there
    read_content(text);
    envelope.kiosk_signature = kiosk.sign(kKioskLabel, envelope.header);
    envelope.clerk_signature = clerk.sign(kClerkLabel, envelope.header);
    envelope.clerk_certificate = context.clerk_certificate;
    return envelope;
}

RecordHeader parse_header(ByteView bytes)
{
    const auto json = strict::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, kLongestHeader);
    strict::Object object{json, "header"};
    RecordHeader header;
    header.version = static_cast<int>(object.integer("v", kRecordVersion, kRecordVersion));
    header.id = object.hex<std::tuple_size_v<RecordId>>("id");
    header.number = object.natural("n", 1, INT64_MAX);
    header.previous = object.hex<std::tuple_size_v<Hash>>("prev");
    header.kiosk = object.key_id("kiosk");
    header.clerk = object.integer("clerk", 0, INT64_MAX);
    header.kiosk_key = object.key_id("kiosk_key");
    header.clerk_key = object.key_id("clerk_key");
    header.sealed_to = object.key_id("sealed_to");
    header.time = object.instant("time");
    header.newest_receipt = object.text("seen", kLongestCode);
    header.content_hash = object.hex<std::tuple_size_v<Hash>>("hash");
    object.finish();
    return header;
}

Hash hash_of_header(ByteView header)
{
    return sha256(header);
}

RecordContent open_content(const Envelope& envelope, const SealingPair& portal)
{
    if (envelope.sealed.size() > kLongestSealed) throw Malformed{"sealed box: too long"};
    const auto header = parse_header(envelope.header);
    const auto salted = open_sealed(portal, envelope.sealed);
    if (salted.size() < kSaltSize || sha256(salted) != header.content_hash)
        throw Malformed{"content: not what the header names"};
    const auto text = ByteView{salted}.subspan(kSaltSize);
    return read_content({reinterpret_cast<const char*>(text.data()), text.size()});
}

bool verify_kiosk_signature(const Envelope& envelope, ByteView kiosk_public_key)
{
    return verify_p256(kiosk_public_key, kKioskLabel, envelope.header, envelope.kiosk_signature);
}

bool verify_signatures(const Envelope& envelope, ByteView kiosk_public_key, ByteView clerk_public_key)
{
    return verify_kiosk_signature(envelope, kiosk_public_key) &&
           verify_p256(clerk_public_key, kClerkLabel, envelope.header, envelope.clerk_signature);
}
} // namespace portal::contract
