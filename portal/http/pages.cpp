#include "portal/http/pages.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace portal::http {
namespace {
namespace mustache = kainjow::mustache;
constexpr unsigned kDeepestInclusion = 8;

std::string read_file(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw std::runtime_error{"cannot read " + file.string()};
    return text.str();
}

/// The library would parse a partial at every rendering: taken in here, it is parsed once.
std::string with_partials(const std::filesystem::path& folder, const std::string& name, unsigned depth)
{
    if (depth > kDeepestInclusion) throw std::runtime_error{"templates include each other: " + name};
    std::string text = read_file(folder / (name + ".mustache"));
    constexpr std::string_view kOpen = "{{> ";
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
} // namespace

struct Pages::Impl {
    const Texts& texts;
    /// Rendering changes a template only where it fails to parse a text, which loading has excluded for all of them.
    mutable std::map<std::string, mustache::mustache, std::less<>> templates;
};

Pages::Pages(const std::filesystem::path& folder, const Texts& texts) : impl_{new Impl{texts, {}}}
{
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".mustache") continue;
        const auto name = entry.path().stem().string();
        mustache::mustache parsed{with_partials(folder, name, 0)};
        if (!parsed.is_valid()) throw std::runtime_error{entry.path().string() + ": " + parsed.error_message()};
        impl_->templates.emplace(name, std::move(parsed));
    }
}

Pages::~Pages() = default;

std::string Pages::render(std::string_view name, Language language, PageData data) const
{
    const auto found = impl_->templates.find(name);
    if (found == impl_->templates.end()) throw std::logic_error{"no template " + std::string{name}};
    data.set("t", mustache::lambda2{[this, language](const std::string& english, const mustache::renderer& fill) {
                 auto translated = impl_->texts.text(language, english);
                 return translated.find("{{") == std::string::npos ? translated : fill(translated, false);
             }});
    data.set("bulgarian", language == Language::bulgarian);
    data.set("english", language == Language::english);
    data.set("lang", std::string{code_of(language)});
    return found->second.render(data);
}
} // namespace portal::http
