#include "hardware/card/cipher.hpp"

#include <array>
#include <bit>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "hardware/card/openssl.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::card {
namespace {
using ssl::check;
constexpr std::size_t kMacSize = 8;
enum class Direction { decrypt = 0, encrypt = 1 };

struct Traits {
    std::size_t key_size;
    std::size_t block;
    const char* cbc;
    const char* ecb;
    const char* digest;
};

const Traits& traits(Cipher cipher)
{
    static constexpr Traits kTdes{16, 8, "DES-EDE-CBC", "DES-EDE", "SHA1"};
    static constexpr Traits kAes128{16, 16, "AES-128-CBC", "AES-128-ECB", "SHA1"};
    static constexpr Traits kAes192{24, 16, "AES-192-CBC", "AES-192-ECB", "SHA256"};
    static constexpr Traits kAes256{32, 16, "AES-256-CBC", "AES-256-ECB", "SHA256"};
    switch (cipher) {
    case Cipher::tdes:
        return kTdes;
    case Cipher::aes_128:
        return kAes128;
    case Cipher::aes_192:
        return kAes192;
    case Cipher::aes_256:
        return kAes256;
    }
    throw std::logic_error{"unknown cipher"};
}

Bytes crypt(const char* name, ByteView key, ByteView iv, ByteView bytes, Direction direction)
{
    const std::unique_ptr<EVP_CIPHER, ssl::Deleter<EVP_CIPHER_free>> cipher{EVP_CIPHER_fetch(nullptr, name, nullptr)};
    check(cipher != nullptr, "EVP_CIPHER_fetch");
    const auto context = ssl::own<ssl::CipherContext>(EVP_CIPHER_CTX_new(), "EVP_CIPHER_CTX_new");
    check(EVP_CipherInit_ex2(context.get(), cipher.get(), key.data(), iv.empty() ? nullptr : iv.data(),
                             static_cast<int>(direction), nullptr) == 1,
          "EVP_CipherInit_ex2");
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    Bytes out(bytes.size() + 32);
    int written = 0;
    int last = 0;
    check(EVP_CipherUpdate(context.get(), out.data(), &written, bytes.data(), static_cast<int>(bytes.size())) == 1 &&
              EVP_CipherFinal_ex(context.get(), out.data() + written, &last) == 1,
          "EVP_CipherUpdate");
    out.resize(static_cast<std::size_t>(written) + static_cast<std::size_t>(last));
    return out;
}

/// Single DES is 3DES with three equal keys, so that no legacy provider is needed.
Bytes single_des(ByteView key, ByteView block, Direction direction)
{
    SecretBytes twice{key.begin(), key.end()};
    twice.insert(twice.end(), key.begin(), key.end());
    return crypt("DES-EDE", twice, {}, block, direction);
}

/// ISO/IEC 9797-1 MAC algorithm 3: DES-CBC with the first half, the last block once more with both.
Bytes retail_mac(ByteView key, ByteView bytes)
{
    const auto padded = pad(bytes, 8);
    SecretBytes first{key.begin(), key.begin() + 8};
    first.insert(first.end(), key.begin(), key.begin() + 8);
    const std::array<std::uint8_t, 8> zero{};
    const auto chain = crypt("DES-EDE-CBC", first, zero, padded, Direction::encrypt);
    const auto last = ByteView{chain}.last(8);
    const auto middle = single_des(key.subspan(8, 8), last, Direction::decrypt);
    return single_des(key.first(8), middle, Direction::encrypt);
}

Bytes cmac(Cipher cipher, ByteView key, ByteView bytes)
{
    const std::unique_ptr<EVP_MAC, ssl::Deleter<EVP_MAC_free>> algorithm{EVP_MAC_fetch(nullptr, "CMAC", nullptr)};
    check(algorithm != nullptr, "EVP_MAC_fetch");
    const std::unique_ptr<EVP_MAC_CTX, ssl::Deleter<EVP_MAC_CTX_free>> context{EVP_MAC_CTX_new(algorithm.get())};
    check(context != nullptr, "EVP_MAC_CTX_new");
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, const_cast<char*>(traits(cipher).cbc), 0),
        OSSL_PARAM_construct_end()};
    Bytes out(16);
    std::size_t size = 0;
    check(EVP_MAC_init(context.get(), key.data(), key.size(), params) == 1 &&
              EVP_MAC_update(context.get(), bytes.data(), bytes.size()) == 1 &&
              EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1,
          "EVP_MAC");
    out.resize(kMacSize);
    return out;
}

void set_odd_parity(SecretBytes& key)
{
    for (auto& byte : key)
        if (std::popcount(byte) % 2 == 0) byte ^= 1;
}
} // namespace

void cleanse(void* memory, std::size_t size)
{
    OPENSSL_cleanse(memory, size);
}

std::size_t block_size(Cipher cipher)
{
    return traits(cipher).block;
}

std::size_t key_size(Cipher cipher)
{
    return traits(cipher).key_size;
}

SecretBytes derive_key(Cipher cipher, ByteView shared_secret, KeyUse use)
{
    SecretBytes input{shared_secret.begin(), shared_secret.end()};
    input.insert(input.end(), {0, 0, 0, static_cast<std::uint8_t>(use)});
    auto hash = digest(traits(cipher).digest, input);
    SecretBytes key{hash.begin(), hash.begin() + static_cast<std::ptrdiff_t>(traits(cipher).key_size)};
    cleanse(hash.data(), hash.size());
    if (cipher == Cipher::tdes) set_odd_parity(key);
    return key;
}

Bytes encrypt_cbc(Cipher cipher, ByteView key, ByteView iv, ByteView bytes)
{
    return crypt(traits(cipher).cbc, key, iv, bytes, Direction::encrypt);
}

Bytes decrypt_cbc(Cipher cipher, ByteView key, ByteView iv, ByteView bytes)
{
    return crypt(traits(cipher).cbc, key, iv, bytes, Direction::decrypt);
}

Bytes encrypt_block(Cipher cipher, ByteView key, ByteView block)
{
    return crypt(traits(cipher).ecb, key, {}, block, Direction::encrypt);
}

Bytes mac(Cipher cipher, ByteView key, ByteView bytes)
{
    return cipher == Cipher::tdes ? retail_mac(key, bytes) : cmac(cipher, key, bytes);
}

Bytes pad(ByteView bytes, std::size_t block)
{
    Bytes padded{bytes.begin(), bytes.end()};
    padded.push_back(0x80);
    padded.resize((padded.size() + block - 1) / block * block, 0);
    return padded;
}

Bytes unpad(ByteView bytes)
{
    auto end = bytes.size();
    while (end > 0 && bytes[end - 1] == 0)
        --end;
    if (end == 0 || bytes[end - 1] != 0x80) throw ProtocolViolation{"padding is missing"};
    return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end - 1)};
}

bool equal(ByteView a, ByteView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Bytes digest(const char* name, ByteView bytes)
{
    const std::unique_ptr<EVP_MD, ssl::Deleter<EVP_MD_free>> algorithm{EVP_MD_fetch(nullptr, name, nullptr)};
    check(algorithm != nullptr, "EVP_MD_fetch");
    Bytes out(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    check(EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, algorithm.get(), nullptr) == 1, "EVP_Digest");
    out.resize(size);
    return out;
}

Bytes random_bytes(std::size_t count)
{
    Bytes bytes(count);
    check(RAND_bytes(bytes.data(), static_cast<int>(count)) == 1, "RAND_bytes");
    return bytes;
}
} // namespace hardware::card
