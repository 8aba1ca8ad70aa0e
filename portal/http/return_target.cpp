#include "portal/http/return_target.hpp"

#include <algorithm>

namespace portal::http {
namespace {
constexpr std::string_view kHome = "/account";
constexpr std::size_t kLongest = 200;
constexpr std::size_t kLongestWord = 20; ///< of a query: shorter than any token

bool plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_path(std::string_view path)
{
    return path.size() > 1 && path[0] == '/' && path[1] != '/' &&
           std::ranges::all_of(path, [](char c) { return plain(c) || c == '/'; });
}

bool is_word(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestWord && std::ranges::all_of(text, plain);
}

/// Pairs of small words: `page=2&kind=mail`.
bool is_query(std::string_view query)
{
    for (;;) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || !is_word(pair.substr(0, equals)) || !is_word(pair.substr(equals + 1)))
            return false;
        if (end == query.size()) return true;
        query.remove_prefix(end + 1);
    }
}
} // namespace

std::string local_target(std::string_view target)
{
    const auto mark = std::min(target.find('?'), target.size());
    const auto path = target.substr(0, mark);
    if (target.size() > kLongest || !is_path(path)) return std::string{kHome};
    const auto query = target.substr(std::min(mark + 1, target.size()));
    return std::string{is_query(query) ? target : path};
}

std::string nearest_page(const Router& pages, std::string_view target)
{
    auto local = local_target(target);
    auto path = local.substr(0, local.find('?'));
    if (pages.find("GET", path)) return local;
    while (path.rfind('/') > 0) {
        path.resize(path.rfind('/'));
        if (pages.find("GET", path)) return path;
    }
    return std::string{kHome};
}
} // namespace portal::http
