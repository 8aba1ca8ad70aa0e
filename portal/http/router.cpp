#include "portal/http/router.hpp"

namespace portal::http {
namespace {
std::vector<std::string> segments_of(std::string_view path)
{
    std::vector<std::string> segments;
    if (path.starts_with('/')) path.remove_prefix(1);
    for (;;) {
        const auto slash = path.find('/');
        segments.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

using Captured = std::map<std::string, std::string, std::less<>>;

std::optional<Captured> fit(const std::vector<std::string>& pattern, const std::vector<std::string>& path)
{
    if (pattern.size() != path.size()) return std::nullopt;
    Captured captured;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i].starts_with('{')) {
            if (path[i].empty()) return std::nullopt;
            captured.emplace(pattern[i].substr(1, pattern[i].size() - 2), path[i]);
        } else if (pattern[i] != path[i]) {
            return std::nullopt;
        }
    }
    return captured;
}
} // namespace

void Router::get(std::string_view pattern, Handler handler)
{
    add("GET", pattern, std::move(handler), {});
}

void Router::post(std::string_view pattern, Handler handler, BodyRule body)
{
    add("POST", pattern, std::move(handler), body);
}

void Router::remove(std::string_view pattern, Handler handler)
{
    add("DELETE", pattern, std::move(handler), {});
}

void Router::add(std::string method, std::string_view pattern, Handler handler, BodyRule body)
{
    routes_.push_back({std::move(method), segments_of(pattern), std::move(handler), body});
}

std::vector<std::pair<std::string, std::string>> Router::all() const
{
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& route : routes_) {
        std::string pattern;
        for (const auto& segment : route.segments)
            pattern += "/" + segment;
        all.emplace_back(route.method, std::move(pattern));
    }
    return all;
}

std::optional<Router::Match> Router::find(std::string_view method, std::string_view path) const
{
    const auto wanted = method == "HEAD" ? std::string_view{"GET"} : method;
    const auto segments = segments_of(path);
    for (const auto& route : routes_) {
        if (route.method != wanted) continue;
        if (auto captured = fit(route.segments, segments))
            return Match{&route.handler, route.body, std::move(*captured)};
    }
    return std::nullopt;
}

Router::Match Router::match(std::string_view method, std::string_view path) const
{
    if (auto found = find(method, path)) return std::move(*found);
    const auto segments = segments_of(path);
    for (const auto& route : routes_)
        if (fit(route.segments, segments)) throw HttpError{405, "method_not_allowed", {}};
    throw HttpError{404, "not_found", {}};
}
} // namespace portal::http
