#pragma once

#include <concepts>

#include "portal/contract/strict_json.hpp"

/// Only for the sources of this folder: a message names its members once, for writing and for reading.
/// `members_of(members, message)` is given a `Writer` with a message to write, or a `Reader` with one to fill; both
/// have the same functions.
namespace portal::contract::strict {
/// What `Members` may do with a message of this type.
template <class Members, class Message>
using Part = std::conditional_t<Members::kReads, Message, const Message>;

/// Writes whatever it is told; limits are for readers.
class Writer {
public:
    static constexpr bool kReads = false;

    void version(int number) { json_["version"] = number; }
    void text(const char* key, const std::string& value, std::size_t) { json_[key] = value; }
    void code(const char* key, const std::string& value) { json_[key] = value; }
    void codes(const char* key, const std::vector<std::string>& values, std::size_t) { json_[key] = values; }
    void key_id(const char* key, const KeyId& value) { json_[key] = value; }
    void boolean(const char* key, bool value) { json_[key] = value; }
    template <std::integral Number>
    void number(const char* key, Number value, Number, Number)
    {
        json_[key] = value;
    }
    void instant(const char* key, Instant value) { json_[key] = to_rfc3339(value); }
    void date(const char* key, Date value) { json_[key] = to_iso(value); }
    void base64(const char* key, const Bytes& value, std::size_t) { json_[key] = to_base64(value); }
    void base64_of(std::size_t, const char* key, const Bytes& value) { json_[key] = to_base64(value); }
    template <std::size_t kSize>
    void hex(const char* key, const std::array<std::uint8_t, kSize>& value)
    {
        json_[key] = to_hex(value);
    }
    template <std::size_t kSize>
    void hex_text(const char* key, const std::string& value)
    {
        json_[key] = value;
    }
    template <class Enum, std::size_t kSize>
    void word(const char* key, Enum value, const std::array<Word<Enum>, kSize>& words)
    {
        json_[key] = word_of(value, words);
    }
    /// `take` is called with the value where there is one.
    template <class Value, class Take>
    void optional(const char*, const std::optional<Value>& value, Take take)
    {
        if (value) take(*value);
    }
    template <class Message>
    void object(const char* key, const Message& value)
    {
        json_[key] = json_of_members(value);
    }
    template <class Message>
    void list(const char* key, const std::vector<Message>& values, std::size_t, const char*)
    {
        auto& array = json_[key] = Json::array();
        for (const auto& value : values)
            array.push_back(json_of_members(value));
    }

    const Json& json() const { return json_; }

private:
    template <class Message>
    static Json json_of_members(const Message& value)
    {
        Writer members;
        members_of(members, value);
        return members.json_;
    }
    Json json_;
};

/// Takes what it is told, within its limits. Throws `Malformed`.
class Reader {
public:
    static constexpr bool kReads = true;
    explicit Reader(Object object) : object_{std::move(object)} {}

    void version(int number) { object_.integer("version", number, number); }
    void text(const char* key, std::string& value, std::size_t longest) { value = object_.text(key, longest); }
    void code(const char* key, std::string& value) { value = object_.code(key); }
    void codes(const char* key, std::vector<std::string>& values, std::size_t most)
    {
        values = object_.codes(key, most);
    }
    void key_id(const char* key, KeyId& value) { value = object_.key_id(key); }
    void boolean(const char* key, bool& value) { value = object_.boolean(key); }
    template <std::integral Number>
    void number(const char* key, Number& value, Number least, Number most)
    {
        if constexpr (std::is_signed_v<Number>)
            value = static_cast<Number>(object_.integer(key, least, most));
        else
            value = static_cast<Number>(object_.natural(key, least, most));
    }
    void instant(const char* key, Instant& value) { value = object_.instant(key); }
    void date(const char* key, Date& value) { value = object_.date(key); }
    void base64(const char* key, Bytes& value, std::size_t longest) { value = object_.base64(key, longest); }
    void base64_of(std::size_t size, const char* key, Bytes& value)
    {
        value = object_.base64(key, size);
        if (value.size() != size) throw Malformed{std::string{key} + ": of another length"};
    }
    template <std::size_t kSize>
    void hex(const char* key, std::array<std::uint8_t, kSize>& value)
    {
        value = object_.hex<kSize>(key);
    }
    /// A text that is so many bytes in hexadecimal.
    template <std::size_t kSize>
    void hex_text(const char* key, std::string& value)
    {
        value = to_hex(object_.hex<kSize>(key));
    }
    template <class Enum, std::size_t kSize>
    void word(const char* key, Enum& value, const std::array<Word<Enum>, kSize>& words)
    {
        value = object_.one_of(key, words);
    }
    template <class Value, class Take>
    void optional(const char* key, std::optional<Value>& value, Take take)
    {
        if (object_.has(key)) take(value.emplace());
    }
    template <class Message>
    void object(const char* key, Message& value)
    {
        fill(object_.object(key), value);
    }
    /// `name` of one of them, for what a failure says.
    template <class Message>
    void list(const char* key, std::vector<Message>& values, std::size_t longest, const char* name)
    {
        for (const auto& json : object_.array(key, longest))
            fill(Object{json, name}, values.emplace_back());
    }
    void finish() const { object_.finish(); }

private:
    template <class Message>
    static void fill(Object object, Message& value)
    {
        Reader members{std::move(object)};
        members_of(members, value);
        members.finish();
    }
    Object object_;
};
} // namespace portal::contract::strict
