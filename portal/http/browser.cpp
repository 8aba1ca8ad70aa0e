#include "portal/http/browser.hpp"

#include <array>
#include <span>

namespace portal::http {
namespace {
struct Sign {
    std::string_view mark;
    std::string_view name;
};

/// Whoever is built on another browser stands before it.
constexpr std::array<Sign, 13> kNames{{{"Edg", "Microsoft Edge"},
                                       {"OPR/", "Opera"},
                                       {"SamsungBrowser/", "Samsung Internet"},
                                       {"YaBrowser/", "Yandex Browser"},
                                       {"Vivaldi/", "Vivaldi"},
                                       {"HuaweiBrowser/", "Huawei Browser"},
                                       {"FxiOS/", "Firefox"},
                                       {"Firefox/", "Firefox"},
                                       {"CriOS/", "Google Chrome"},
                                       {"Chromium/", "Chromium"},
                                       {"Chrome/", "Google Chrome"},
                                       {"Epiphany/", "GNOME Web"},
                                       {"Safari/", "Safari"}}};
constexpr std::array<Sign, 7> kSystems{{{"iPhone", "iPhone"},
                                        {"iPad", "iPad"},
                                        {"Android", "Android"},
                                        {"Windows", "Windows"},
                                        {"CrOS", "ChromeOS"},
                                        {"Mac OS X", "macOS"},
                                        {"Linux", "Linux"}}};

std::string_view first_of(std::span<const Sign> signs, std::string_view agent)
{
    for (const auto& sign : signs)
        if (agent.find(sign.mark) != std::string_view::npos) return sign.name;
    return {};
}
} // namespace

Browser browser_of(std::string_view agent)
{
    return {first_of(kNames, agent), first_of(kSystems, agent)};
}
} // namespace portal::http
