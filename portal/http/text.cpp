#include "portal/http/text.hpp"

#include <fmt/format.h>

#include <boost/locale.hpp>
#include <stdexcept>

#include "portal/contract/sofia_time.hpp"

namespace portal::http {
namespace {
constexpr const char* kCatalog = "gishe-portal";
constexpr std::string_view kNoBreakSpace = "\u00a0";

std::string replaced(std::string text, std::string_view place, std::string_view value)
{
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
        text.replace(at, place.size(), value);
    return text;
}
} // namespace

std::string_view code_of(Language language)
{
    return language == Language::bulgarian ? "bg" : "en";
}

Language language_of(std::string_view code, Language otherwise)
{
    if (code == "bg") return Language::bulgarian;
    if (code == "en") return Language::english;
    return otherwise;
}

struct Texts::Impl {
    std::locale bulgarian;
    std::locale english;
    const std::locale& of(Language language) const { return language == Language::bulgarian ? bulgarian : english; }
};

Texts::Texts(const std::filesystem::path& folder) : impl_{new Impl}
{
    const auto catalog = folder / "bg" / "LC_MESSAGES" / (std::string{kCatalog} + ".mo");
    if (!std::filesystem::exists(catalog)) throw std::runtime_error{"no translations in " + catalog.string()};
    boost::locale::generator generator;
    generator.add_messages_path(folder.string());
    generator.add_messages_domain(kCatalog);
    impl_->bulgarian = generator("bg_BG.UTF-8");
    impl_->english = generator("en_GB.UTF-8");
}

Texts::~Texts() = default;

std::string Texts::text(Language language, std::string_view english) const
{
    return boost::locale::translate(std::string{english}).str(impl_->of(language));
}

std::string Texts::counted(Language language, std::string_view english_one, std::string_view english_many,
                           std::int64_t number) const
{
    const auto chosen =
        boost::locale::translate(std::string{english_one}, std::string{english_many}, static_cast<int>(number))
            .str(impl_->of(language));
    return replaced(chosen, "{n}", std::to_string(number));
}

std::string filled(std::string text, std::initializer_list<std::pair<std::string_view, std::string_view>> values)
{
    for (const auto& [name, value] : values)
        text = replaced(std::move(text), "{" + std::string{name} + "}", value);
    return text;
}

std::string shown_date(contract::Date date)
{
    return contract::to_shown(date);
}

std::string shown_date(contract::Instant when)
{
    return shown_date(contract::sofia_day(when));
}

std::string shown_time(contract::Instant when)
{
    const auto local = contract::sofia_clock(when);
    const std::chrono::hh_mm_ss time{local - std::chrono::floor<std::chrono::days>(local)};
    return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

std::string shown_moment(contract::Instant when)
{
    return shown_date(when) + " " + shown_time(when);
}

std::string shown_euro(std::int64_t cents, Language language)
{
    const bool bulgarian = language == Language::bulgarian;
    const auto magnitude = cents < 0 ? -cents : cents;
    std::string whole = std::to_string(magnitude / 100);
    const std::string_view group = bulgarian ? kNoBreakSpace : ",";
    for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(static_cast<std::size_t>(at), group);
    const auto figure = fmt::format("{}{}{}{:02}", cents < 0 ? "-" : "", whole, bulgarian ? "," : ".", magnitude % 100);
    return bulgarian ? fmt::format("{}{}€", figure, kNoBreakSpace) : "€" + figure;
}
} // namespace portal::http
