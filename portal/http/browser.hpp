#pragma once

#include <string_view>

namespace portal::http {
/// What a browser says of itself, by the names that people know: `Firefox`, `Windows`. Empty: it does not say.
struct Browser {
    std::string_view name;
    std::string_view system;
    bool operator==(const Browser&) const = default;
};
/// `agent`: its `User-Agent`. Browsers claim to be others, too: the most telling word counts.
Browser browser_of(std::string_view agent);
} // namespace portal::http
