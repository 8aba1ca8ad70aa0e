#include "portal/http/return_target.hpp"

#include <algorithm>

namespace portal::http {
std::string local_target(std::string_view target)
{
    constexpr std::string_view kHome = "/account";
    constexpr std::size_t kLongest = 200;
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '-' ||
               c == '_';
    };
    const bool local = target.size() > 1 && target.size() <= kLongest && target[0] == '/' && target[1] != '/' &&
                       std::ranges::all_of(target, plain);
    return std::string{local ? target : kHome};
}
} // namespace portal::http
