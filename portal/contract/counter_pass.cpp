#include "portal/contract/counter_pass.hpp"

#include <algorithm>
#include <initializer_list>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "portal/contract/pass_digits.hpp"
#include "portal/contract/signing.hpp"

namespace portal::contract {
namespace {
constexpr std::string_view kSignatureLabel = "gishe-pass-v1";
constexpr std::string_view kNonceLabel = "gishe-pass-nonce-v1";
constexpr std::string_view kSeedLabel = "gishe-pass-seed-v1";
constexpr std::string_view kNumberLabel = "gishe-pass-number-v1";
constexpr std::uint8_t kNewestImaginable = 9; ///< greater first bytes are no version of a pass at all

constexpr std::size_t kHeaderSize = 1 + 2 + kPassIdSize + 4;
constexpr std::size_t kSeedSize = 8;
constexpr std::size_t kClearSize = kHeaderSize + kSeedSize;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kSignatureSize = crypto_sign_BYTES;
constexpr std::size_t kNumberHashSize = 16;
constexpr std::size_t kLongestField = 255; ///< its length takes one byte
constexpr std::size_t kLongestPass =
    kClearSize + 4 * (1 + kLongestField) + 1 + kNumberHashSize + kTagSize + kSignatureSize;
constexpr std::size_t kShortestPass = kClearSize + 4 + 1 + kTagSize + kSignatureSize;

using Minutes = std::chrono::duration<std::int64_t, std::ratio<60>>;

Bytes write_header(const CounterPass& pass)
{
    const auto minutes = std::chrono::floor<Minutes>(pass.expires).time_since_epoch().count();
    if (minutes < 0 || minutes > UINT32_MAX) throw std::invalid_argument{"pass: no such expiry"};
    Bytes bytes{kPassVersion, static_cast<std::uint8_t>(pass.epoch >> 8), static_cast<std::uint8_t>(pass.epoch)};
    bytes.insert(bytes.end(), pass.id.begin(), pass.id.end());
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(minutes >> shift));
    return bytes;
}

PassHeader read_header(ByteView bytes)
{
    PassHeader header;
    header.epoch = static_cast<std::uint16_t>(bytes[1] << 8 | bytes[2]);
    std::copy_n(bytes.begin() + 3, kPassIdSize, header.id.begin());
    std::uint32_t minutes = 0;
    for (const auto byte : bytes.subspan(3 + kPassIdSize, 4))
        minutes = minutes << 8 | byte;
    header.expires = Instant{Minutes{minutes}};
    return header;
}

Hash keyed_hash(const PassEpochKey& epoch, ByteView input)
{
    Hash hash{};
    unsigned size = 0;
    if (!HMAC(EVP_sha256(), epoch.key.data(), static_cast<int>(epoch.key.size()), input.data(), input.size(),
              hash.data(), &size))
        throw std::runtime_error{"HMAC"};
    return hash;
}

/// A pass is sealed anew whenever it is shown, and by then its account may hold another name or number: the seed, and
/// with it the nonce, is another one for every content.
Bytes seed_of(const PassEpochKey& epoch, ByteView header, ByteView content)
{
    auto input = bytes_of(kSeedLabel);
    input.push_back(0);
    input.insert(input.end(), header.begin(), header.end());
    input.insert(input.end(), content.begin(), content.end());
    const auto hash = keyed_hash(epoch, input);
    return {hash.begin(), hash.begin() + kSeedSize};
}

/// `clear`: header and seed.
Bytes nonce_of(ByteView clear)
{
    auto input = bytes_of(kNonceLabel);
    input.insert(input.end(), clear.begin(), clear.end());
    const auto hash = sha256(input);
    return {hash.begin(), hash.begin() + kNonceSize};
}

Bytes write_content(const PassContent& content)
{
    Bytes bytes;
    const auto add = [&bytes](const auto& field) {
        if (field.size() > kLongestField) throw std::invalid_argument{"pass: a field is too long"};
        bytes.push_back(static_cast<std::uint8_t>(field.size()));
        bytes.insert(bytes.end(), field.begin(), field.end());
    };
    add(content.username);
    add(content.names.given);
    add(content.names.fathers);
    add(content.names.family);
    bytes.push_back(content.number_hash ? 1 : 0);
    if (content.number_hash) {
        if (content.number_hash->size() != kNumberHashSize) throw std::invalid_argument{"pass: number hash"};
        bytes.insert(bytes.end(), content.number_hash->begin(), content.number_hash->end());
    }
    return bytes;
}

std::optional<PassContent> read_content(ByteView bytes)
{
    PassContent content;
    for (auto* field : {&content.username, &content.names.given, &content.names.fathers, &content.names.family}) {
        if (bytes.empty() || bytes.size() < 1u + bytes[0]) return std::nullopt;
        const auto text = bytes.subspan(1, bytes[0]);
        field->assign(text.begin(), text.end());
        bytes = bytes.subspan(1 + text.size());
    }
    if (bytes.empty() || bytes[0] > 1) return std::nullopt;
    const auto hash = bytes.subspan(1);
    if (hash.size() != (bytes[0] == 1 ? kNumberHashSize : 0)) return std::nullopt;
    if (bytes[0] == 1) content.number_hash = Bytes{hash.begin(), hash.end()};
    return content;
}

/// A scanner may add a line end, or STX and ETX.
std::string_view without_frame(std::string_view scanned)
{
    constexpr std::string_view kFrame = " \t\r\n\x02\x03";
    const auto from = scanned.find_first_not_of(kFrame);
    if (from == std::string_view::npos) return {};
    return scanned.substr(from, scanned.find_last_not_of(kFrame) - from + 1);
}

/// The bytes of a pass of our version, whole but not yet proven.
std::variant<Bytes, PassFault> read_bytes(std::string_view scanned)
{
    const auto bytes = bytes_of_digits(without_frame(scanned));
    if (!bytes || bytes->size() < kShortestPass || bytes->size() > kLongestPass) return PassFault::not_a_pass;
    const auto version = bytes->front();
    if (version == 0 || version > kNewestImaginable) return PassFault::not_a_pass;
    if (version != kPassVersion) return PassFault::unknown_version;
    return *bytes;
}
} // namespace

std::string seal_pass(const CounterPass& pass, const PassEpochKey& epoch, ByteView sign_key)
{
    if (epoch.key.size() != kKeySize || epoch.number != pass.epoch) throw std::invalid_argument{"pass: not its key"};
    auto bytes = write_header(pass);
    const auto content = write_content(pass.content);
    const auto seed = seed_of(epoch, bytes, content);
    bytes.insert(bytes.end(), seed.begin(), seed.end());
    const auto nonce = nonce_of(bytes);
    Bytes sealed(content.size() + kTagSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, content.data(), content.size(), bytes.data(),
                                               bytes.size(), nullptr, nonce.data(), epoch.key.data());
    bytes.insert(bytes.end(), sealed.begin(), sealed.end());
    const auto signature = sign_ed25519(sign_key, kSignatureLabel, bytes);
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return digits_of(bytes);
}

std::variant<PassHeader, PassFault> read_pass_header(std::string_view digits)
{
    const auto bytes = read_bytes(digits);
    if (const auto* fault = std::get_if<PassFault>(&bytes)) return *fault;
    return read_header(std::get<Bytes>(bytes));
}

std::variant<CounterPass, PassFault> open_pass(std::string_view digits, const PassEpochKey& epoch)
{
    const auto read = read_bytes(digits);
    if (const auto* fault = std::get_if<PassFault>(&read)) return *fault;
    const ByteView bytes = std::get<Bytes>(read);
    const auto header = read_header(bytes);
    if (header.epoch != epoch.number) return PassFault::unknown_epoch;

    const auto signed_part = bytes.first(bytes.size() - kSignatureSize);
    if (!verify_ed25519(epoch.verify_key, kSignatureLabel, signed_part, bytes.last(kSignatureSize)))
        return PassFault::bad_signature;

    if (epoch.key.size() != kKeySize) throw std::invalid_argument{"pass: epoch key"};
    const auto clear = signed_part.first(kClearSize);
    const auto sealed = signed_part.subspan(kClearSize);
    const auto nonce = nonce_of(clear);
    Bytes content(sealed.size() - kTagSize);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(content.data(), nullptr, nullptr, sealed.data(), sealed.size(),
                                                   clear.data(), clear.size(), nonce.data(), epoch.key.data()) != 0)
        return PassFault::damaged;
    auto opened = read_content(content);
    if (!opened) return PassFault::damaged;
    return CounterPass{header.id, header.epoch, header.expires, std::move(*opened)};
}

Bytes pass_number_hash(const PassEpochKey& epoch, const PassId& id, const PersonalNumber& number)
{
    auto input = bytes_of(kNumberLabel);
    input.push_back(0);
    input.insert(input.end(), id.begin(), id.end());
    input.push_back(number.kind == PersonalNumberKind::egn ? 'E' : 'L');
    input.insert(input.end(), number.digits.begin(), number.digits.end());
    const auto hash = keyed_hash(epoch, input);
    return {hash.begin(), hash.begin() + kNumberHashSize};
}
} // namespace portal::contract
