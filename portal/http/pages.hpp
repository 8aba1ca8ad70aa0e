#pragma once

#include <filesystem>
#include <kainjow/mustache.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "portal/http/text.hpp"

namespace portal::http {
using PageData = kainjow::mustache::data;

/// A translatable text in C++ source: marks it for the catalog and gives it back. The page translates it.
// NOLINTNEXTLINE(readability-identifier-naming): the name that everybody who knows gettext knows
constexpr std::string_view N_(std::string_view english)
{
    return english;
}

/// The Mustache files of a folder, read, translated and parsed once. While reading, `{{> name}}` takes in the file
/// `name.mustache`, and `{{#t}}English text{{/t}}` becomes its translation, in which further tags are filled. Values
/// are escaped unless a template writes three braces. An empty text counts as present: give `false` to leave a section
/// out. Rendering is thread-safe.
class Pages {
public:
    /// Throws `std::runtime_error` naming the file that cannot be read or parsed.
    Pages(const std::filesystem::path& folder, const Texts& texts);
    ~Pages();

    /// Throws `std::logic_error` for a template that is not there.
    std::string render(std::string_view name, Language language, PageData data) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
} // namespace portal::http
