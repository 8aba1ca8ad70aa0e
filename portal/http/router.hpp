#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portal/http/exchange.hpp"

namespace portal::http {
using Handler = std::function<Response(const Request&)>;

/// What bodies a route takes.
struct BodyRule {
    std::size_t limit{8 * 1024}; ///< bytes
};

/// The routes of one entrance. Patterns are fixed paths with `{name}` for one segment: `/email/{token}`.
class Router {
public:
    void get(std::string_view pattern, Handler handler);
    void post(std::string_view pattern, Handler handler, BodyRule body = {});
    void remove(std::string_view pattern, Handler handler); ///< DELETE

    /// The route of one request; `handler` lives as long as the router.
    struct Match {
        const Handler* handler{};
        BodyRule body;
        std::map<std::string, std::string, std::less<>> captured;
    };
    /// Empty: there is no such route.
    std::optional<Match> find(std::string_view method, std::string_view path) const;
    /// HEAD is answered by GET's handler. Throws `HttpError` 404, or 405 where only the method is wrong.
    Match match(std::string_view method, std::string_view path) const;

    /// Method and pattern of each, for who looks at all of them.
    std::vector<std::pair<std::string, std::string>> all() const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> segments;
        Handler handler;
        BodyRule body;
    };
    void add(std::string method, std::string_view pattern, Handler handler, BodyRule body);
    std::vector<Route> routes_;
};
} // namespace portal::http
