#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "portal/http/exchange.hpp"
#include "portal/http/router.hpp"

/// One entrance of the portal: with `request_body`, the only place that knows the server library.
namespace portal::http {
/// A TCP address; port 0 takes any free one.
struct TcpAddress {
    std::string host;
    int port{};
};

/// Where an entrance listens and how much it takes at once. A connection serves one request.
struct ServerOptions {
    std::variant<std::filesystem::path, TcpAddress> listen; ///< a unix socket (made anew, 0660), or TCP
    std::size_t threads{16};
    std::chrono::seconds idle{2}; ///< for a connection that sends nothing, or takes nothing
    int backlog{1024};
};

/// Serves the routes of one entrance until it is stopped. `start` and `stop` belong to one thread; handlers run on
/// several.
class Server {
public:
    /// Gives every refusal and fault its answer: `problem+json` or a page. `fault` is an `HttpError`, or anything that
    /// a handler let out.
    using ErrorAnswer = std::function<Response(const Request&, std::exception_ptr fault)>;
    /// Runs over every answer before it leaves, for the security headers.
    using Finish = std::function<void(const Request&, Response&)>;

    Server(ServerOptions options, Router router, ErrorAnswer on_error, Finish finish);
    ~Server();
    Server(Server&&) = delete;

    /// Binds and serves on a thread of its own. Throws `std::runtime_error` where the address cannot be had.
    void start();
    /// Ends after the requests in work; returns when all threads are done.
    void stop();
    int port() const; ///< of a TCP address, after `start`

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};
} // namespace portal::http
