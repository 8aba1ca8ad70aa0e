#include "portal/http/pages.hpp"

#include <regex>
#include <stdexcept>

#include "portal/http/read_file.hpp"

namespace portal::http {
namespace {
namespace mustache = kainjow::mustache;
constexpr unsigned kDeepestInclusion = 8;
constexpr std::size_t kUsualPage = 16 * 1024; ///< bytes

/// The library would parse a partial at every rendering: taken in here, it is parsed once.
std::string with_partials(const std::filesystem::path& folder, const std::string& name, unsigned depth)
{
    if (depth > kDeepestInclusion) throw std::runtime_error{"templates include each other: " + name};
    std::string text = read_file(folder / (name + ".mustache"));
    constexpr std::string_view kOpen = "{{> ";
    static const std::regex kOtherwise{R"(\{\{(\s+>|>(?! [a-z-]+\}\})))"};
    if (std::regex_search(text, kOtherwise))
        throw std::runtime_error{name + ": a file is taken in by {{> name}} alone"};
    for (auto at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, at)) {
        const auto end = text.find("}}", at);
        if (end == std::string::npos) throw std::runtime_error{"an unclosed tag in " + name};
        const auto partial = text.substr(at + kOpen.size(), end - at - kOpen.size());
        auto content = with_partials(folder, partial, depth + 1);
        if (content.ends_with('\n')) content.pop_back();
        text.replace(at, end + 2 - at, content);
    }
    return text;
}

/// As a lambda of the library's, `t` would be translated and parsed at every rendering.
std::string translated(const std::string& text, const Texts& texts, Language language)
{
    constexpr std::string_view kOpen = "{{#t}}";
    constexpr std::string_view kClose = "{{/t}}";
    std::string result;
    std::size_t from = 0;
    for (auto at = text.find(kOpen); at != std::string::npos; at = text.find(kOpen, from)) {
        const auto end = text.find(kClose, at);
        if (end == std::string::npos) break; // the parser says so
        result.append(text, from, at - from);
        const auto english = at + kOpen.size();
        result += texts.text(language, std::string_view{text}.substr(english, end - english));
        from = end + kClose.size();
    }
    return result.append(text, from);
}

/// Most values need none: the library looks at them letter by letter.
std::string escaped(const std::string& value)
{
    return value.find_first_of("&<>\"'") == std::string::npos ? value : mustache::html_escape(value);
}
} // namespace

struct Pages::Impl {
    /// Rendering changes nothing in them: no template has a lambda or a partial left.
    mutable std::map<std::pair<std::string, Language>, mustache::mustache> templates;
};

Pages::Pages(const std::filesystem::path& folder, const Texts& texts) : impl_{new Impl}
{
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".mustache") continue;
        const auto name = entry.path().stem().string();
        const auto text = with_partials(folder, name, 0);
        for (const auto language : {Language::bulgarian, Language::english}) {
            mustache::mustache parsed{translated(text, texts, language)};
            if (!parsed.is_valid()) throw std::runtime_error{entry.path().string() + ": " + parsed.error_message()};
            parsed.set_custom_escape(escaped);
            impl_->templates.emplace(std::pair{name, language}, std::move(parsed));
        }
    }
}

Pages::~Pages() = default;

std::string Pages::render(std::string_view name, Language language, PageData data) const
{
    const auto found = impl_->templates.find({std::string{name}, language});
    if (found == impl_->templates.end()) throw std::logic_error{"no template " + std::string{name}};
    data.set("bulgarian", language == Language::bulgarian);
    data.set("english", language == Language::english);
    data.set("lang", std::string{code_of(language)});
    std::string page;
    page.reserve(kUsualPage);
    found->second.render(data, [&page](const std::string& part) { page += part; });
    return page;
}
} // namespace portal::http
