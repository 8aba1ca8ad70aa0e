#include "hardware/card/bac.hpp"

#include "hardware/card/tlv.hpp"

namespace hardware::card {
namespace {
constexpr std::size_t kChallenge = 8;
constexpr std::size_t kKeyMaterial = 16;
constexpr std::size_t kCryptogram = 32;
constexpr std::size_t kMacSize = 8;

/// The session of both halves of the key material, with the counter at the ends of both challenges.
SecureMessaging session_of(ByteView terminal_key, ByteView chip_key, ByteView chip_challenge,
                           ByteView terminal_challenge)
{
    SecretBytes seed(kKeyMaterial);
    for (std::size_t i = 0; i < kKeyMaterial; ++i)
        seed[i] = terminal_key[i] ^ chip_key[i];
    return {derive_session_keys(Cipher::tdes, seed), join({chip_challenge.last(4), terminal_challenge.last(4)})};
}
} // namespace

SessionKeys bac_keys(const MrzKey& secret)
{
    auto hash = digest("SHA1", as_bytes(secret.information));
    auto keys = derive_session_keys(Cipher::tdes, ByteView{hash}.first(kKeyMaterial));
    cleanse(hash.data(), hash.size());
    return keys;
}

AccessVerdict open_with_bac(Channel& channel, const MrzKey& secret, const RandomSource& random)
{
    const auto challenge = channel.send({0x00, 0x84, 0x00, 0x00, {}, kChallenge});
    if (!challenge.ok() || challenge.data.size() != kChallenge) throw Unsupported{"BAC: chip gives no challenge"};

    const auto keys = bac_keys(secret);
    const Bytes iv(8);
    const auto own_challenge = random(kChallenge);
    auto own_key = random(kKeyMaterial);
    auto plain = join({own_challenge, challenge.data, own_key});
    const auto cryptogram = encrypt_cbc(Cipher::tdes, keys.encryption, iv, plain);
    cleanse(plain.data(), plain.size());
    const auto answer = channel.send(
        {0x00, 0x82, 0x00, 0x00, join({cryptogram, mac(Cipher::tdes, keys.mac, cryptogram)}), kCryptogram + kMacSize});
    if (answer.sw == 0x6983 || answer.sw == 0x63C0) return AccessVerdict::blocked;
    if (!answer.ok()) return AccessVerdict::wrong_secret;

    const ByteView data{answer.data};
    if (data.size() != kCryptogram + kMacSize) throw ProtocolViolation{"BAC: length of the answer"};
    if (!equal(mac(Cipher::tdes, keys.mac, data.first(kCryptogram)), data.last(kMacSize)))
        throw ProtocolViolation{"BAC: wrong MAC of the chip"};
    auto opened = decrypt_cbc(Cipher::tdes, keys.encryption, iv, data.first(kCryptogram));
    const ByteView theirs{opened};
    if (!equal(theirs.first(8), challenge.data) || !equal(theirs.subspan(8, 8), own_challenge))
        throw ProtocolViolation{"BAC: chip answers another challenge"};
    channel.secure(session_of(own_key, theirs.subspan(16), challenge.data, own_challenge), Cipher::tdes);
    cleanse(opened.data(), opened.size());
    cleanse(own_key.data(), own_key.size());
    return AccessVerdict::opened;
}
} // namespace hardware::card
