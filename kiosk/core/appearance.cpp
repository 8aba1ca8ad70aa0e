#include "kiosk/core/appearance.hpp"

#include <cmath>
#include <exception>
#include <string>

#include <fmt/format.h>

#include "config/log.hpp"
#include "config/settings.hpp"
#include "kiosk/core/private_file.hpp"

namespace kiosk {
namespace {
constexpr const char* kFile = "appearance.toml";

Language language_named(const std::string& name)
{
    if (name == "bg") return Language::bulgarian;
    if (name == "en") return Language::english;
    throw config::SettingsError{"language: neither bg nor en"};
}
} // namespace

std::optional<Appearance> kept_appearance(const std::filesystem::path& state)
{
    const auto file = state / kFile;
    try {
        if (!std::filesystem::exists(file)) return std::nullopt;
        auto kept = config::Settings::load(file);
        Appearance appearance;
        appearance.language = language_named(kept.text("language"));
        appearance.high_contrast = kept.flag("high_contrast", false);
        appearance.scale = static_cast<double>(kept.integer("text_percent", 100, 200)) / 100.0;
        kept.refuse_unknown();
        return appearance;
    } catch (const std::exception& error) {
        config::log::warn("appearance.ignored", {{"error", error.what()}});
        return std::nullopt;
    }
}

void keep_appearance(const std::filesystem::path& state, const Appearance& appearance)
{
    const auto text = fmt::format("language = \"{}\"\nhigh_contrast = {}\ntext_percent = {}\n",
                                  appearance.language == Language::english ? "en" : "bg", appearance.high_contrast,
                                  std::lround(appearance.scale * 100.0));
    write_private_file(state / kFile, portal::contract::bytes_of(text));
}
} // namespace kiosk
