#include "portal/http/server.hpp"

#include <httplib.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "config/log.hpp"
#include "portal/http/form.hpp"

namespace portal::http {
namespace {
constexpr std::size_t kUrlencodedLimit = 8 * 1024;
constexpr std::size_t kLongestDrain = 64 << 20; ///< the largest body that any configuration lets through

/// The library compiles a backlog of 5 in; a burst of connections needs more.
class Listener final : public httplib::Server {
public:
    /// Throws `std::system_error`.
    void set_backlog(int backlog)
    {
        if (::listen(svr_sock_, backlog) != 0) throw std::system_error{errno, std::generic_category(), "listen"};
    }
};

std::string_view header_of(const httplib::Request& request, const std::string& name)
{
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? std::string_view{} : found->second;
}

bool says_it_has_a_body(const httplib::Request& request)
{
    const auto length = header_of(request, "Content-Length");
    return request.has_header("Transfer-Encoding") || (!length.empty() && length != "0");
}

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

/// Takes bytes up to a limit and remembers that there were more.
class CountingReader {
public:
    CountingReader(const httplib::Request& request, std::size_t limit) : limit_{limit}
    {
        const auto text = header_of(request, "Content-Length");
        std::size_t declared = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), declared);
        if (text.empty()) return;
        if (error != std::errc{} || end != text.data() + text.size()) throw HttpError{400, "bad_length", {}};
        if (declared > limit_) throw HttpError{413, "too_large", {}};
    }

    bool take(std::size_t length)
    {
        count_ += length;
        return count_ <= limit_;
    }
    /// Throws what a reading that ended early means.
    void finish(bool complete) const
    {
        if (count_ > limit_) throw HttpError{413, "too_large", {}};
        if (!complete) throw HttpError{400, "incomplete_body", {}};
    }

private:
    std::size_t limit_;
    std::size_t count_{0};
};

/// A request's body, read once.
class Body {
public:
    Body(const httplib::Request& request, const httplib::ContentReader& read) : request_{request}, read_{read} {}

    template <class... Receivers>
    bool read(Receivers... receivers)
    {
        begun_ = true;
        return read_(std::move(receivers)...);
    }
    /// Takes a body that nobody wanted. Left in the socket, it would break the connection while nginx still sends, and
    /// the visitor would get nginx's 502 instead of our refusal.
    void drain()
    {
        if (begun_ || !says_it_has_a_body(request_)) return;
        std::size_t taken = 0;
        const auto take = [&](const char*, std::size_t length) { return (taken += length) <= kLongestDrain; };
        if (request_.is_multipart_form_data())
            read([](const httplib::MultipartFormData&) { return true; }, take);
        else
            read(take);
    }
    const httplib::Request& request() const { return request_; }

private:
    const httplib::Request& request_;
    const httplib::ContentReader& read_;
    bool begun_{false};
};

std::string read_plain(Body& from, std::size_t limit)
{
    CountingReader counter{from.request(), limit};
    std::string body;
    const bool complete = from.read([&](const char* data, std::size_t length) {
        if (!counter.take(length)) return false;
        body.append(data, length);
        return true;
    });
    counter.finish(complete);
    return body;
}

Fields read_multipart(Body& from, std::size_t limit)
{
    CountingReader counter{from.request(), limit};
    std::vector<std::pair<std::string, std::string>> parts;
    const bool complete = from.read(
        [&](const httplib::MultipartFormData& part) {
            parts.emplace_back(part.name, "");
            return counter.take(part.name.size());
        },
        [&](const char* data, std::size_t length) {
            if (parts.empty() || !counter.take(length)) return false;
            parts.back().second.append(data, length);
            return true;
        });
    counter.finish(complete);
    Fields fields;
    for (auto& [name, value] : parts)
        fields.add(std::move(name), std::move(value));
    return fields;
}

void refuse_broken_text(const Fields& fields)
{
    for (const auto& [name, value] : fields.all())
        if (!is_utf8(name) || !is_utf8(value) || value.find('\0') != std::string::npos)
            throw HttpError{400, "not_utf8", {}};
}

void read_body(Body& from, const BodyRule& rule, Request& to)
{
    if (!says_it_has_a_body(from.request())) return;
    const auto type = header_of(from.request(), "Content-Type");
    if (from.request().is_multipart_form_data())
        to.form = read_multipart(from, rule.limit);
    else if (type.starts_with("application/x-www-form-urlencoded"))
        to.form = parse_urlencoded(read_plain(from, kUrlencodedLimit));
    else
        to.body = read_plain(from, rule.limit);
    refuse_broken_text(to.form);
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
