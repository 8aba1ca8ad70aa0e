#include "portal/http/server.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <future>
#include <string>

#include "portal/contract/types.hpp"

using namespace portal::http;

namespace {
Response text(std::string body)
{
    Response response;
    response.content_type = "text/plain";
    response.body = std::move(body);
    return response;
}

Response status_of_error(const Request&, const std::exception_ptr& fault)
{
    try {
        std::rethrow_exception(fault);
    } catch (const HttpError& error) {
        auto response = text(error.code);
        response.status = error.status;
        return response;
    } catch (const std::exception&) {
        auto response = text("internal");
        response.status = 500;
        return response;
    }
}

std::string read_all(int connection)
{
    std::string answer;
    char buffer[4096];
    for (ssize_t length = 0; (length = ::recv(connection, buffer, sizeof buffer, 0)) > 0;)
        answer.append(buffer, static_cast<std::size_t>(length));
    ::close(connection);
    return answer;
}

/// A server on a unix socket of its own with a few routes.
class Service {
public:
    explicit Service(Router router) : server_{options(path_), std::move(router), status_of_error, finish}
    {
        server_.start();
    }

    /// Sends these bytes and reads until the server closes.
    std::string raw(const std::string& bytes) const
    {
        const int connection = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path_.string().copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
        return read_all(connection);
    }

    const std::filesystem::path& path() const { return path_; }

private:
    static ServerOptions options(const std::filesystem::path& path)
    {
        ServerOptions options;
        options.listen = path;
        options.threads = 4;
        return options;
    }
    static void finish(const Request&, Response& response) { response.set("X-Finished", "yes"); }

    std::filesystem::path path_{std::filesystem::temp_directory_path() /
                                ("gishe-" + portal::contract::to_hex(portal::contract::random_bytes(6)) + ".sock")};
    Server server_;
};

Router echo()
{
    Router router;
    router.get("/", [](const Request& request) { return text("client=" + request.client); });
    router.get("/header", [](const Request& request) { return text(std::string{request.header("X-Value")}); });
    router.get("/fault", [](const Request&) -> Response { throw std::runtime_error{"secret detail"}; });
    router.post("/form", [](const Request& request) { return text("name=" + std::string{request.form.get("name")}); },
                {64 * 1024});
    router.post("/small", [](const Request& request) { return text(request.body); }, {100});
    return router;
}

std::string post(const std::string& path, const std::string& type, const std::string& body)
{
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string ask_over_tcp(int port, const std::string& request)
{
    const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::send(connection, request.data(), request.size(), 0) == static_cast<ssize_t>(request.size()));
    return read_all(connection);
}

bool has_status(const std::string& answer, int status)
{
    return answer.starts_with("HTTP/1.1 " + std::to_string(status));
}
} // namespace

TEST_CASE("the socket admits its owner and group only")
{
    const Service service{echo()};
    struct stat state {};
    REQUIRE(::stat(service.path().c_str(), &state) == 0);
    CHECK((state.st_mode & 0777) == 0660);
}

TEST_CASE("one connection serves one request")
{
    const Service service{echo()};
    const auto answer = service.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /header HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has_status(answer, 200));
    CHECK(answer.find("HTTP/1.1", 1) == std::string::npos);
}

TEST_CASE("a body on a reading request is refused and never becomes a request")
{
    const Service service{echo()};
    CHECK(has_status(service.raw("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd"), 400));
    CHECK(has_status(service.raw("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400));
    CHECK(has_status(service.raw("HEAD / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na"), 400));
}

TEST_CASE("a compressed request is refused")
{
    const Service service{echo()};
    CHECK(has_status(
        service.raw("POST /form HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na"), 415));
}

TEST_CASE("two statements of a body's length are refused")
{
    const Service service{echo()};
    CHECK(has_status(
        service.raw("POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "0\r\n\r\n"),
        400));
    CHECK(has_status(service.raw("POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                     400));
}

TEST_CASE("an urlencoded form over 8 KiB is refused, a multipart one of that size is taken")
{
    const Service service{echo()};
    const std::string name(9 * 1024, 'a');
    CHECK(has_status(service.raw(post("/form", "application/x-www-form-urlencoded", "name=" + name)), 413));
    const auto part = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + name + "\r\n--b--\r\n";
    const auto answer = service.raw(post("/form", "multipart/form-data; boundary=b", part));
    CHECK(has_status(answer, 200));
    CHECK(answer.ends_with("name=" + name));
}

TEST_CASE("a body over the route's limit is refused, also where it comes in chunks")
{
    const Service service{echo()};
    CHECK(has_status(service.raw(post("/small", "text/plain", std::string(101, 'a'))), 413));
    CHECK(has_status(service.raw("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n80\r\n" +
                                 std::string(0x80, 'a') + "\r\n0\r\n\r\n"),
                     413));
    CHECK(has_status(service.raw(post("/small", "text/plain", std::string(100, 'a'))), 200));
}

TEST_CASE("a form that is no UTF-8 is refused")
{
    const Service service{echo()};
    CHECK(has_status(service.raw(post("/form", "application/x-www-form-urlencoded", "name=%ff")), 400));
    CHECK(has_status(service.raw(post("/form", "application/x-www-form-urlencoded", "name=a%00b")), 400));
}

TEST_CASE("a header value is decoded once")
{
    const Service service{echo()};
    CHECK(service.raw("GET /header HTTP/1.1\r\nHost: x\r\nX-Value: a%2520b\r\n\r\n").ends_with("a%20b"));
}

TEST_CASE("the client's address is the word of nginx alone")
{
    const Service service{echo()};
    CHECK(service.raw("GET / HTTP/1.1\r\nHost: x\r\nX-Real-IP: 192.0.2.7\r\n\r\n").ends_with("client=192.0.2.7"));
    CHECK(service.raw("GET / HTTP/1.1\r\nHost: x\r\nREMOTE_ADDR: 192.0.2.9\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n")
              .ends_with("client="));
}

TEST_CASE("a fault says nothing of its cause, and every answer is finished")
{
    const Service service{echo()};
    const auto answer = service.raw("GET /fault HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has_status(answer, 500));
    CHECK(answer.find("secret") == std::string::npos);
    CHECK(answer.find("X-Finished: yes") != std::string::npos);
    CHECK(service.raw("BAD\r\n\r\n").find("X-Finished: yes") != std::string::npos);
}

TEST_CASE("a page is not given in pieces, and the answer to who asks for many is small")
{
    const Service service{echo()};
    std::string many = "bytes=0-";
    for (int i = 0; i < 1000; ++i)
        many += ",0-";
    // Of the last one the library takes the good pieces before it finds the bad one.
    for (const auto& ranges : {std::string{"bytes=0-3"}, many, many + ",5-1", std::string{"pieces"}}) {
        const auto answer = service.raw("GET / HTTP/1.1\r\nHost: x\r\nRange: " + ranges + "\r\n\r\n");
        CHECK((has_status(answer, 400) || has_status(answer, 416)));
        CHECK(answer.substr(answer.find("\r\n\r\n") + 4).empty());
    }
}

TEST_CASE("a value with a line break never becomes a header")
{
    Router router;
    router.get("/", [](const Request& request) {
        auto answer = text("");
        answer.set("Location", std::string{request.query.get("to")});
        return answer;
    });
    const Service service{std::move(router)};
    const auto answer = service.raw("GET /?to=%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has_status(answer, 500));
    CHECK(answer.find("Set-Cookie") == std::string::npos);
}

TEST_CASE("where the page of an error fails too, nothing of it is told")
{
    ServerOptions options;
    options.listen = TcpAddress{"127.0.0.1", 0};
    const auto failing = [](const Request&, const std::exception_ptr&) -> Response {
        throw std::runtime_error{"secret detail"};
    };
    Server server{options, Router{}, failing, [](const Request&, Response&) {}};
    server.start();
    const auto answer = ask_over_tcp(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has_status(answer, 500));
    CHECK(answer.find("secret") == std::string::npos);
}

TEST_CASE("over TCP small packets leave at once")
{
    ServerOptions options;
    options.listen = TcpAddress{"127.0.0.1", 0};
    std::promise<bool> no_delay;
    Router router;
    router.get("/", [&](const Request&) {
        // The connection in work is the only one of this process that has a peer and our port.
        bool found = false;
        for (int descriptor = 3; descriptor < 1024; ++descriptor) {
            sockaddr_in peer{};
            socklen_t length = sizeof peer;
            if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &length) != 0 ||
                peer.sin_family != AF_INET)
                continue;
            sockaddr_in own{};
            length = sizeof own;
            ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&own), &length);
            if (ntohs(own.sin_port) == ntohs(peer.sin_port)) continue;
            int on = 0;
            length = sizeof on;
            ::getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, &length);
            found = found || on != 0;
        }
        no_delay.set_value(found);
        return text("");
    });
    Server server{options, std::move(router), status_of_error, [](const Request&, Response&) {}};
    server.start();
    ask_over_tcp(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(no_delay.get_future().get()); // the client's own end has the option off
}
