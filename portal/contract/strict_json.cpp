#include "portal/contract/strict_json.hpp"

#include <algorithm>
#include <set>

namespace portal::contract::strict {
namespace {
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; ///< the library skips it; RFC 8259 §8.1 forbids to send it
constexpr std::size_t kDeepest = 8;
constexpr std::size_t kMostValues = 20'000; ///< more than twice what the largest message holds

/// Looks through a text before anything is made of it. The library's own callbacks, called while it makes the values,
/// go over a whole list again at each of its elements.
class Watch final : public nlohmann::json_sax<Json> {
public:
    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool start_object(std::size_t) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override
    {
        if (!open_.back().insert(name).second) throw Malformed{"JSON: a key stands twice"};
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const Json::exception&) override { return false; }

private:
    bool value()
    {
        if (++values_ > kMostValues) throw Malformed{"JSON: too many values"};
        return true;
    }
    bool open()
    {
        if (open_.size() == kDeepest) throw Malformed{"JSON: nested too deeply"};
        open_.emplace_back();
        return value();
    }
    bool close()
    {
        open_.pop_back();
        return true;
    }

    std::vector<std::set<std::string>> open_; ///< the keys of every object that is open; of a list none
    std::size_t values_{0};
};

template <class Value>
Value in_range(const Json& number, Value least, Value most, bool& fits)
{
    const auto value = number.get<Value>();
    fits = value >= least && value <= most;
    return value;
}

bool is_code(std::string_view text)
{
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}
} // namespace

Json parse(std::string_view text, std::size_t longest)
{
    if (text.size() > longest) throw Malformed{"JSON: too long"};
    if (text.starts_with(kByteOrderMark)) throw Malformed{"JSON: begins with a byte order mark"};
    Watch watch;
    if (!Json::sax_parse(text, &watch)) throw Malformed{"JSON: not well-formed"};
    auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) throw Malformed{"JSON: not an object"};
    return json;
}

Object::Object(const Json& json, std::string_view where) : json_{json}, where_{where}
{
    if (!json.is_object()) throw Malformed{where_ + ": not an object"};
}

void Object::fail(std::string_view key, const char* why) const
{
    throw Malformed{where_ + "." + std::string{key} + ": " + why};
}

const Json& Object::take(const char* key)
{
    const auto found = json_.find(key);
    if (found == json_.end()) fail(key, "missing");
    taken_.emplace_back(key);
    return *found;
}

bool Object::has(const char* key) const
{
    return json_.contains(key);
}

std::string Object::text(const char* key, std::size_t longest)
{
    const auto& value = take(key);
    if (!value.is_string()) fail(key, "not a text");
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() > longest) fail(key, "too long");
    if (text.find('\0') != std::string::npos) fail(key, "holds a zero byte");
    return text;
}

std::int64_t Object::integer(const char* key, std::int64_t least, std::int64_t most)
{
    const auto& value = take(key);
    if (!value.is_number_integer()) fail(key, "not an integer");
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        fail(key, "out of range");
    bool fits = false;
    const auto number = in_range(value, least, most, fits);
    if (!fits) fail(key, "out of range");
    return number;
}

std::uint64_t Object::natural(const char* key, std::uint64_t least, std::uint64_t most)
{
    const auto& value = take(key);
    if (!value.is_number_unsigned()) fail(key, "not a natural number");
    bool fits = false;
    const auto number = in_range(value, least, most, fits);
    if (!fits) fail(key, "out of range");
    return number;
}

bool Object::boolean(const char* key)
{
    const auto& value = take(key);
    if (!value.is_boolean()) fail(key, "neither true nor false");
    return value.get<bool>();
}

Instant Object::instant(const char* key)
{
    try {
        return instant_from_rfc3339(text(key, 20));
    } catch (const Malformed&) {
        fail(key, "not a time");
    }
}

Date Object::date(const char* key)
{
    try {
        return date_from_iso(text(key, 10));
    } catch (const Malformed&) {
        fail(key, "not a date");
    }
}

Bytes Object::base64(const char* key, std::size_t longest)
{
    const auto encoded = text(key, (longest + 2) / 3 * 4);
    Bytes bytes;
    try {
        bytes = from_base64(encoded);
    } catch (const Malformed&) {
        fail(key, "not in base64");
    }
    if (bytes.size() > longest) fail(key, "too long");
    return bytes;
}

KeyId Object::key_id(const char* key)
{
    auto id = text(key, 32);
    if (id.empty() || id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
        fail(key, "not a key id");
    return id;
}

std::string Object::code(const char* key)
{
    auto code = text(key, 64);
    if (!is_code(code)) fail(key, "not a code");
    return code;
}

std::vector<std::string> Object::codes(const char* key, std::size_t most)
{
    std::vector<std::string> codes;
    for (const auto& value : array(key, most)) {
        if (!value.is_string() || !is_code(value.get_ref<const std::string&>())) fail(key, "holds what is not a code");
        auto code = value.get<std::string>();
        if (std::find(codes.begin(), codes.end(), code) != codes.end()) fail(key, "holds a code twice");
        codes.push_back(std::move(code));
    }
    if (codes.empty()) fail(key, "empty");
    return codes;
}

Object Object::object(const char* key)
{
    const auto& value = take(key);
    return Object{value, where_ + "." + key};
}

const Json& Object::array(const char* key, std::size_t longest)
{
    const auto& value = take(key);
    if (!value.is_array()) fail(key, "not a list");
    if (value.size() > longest) fail(key, "too long");
    return value;
}

void Object::finish() const
{
    for (const auto& [key, value] : json_.items())
        if (std::find(taken_.begin(), taken_.end(), key) == taken_.end())
            throw Malformed{where_ + ": an unknown member"};
}
} // namespace portal::contract::strict
