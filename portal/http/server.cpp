#include "portal/http/server.hpp"

#include <httplib.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "config/log.hpp"
#include "portal/http/form.hpp"
#include "portal/http/request_body.hpp"

namespace portal::http {
namespace {
/// The library compiles a backlog of 5 in; a burst of connections needs more.
class Listener final : public httplib::Server {
public:
    /// Throws `std::system_error`.
    void set_backlog(int backlog)
    {
        if (::listen(svr_sock_, backlog) != 0) throw std::system_error{errno, std::generic_category(), "listen"};
    }
};

/// What would let two readers see two different requests in one stream of bytes, or what is small grow large: a body
/// that is unpacked, a page that is asked for in a thousand pieces.
void refuse_ambiguous(const httplib::Request& request)
{
    const bool reads_only = request.method == "GET" || request.method == "HEAD";
    if (reads_only && says_it_has_a_body(request)) throw HttpError{400, "body_not_allowed", {}};
    if (request.has_header("Content-Encoding")) throw HttpError{415, "content_encoding_not_allowed", {}};
    if (request.has_header("Transfer-Encoding") && request.has_header("Content-Length"))
        throw HttpError{400, "ambiguous_length", {}};
    if (request.get_header_value_count("Content-Length") > 1) throw HttpError{400, "ambiguous_length", {}};
    if (request.has_header("Range")) throw HttpError{400, "range_not_allowed", {}};
}

Request request_of(const httplib::Request& from, bool behind_proxy)
{
    Request request;
    request.method = from.method;
    request.path = from.path;
    const auto mark = from.target.find('?');
    if (mark != std::string::npos) request.query = parse_urlencoded(std::string_view{from.target}.substr(mark + 1));
    for (const auto& [name, value] : from.headers)
        request.headers.emplace(name, value);
    request.client = behind_proxy ? std::string{header_of(from, "X-Real-IP")} : from.remote_addr;
    return request;
}
} // namespace

struct Server::Impl {
    ServerOptions options;
    Router router;
    ErrorAnswer on_error;
    Finish finish;
    Listener listener;
    std::thread thread;
    int port{};

    bool behind_proxy() const { return std::holds_alternative<std::filesystem::path>(options.listen); }

    /// A line break in a value would be a header, or a whole answer, of somebody else's making.
    static void refuse_broken_headers(const Response& answer)
    {
        for (const auto& [name, value] : answer.headers)
            if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }))
                throw std::runtime_error{"a control character in the header " + name};
    }

    void write(const Request& request, Response answer, httplib::Response& to) const
    {
        finish(request, answer);
        refuse_broken_headers(answer);
        to.status = answer.status;
        to.headers.clear();
        for (auto& [name, value] : answer.headers)
            to.headers.emplace(name, value);
        // The library cuts the page of an error, too, into the pieces that were asked for.
        const bool in_pieces = request.headers.contains("Range");
        if (answer.content_type.empty() || in_pieces) return;
        to.body = std::move(answer.body);
        to.set_header("Content-Type", answer.content_type);
    }

    /// Runs `work`; whatever it throws gets the answer of `on_error`.
    template <class Work>
    void answer(const httplib::Request& from, httplib::Response& to, const Work& work) const
    {
        Request request = request_of(from, behind_proxy());
        try {
            write(request, work(request), to);
        } catch (...) {
            answer_fault(request, std::current_exception(), to);
        }
    }

    /// Where even the error's own page fails, the library would tell the visitor why: say nothing instead.
    void answer_fault(const Request& request, const std::exception_ptr& fault, httplib::Response& to) const
    {
        try {
            write(request, on_error(request, fault), to);
        } catch (const std::exception& error) {
            config::log::error("http.error_page_fault", {{"error", error.what()}});
            to.status = 500;
            to.headers.clear();
            to.set_content("500", "text/plain");
        }
    }

    void answer_without_body(const httplib::Request& from, httplib::Response& to) const
    {
        answer(from, to, [&](Request& request) {
            refuse_broken_text(request.query);
            auto match = router.match(request.method, request.path);
            request.captured = std::move(match.captured);
            return (*match.handler)(request);
        });
    }

    void answer_with_body(const httplib::Request& from, httplib::Response& to, const httplib::ContentReader& read) const
    {
        Body body{from, read};
        answer(from, to, [&](Request& request) {
            auto match = router.match(request.method, request.path);
            request.captured = std::move(match.captured);
            read_body(body, match.body, request);
            return (*match.handler)(request);
        });
        body.drain();
    }

    void set_up()
    {
        listener.new_task_queue = [threads = options.threads] { return new httplib::ThreadPool{threads}; };
        listener.set_tcp_nodelay(true);
        listener.set_keep_alive_max_count(1);
        listener.set_keep_alive_timeout(options.idle.count());
        listener.set_read_timeout(options.idle.count());
        listener.set_write_timeout(options.idle.count());

        using Routing = httplib::Server::HandlerResponse;
        listener.set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
            try {
                refuse_ambiguous(from);
                if (from.method != "GET" && from.method != "HEAD") return Routing::Unhandled;
            } catch (const HttpError&) {
                const auto refusal = std::current_exception();
                answer(from, to, [&](Request&) -> Response { std::rethrow_exception(refusal); });
                return Routing::Handled;
            }
            answer_without_body(from, to);
            return Routing::Handled;
        });
        const auto with_body = [this](const httplib::Request& from, httplib::Response& to,
                                      const httplib::ContentReader& read) { answer_with_body(from, to, read); };
        listener.Post(".*", with_body);
        listener.Put(".*", with_body);
        listener.Patch(".*", with_body);
        listener.Delete(".*", with_body);
        // What the library refuses by itself (a malformed request line, too long a target) comes here without an
        // answer.
        using ErrorHandler = httplib::Server::HandlerWithResponse;
        listener.set_error_handler(ErrorHandler{[this](const httplib::Request& from, httplib::Response& to) {
            if (!to.body.empty() || to.has_header("Content-Security-Policy")) return Routing::Unhandled;
            const int status = to.status;
            answer(from, to, [&](Request&) -> Response { throw HttpError{status, "bad_request", {}}; });
            return Routing::Handled;
        }});
    }

    void bind()
    {
        if (const auto* address = std::get_if<TcpAddress>(&options.listen)) {
            port = address->port == 0 ? listener.bind_to_any_port(address->host) : address->port;
            if (port < 0 || (address->port != 0 && !listener.bind_to_port(address->host, address->port)))
                throw std::runtime_error{"cannot listen on " + address->host + ":" + std::to_string(address->port)};
            return;
        }
        const auto& path = std::get<std::filesystem::path>(options.listen);
        std::filesystem::remove(path);
        listener.set_address_family(AF_UNIX);
        const auto old_mask = ::umask(0117); // the socket is 0660 from its first moment
        constexpr int kAnyPort = 80;         // the library wants one, and ignores it here
        const bool bound = listener.bind_to_port(path.string(), kAnyPort);
        ::umask(old_mask);
        if (!bound) throw std::runtime_error{"cannot listen on " + path.string()};
    }
};

Server::Server(ServerOptions options, Router router, ErrorAnswer on_error, Finish finish)
    : impl_{new Impl{std::move(options), std::move(router), std::move(on_error), std::move(finish), {}, {}, {}}}
{
    impl_->set_up();
}

Server::~Server()
{
    stop();
}

void Server::start()
{
    impl_->bind();
    impl_->listener.set_backlog(impl_->options.backlog);
    impl_->thread = std::thread{[impl = impl_.get()] { impl->listener.listen_after_bind(); }};
    while (!impl_->listener.is_running())
        std::this_thread::yield(); // before that, `stop` would do nothing
}

void Server::stop()
{
    if (!impl_->thread.joinable()) return;
    impl_->listener.stop();
    impl_->thread.join();
    if (const auto* path = std::get_if<std::filesystem::path>(&impl_->options.listen)) std::filesystem::remove(*path);
}

int Server::port() const
{
    return impl_->port;
}
} // namespace portal::http
