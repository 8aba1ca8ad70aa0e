#include "config/settings.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <system_error>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace config {
namespace {
/// What a TOML node is called in a message to the operator.
std::string_view name_of(toml::node_type type)
{
    switch (type) {
    case toml::node_type::string:
        return "text";
    case toml::node_type::integer:
        return "a whole number";
    case toml::node_type::floating_point:
        return "a decimal number";
    case toml::node_type::boolean:
        return "true or false";
    case toml::node_type::array:
        return "a list";
    case toml::node_type::table:
        return "a section";
    default:
        return "a date or time";
    }
}

std::string read_file(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream content;
    if (!in || !(content << in.rdbuf()))
        throw SettingsError{
            fmt::format("{}: cannot be read: {}", file.string(), std::generic_category().message(errno))};
    return content.str();
}
} // namespace

struct Settings::Impl {
    toml::table table;
    std::string name;             ///< of the file, as it stands in messages
    std::filesystem::path folder; ///< that relative paths start from
    std::set<std::string, std::less<>> asked;

    const toml::node* find(std::string_view key)
    {
        asked.emplace(key);
        return table.at_path(key).node();
    }

    const toml::node& require(std::string_view key)
    {
        if (const auto* node = find(key)) return *node;
        throw SettingsError{fmt::format("{}: {}: missing", name, key)};
    }

    [[noreturn]] void refuse(const toml::node& node, std::string_view key, std::string_view what) const
    {
        throw SettingsError{fmt::format("{}:{}: {}: {}", name, node.source().begin.line, key, what)};
    }

    template <typename T>
    T value(const toml::node& node, std::string_view key, std::string_view expected) const
    {
        if (const auto value = node.value_exact<T>()) return *value;
        refuse(node, key, fmt::format("must be {}, is {}", expected, name_of(node.type())));
    }

    std::string text(const toml::node& node, std::string_view key) const
    {
        return value<std::string>(node, key, "text");
    }

    std::int64_t integer(const toml::node& node, std::string_view key, std::int64_t least, std::int64_t most) const
    {
        const auto number = value<std::int64_t>(node, key, "a whole number");
        if (number < least || number > most)
            refuse(node, key, fmt::format("must be from {} to {}, is {}", least, most, number));
        return number;
    }

    /// Throws for the first leaf below `section` that nobody asked for.
    void refuse_unasked(const toml::table& section, const std::string& prefix) const
    {
        for (const auto& [name_here, node] : section) {
            const std::string key = prefix + std::string{name_here.str()};
            const auto* inner = node.as_table();
            if (inner != nullptr && !inner->empty())
                refuse_unasked(*inner, key + ".");
            else if (!asked.contains(key))
                refuse(node, key, "unknown key");
        }
    }
};

Settings::Settings(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Settings::Settings(Settings&&) noexcept = default;
Settings::~Settings() = default;

Settings Settings::load(const std::filesystem::path& file)
{
    auto settings = parse(read_file(file), file.string());
    settings.impl_->folder = std::filesystem::absolute(file).parent_path();
    return settings;
}

Settings Settings::parse(std::string_view toml, std::string_view name_in_messages)
{
    auto impl = std::make_unique<Impl>();
    impl->name = name_in_messages;
    try {
        impl->table = toml::parse(toml);
    } catch (const toml::parse_error& error) {
        const auto at = error.source().begin;
        throw SettingsError{fmt::format("{}:{}:{}: {}", name_in_messages, at.line, at.column, error.description())};
    }
    return Settings{std::move(impl)};
}

std::string Settings::text(std::string_view key)
{
    return impl_->text(impl_->require(key), key);
}

std::string Settings::text(std::string_view key, std::string_view otherwise)
{
    const auto* node = impl_->find(key);
    return node != nullptr ? impl_->text(*node, key) : std::string{otherwise};
}

std::int64_t Settings::integer(std::string_view key, std::int64_t least, std::int64_t most)
{
    return impl_->integer(impl_->require(key), key, least, most);
}

std::int64_t Settings::integer(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise)
{
    const auto* node = impl_->find(key);
    return node != nullptr ? impl_->integer(*node, key, least, most) : otherwise;
}

bool Settings::flag(std::string_view key, bool otherwise)
{
    const auto* node = impl_->find(key);
    return node != nullptr ? impl_->value<bool>(*node, key, "true or false") : otherwise;
}

std::chrono::seconds Settings::seconds(std::string_view key, std::chrono::seconds otherwise)
{
    constexpr std::int64_t kCentury = 100LL * 366 * 24 * 60 * 60;
    return std::chrono::seconds{integer(key, 0, kCentury, otherwise.count())};
}

std::vector<std::string> Settings::texts(std::string_view key, std::vector<std::string> otherwise)
{
    const auto* node = impl_->find(key);
    if (node == nullptr) return otherwise;
    const auto* list = node->as_array();
    if (list == nullptr) impl_->refuse(*node, key, fmt::format("must be a list, is {}", name_of(node->type())));
    std::vector<std::string> texts;
    for (const auto& entry : *list)
        texts.push_back(impl_->text(entry, key));
    return texts;
}

std::filesystem::path Settings::path(std::string_view key)
{
    const auto& node = impl_->require(key);
    const std::filesystem::path given{impl_->text(node, key)};
    if (given.empty()) impl_->refuse(node, key, "must name a file or folder, is empty");
    return (impl_->folder / given).lexically_normal();
}

std::optional<std::filesystem::path> Settings::optional_path(std::string_view key)
{
    if (impl_->find(key) == nullptr) return std::nullopt;
    return path(key);
}

void Settings::refuse_unknown() const
{
    impl_->refuse_unasked(impl_->table, "");
}

std::string read_secret(const std::filesystem::path& file)
{
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0)
        throw SettingsError{
            fmt::format("{}: cannot be read: {}", file.string(), std::generic_category().message(errno))};
    if (!S_ISREG(about.st_mode)) throw SettingsError{fmt::format("{}: is no regular file", file.string())};
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        throw SettingsError{fmt::format("{}: is a secret that others than its owner may use; set mode 0600 (chmod 600)",
                                        file.string())};
    auto secret = read_file(file);
    if (secret.ends_with('\n')) secret.pop_back();
    if (secret.ends_with('\r')) secret.pop_back();
    if (secret.empty()) throw SettingsError{fmt::format("{}: is empty", file.string())};
    return secret;
}
} // namespace config
