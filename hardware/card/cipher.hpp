#pragma once

#include <string_view>

#include "hardware/bytes.hpp"
#include "hardware/card/access.hpp"
#include "hardware/card/secret_bytes.hpp"

/// The ciphers of ICAO 9303-11 §9: 3DES with retail MAC, AES with CMAC.
namespace hardware::card {
std::size_t block_size(Cipher cipher);
std::size_t key_size(Cipher cipher);

/// What the derived key is for.
enum class KeyUse : std::uint8_t { encryption = 1, mac = 2, password = 3 };

/// Session and password keys; 3DES keys have odd parity. Source: ICAO 9303-11 §9.7.1.
SecretBytes derive_key(Cipher cipher, ByteView shared_secret, KeyUse use);

/// CBC without padding; `bytes` are whole blocks.
Bytes encrypt_cbc(Cipher cipher, ByteView key, ByteView iv, ByteView bytes);
Bytes decrypt_cbc(Cipher cipher, ByteView key, ByteView iv, ByteView bytes);

/// One block under the bare cipher: the initialisation vector of AES secure messaging.
Bytes encrypt_block(Cipher cipher, ByteView key, ByteView block);

/// Eight bytes: ISO/IEC 9797-1 algorithm 3 with DES over `pad(bytes)`, or AES-CMAC over `bytes`, cut. §9.5, §9.6
Bytes mac(Cipher cipher, ByteView key, ByteView bytes);

/// ISO/IEC 7816-4 padding: `80`, then `00` to a whole block.
Bytes pad(ByteView bytes, std::size_t block);
/// Without it. Throws `ProtocolViolation` where there is none.
Bytes unpad(ByteView bytes);

/// Compares in constant time.
bool equal(ByteView a, ByteView b);

/// `name` as OpenSSL knows it, `SHA1` or `SHA256`.
Bytes digest(const char* name, ByteView bytes);

Bytes random_bytes(std::size_t count);

inline ByteView as_bytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
} // namespace hardware::card
