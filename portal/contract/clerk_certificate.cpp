#include "portal/contract/persons_json.hpp"
#include "portal/contract/record.hpp"

/// The blob: JSON, then the 64 bytes of the portal's signature over it.
namespace portal::contract {
namespace {
constexpr std::string_view kLabel = "gishe-clerk-certificate-v1";
constexpr std::size_t kSignatureSize = 64;
constexpr std::size_t kLongest = 2048;

ByteView signed_part(ByteView blob)
{
    return blob.first(blob.size() - kSignatureSize);
}
} // namespace

Bytes issue_clerk_certificate(const ClerkCertificate& certificate, ByteView portal_secret)
{
    const strict::Json json{{"version", 1},
                            {"clerk", certificate.clerk},
                            {"username", certificate.username},
                            {"kiosk", certificate.kiosk},
                            {"public_key", to_base64(certificate.public_key)},
                            {"not_before", to_rfc3339(certificate.not_before)},
                            {"not_after", to_rfc3339(certificate.not_after)},
                            {"issuer", certificate.issuer}};
    auto blob = bytes_of(json.dump());
    const auto signature = sign_ed25519(portal_secret, kLabel, blob);
    blob.insert(blob.end(), signature.begin(), signature.end());
    return blob;
}

std::optional<ClerkCertificate> open_clerk_certificate(ByteView blob, ByteView portal_open)
{
    if (blob.size() <= kSignatureSize || blob.size() > kLongest) return std::nullopt;
    if (!verify_ed25519(portal_open, kLabel, signed_part(blob), blob.last(kSignatureSize))) return std::nullopt;
    return peek_clerk_certificate(blob);
}

std::optional<ClerkCertificate> peek_clerk_certificate(ByteView blob)
{
    if (blob.size() <= kSignatureSize || blob.size() > kLongest) return std::nullopt;
    const auto part = signed_part(blob);
    try {
        const auto json = strict::parse({reinterpret_cast<const char*>(part.data()), part.size()}, kLongest);
        strict::Object object{json, "clerk certificate"};
        object.natural("version", 1, 1);
        ClerkCertificate certificate;
        certificate.clerk = object.integer("clerk", 0, INT64_MAX);
        certificate.username = object.text("username", kLongestUsername);
        certificate.kiosk = object.key_id("kiosk");
        certificate.public_key = object.base64("public_key", 256);
        certificate.not_before = object.instant("not_before");
        certificate.not_after = object.instant("not_after");
        certificate.issuer = object.key_id("issuer");
        object.finish();
        return certificate;
    } catch (const Malformed&) {
        return std::nullopt;
    }
}
} // namespace portal::contract
