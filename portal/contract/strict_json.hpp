#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "portal/contract/types.hpp"

/// Only for the sources of this folder: JSON that is read without goodwill.
namespace portal::contract::strict {
using Json = nlohmann::json;

/// Throws `Malformed` for anything but one object: also for a repeated key, deep nesting, a great many values, a byte
/// order mark, bytes that are not UTF-8, or more than `longest` bytes. No message repeats what was read.
Json parse(std::string_view text, std::size_t longest);

/// How one enumerator is written.
template <class Enum>
struct Word {
    Enum value;
    std::string_view text;
};
template <class Enum>
Word(Enum, const char*) -> Word<Enum>; // clang 14 does not deduce aggregates by itself

/// Takes the members of one object; `finish` refuses what nobody took. Every failure throws `Malformed` that names the
/// member.
class Object {
public:
    /// `json` must outlive this.
    Object(const Json& json, std::string_view where);

    std::string text(const char* key, std::size_t longest);
    std::int64_t integer(const char* key, std::int64_t least, std::int64_t most);
    std::uint64_t natural(const char* key, std::uint64_t least, std::uint64_t most);
    bool boolean(const char* key);
    Instant instant(const char* key);
    Date date(const char* key);
    Bytes base64(const char* key, std::size_t longest);
    /// Lower-case hexadecimal of exactly so many bytes.
    template <std::size_t kSize>
    std::array<std::uint8_t, kSize> hex(const char* key);
    KeyId key_id(const char* key);     ///< `[a-z0-9-]{1,32}`
    std::string code(const char* key); ///< `[a-z0-9_]{1,64}`
    /// At least one and at most so many, none of them twice.
    std::vector<std::string> codes(const char* key, std::size_t most);
    template <class Enum, std::size_t kSize>
    Enum one_of(const char* key, const std::array<Word<Enum>, kSize>& words);
    Object object(const char* key);
    const Json& array(const char* key, std::size_t longest);
    bool has(const char* key) const; ///< for members that may be left out

    void finish() const;

private:
    const Json& take(const char* key);
    [[noreturn]] void fail(std::string_view key, const char* why) const;

    const Json& json_;
    std::string where_;
    std::vector<std::string> taken_;
};

template <class Enum, std::size_t kSize>
std::string word_of(Enum value, const std::array<Word<Enum>, kSize>& words)
{
    for (const auto& word : words)
        if (word.value == value) return std::string{word.text};
    throw std::logic_error{"an enumerator without a word"};
}

template <class Enum, std::size_t kSize>
Enum Object::one_of(const char* key, const std::array<Word<Enum>, kSize>& words)
{
    const auto read = text(key, 64);
    for (const auto& word : words)
        if (word.text == read) return word.value;
    fail(key, "an unknown word");
}

template <std::size_t kSize>
std::array<std::uint8_t, kSize> Object::hex(const char* key)
{
    const auto digits = text(key, 2 * kSize);
    if (digits.size() != 2 * kSize || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
        fail(key, "not in its hexadecimal form");
    std::array<std::uint8_t, kSize> bytes{};
    const auto read = from_hex(digits);
    std::copy(read.begin(), read.end(), bytes.begin());
    return bytes;
}
} // namespace portal::contract::strict
