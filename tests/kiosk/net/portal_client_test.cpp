#include "kiosk/net/http_portal_client.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <httplib.h>

#include "kiosk/core/private_file.hpp"
#include "kiosk/net/connection.hpp"
#include "kiosk/net/enrolment.hpp"
#include "tests/kiosk/core/counter_double.hpp"
#include "tests/kiosk/net/test_authority.hpp"

using namespace kiosk;
using namespace kiosk::test;

namespace {
/// A portal of one test, on its own port, over TLS.
class TestServer {
public:
    /// `clients`: whose certificates the kiosks must show; null: none is asked for.
    TestServer(const TestAuthority& authority, const TestAuthority* clients, const char* names = "IP:127.0.0.1")
        : key_{new_key()}, certificate_{authority.server_certificate(key_.get(), names)},
          server{certificate_.get(), key_.get(), clients ? store_of(*clients) : nullptr}
    {
        server.set_tcp_nodelay(true);
        port_ = server.bind_to_any_port("127.0.0.1");
        REQUIRE(port_ > 0);
    }
    ~TestServer()
    {
        server.stop();
        if (thread_.joinable()) thread_.join();
    }
    TestServer(TestServer&&) = delete;

    void open()
    {
        thread_ = std::thread{[this] { server.listen_after_bind(); }};
        while (!server.is_running())
            std::this_thread::yield();
    }
    std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }

private:
    static X509_STORE* store_of(const TestAuthority& authority)
    {
        X509_STORE* store = X509_STORE_new();
        X509_STORE_add_cert(store, authority.certificate());
        return store; // the server's from here on
    }

    Key key_;
    Certificate certificate_;
    std::thread thread_;
    int port_{};

public:
    httplib::SSLServer server;
};

/// A kiosk's papers in a folder of the test.
struct Papers {
    TemporaryFolder folder;
    std::filesystem::path ca_file = folder.path / "ca.pem";
    std::filesystem::path state = folder.path / "state";

    explicit Papers(const TestAuthority& believed) { std::ofstream{ca_file} << believed.pem(); }
    net::PortalAddress address(const std::string& url) const
    {
        return {url, ca_file, state / "kiosk.pem", state / "kiosk.key", std::chrono::seconds{5}};
    }
};

void answer_enrolments(httplib::SSLServer& server, const TestAuthority& authority)
{
    server.Post("/api/kiosk/v1/enrolments", [&](const httplib::Request& request, httplib::Response& response) {
        const auto asked = contract::from_json<contract::EnrolmentRequest>(request.body);
        if (asked.code != "7K2M-9QXD") {
            response.status = 403;
            response.set_content(contract::to_json(contract::Problem{403, "code_unknown", "no"}),
                                 "application/problem+json");
            return;
        }
        response.status = 201;
        response.set_content(contract::to_json(contract::EnrolmentReply{"kiosk-12", "Гише 12", "ул. „Московска“ 33",
                                                                        authority.certify(asked.csr_pem)}),
                             "application/json");
    });
}

void nothing_to_move(const std::string&) {}

void enrol_in(const Papers& papers, const TestAuthority& authority, const net::MakeRoom& make_room = nothing_to_move)
{
    TestServer entrance{authority, nullptr};
    answer_enrolments(entrance.server, authority);
    entrance.open();
    net::enrol(entrance.url(), papers.ca_file, papers.state, "7K2M-9QXD." + authority.fingerprint(), make_room);
}

template <class Message>
std::string refusal_of(const Answer<Message>& answer)
{
    const auto* problem = std::get_if<contract::Problem>(&answer);
    return problem ? problem->code : "";
}
} // namespace

TEST_CASE("A server is believed by its certificate's list of names, not by the common name")
{
    const TestAuthority authority;
    const Papers papers{authority};
    for (const bool own : {false, true}) {
        CAPTURE(own);
        TestServer portal{authority, nullptr, own ? "DNS:other.example,IP:127.0.0.1" : "DNS:other.example"};
        portal.server.Get("/", [](const httplib::Request&, httplib::Response& response) { response.status = 204; });
        portal.open();
        net::PortalConnection connection{{portal.url(), papers.ca_file, {}, {}, std::chrono::seconds{5}}};
        CHECK(std::holds_alternative<net::PortalConnection::Reply>(connection.get("/")) == own);
    }
}

TEST_CASE("An enrolled kiosk shows its certificate and is answered")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    TestServer portal{authority, &authority};
    TestPortal answers;
    std::string token;
    portal.server.Get("/api/kiosk/v1/changes", [&](const httplib::Request& request, httplib::Response& response) {
        CHECK(request.get_param_value("since") == "5");
        response.set_content(contract::to_json(std::get<contract::Changes>(answers.changes(5))), "application/json");
    });
    portal.server.Post("/api/kiosk/v1/lookups", [&](const httplib::Request& request, httplib::Response& response) {
        token = request.get_header_value("Authorization");
        response.status = 404;
        response.set_content(contract::to_json(contract::Problem{404, "unknown_username", ""}),
                             "application/problem+json");
    });
    portal.open();
    net::HttpPortalClient client{papers.address(portal.url())};
    const auto changes = client.changes(5);
    REQUIRE(std::holds_alternative<contract::Changes>(changes));
    CHECK(std::get<contract::Changes>(changes).sealing_key_id == "seal-1");
    CHECK(refusal_of(client.look_up("abc", {std::nullopt, std::nullopt, "nobody"})) == "unknown_username");
    CHECK(token == "Bearer abc");
}

TEST_CASE("Each exchange has a new connection, so none is used that the portal has closed meanwhile")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    TestServer portal{authority, &authority};
    TestPortal answers;
    std::vector<int> ports; // the kiosk's, one a connection
    portal.server.Get("/api/kiosk/v1/changes", [&](const httplib::Request& request, httplib::Response& response) {
        ports.push_back(request.remote_port);
        response.set_content(contract::to_json(std::get<contract::Changes>(answers.changes(0))), "application/json");
    });
    portal.open();
    net::HttpPortalClient client{papers.address(portal.url())};
    CHECK(std::holds_alternative<contract::Changes>(client.changes(0)));
    CHECK(std::holds_alternative<contract::Changes>(client.changes(0)));
    REQUIRE(ports.size() == 2);
    CHECK(ports[0] != ports[1]);
}

TEST_CASE("A server under another authority is not spoken to")
{
    const TestAuthority ours;
    const TestAuthority theirs;
    const Papers papers{ours};
    enrol_in(papers, ours);
    TestServer stranger{theirs, nullptr};
    std::atomic<bool> reached{false};
    stranger.server.set_pre_routing_handler([&](const httplib::Request&, httplib::Response&) {
        reached = true;
        return httplib::Server::HandlerResponse::Unhandled;
    });
    stranger.open();
    net::HttpPortalClient client{papers.address(stranger.url())};
    CHECK(std::holds_alternative<Unreachable>(client.changes(0)));
    CHECK_FALSE(reached);
}

TEST_CASE("A kiosk without certificate is not let in")
{
    const TestAuthority authority;
    const Papers papers{authority};
    TestServer portal{authority, &authority};
    std::atomic<bool> reached{false};
    portal.server.set_pre_routing_handler([&](const httplib::Request&, httplib::Response&) {
        reached = true;
        return httplib::Server::HandlerResponse::Unhandled;
    });
    portal.open();
    net::HttpPortalClient client{{portal.url(), papers.ca_file, {}, {}, std::chrono::seconds{5}}};
    CHECK(std::holds_alternative<Unreachable>(client.changes(0)));
    CHECK_FALSE(reached);
}

TEST_CASE("No server at all is unreachable")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    net::HttpPortalClient client{papers.address("https://127.0.0.1:1")};
    CHECK(std::holds_alternative<Unreachable>(client.changes(0)));
}

TEST_CASE("An answer that does not keep the contract counts as none")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    TestServer portal{authority, &authority};
    portal.server.Get("/api/kiosk/v1/changes", [](const httplib::Request&, httplib::Response& response) {
        response.set_content("{\"version\":1}", "application/json");
    });
    portal.open();
    net::HttpPortalClient client{papers.address(portal.url())};
    CHECK(std::holds_alternative<Unreachable>(client.changes(0)));
}

TEST_CASE("A proxy that speaks for a portal that is down counts as no answer")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    TestServer portal{authority, &authority};
    portal.server.Get("/api/kiosk/v1/changes", [](const httplib::Request&, httplib::Response& response) {
        response.status = 502;
        response.set_content("<html>Bad Gateway</html>", "text/html");
    });
    portal.open();
    net::HttpPortalClient client{papers.address(portal.url())};
    CHECK(std::holds_alternative<Unreachable>(client.changes(0)));
}

TEST_CASE("A portal that is busy asks to be asked again, one without its database counts as no answer")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    TestServer portal{authority, &authority};
    std::string code;
    portal.server.Post("/api/kiosk/v1/clerk-sessions", [&](const httplib::Request&, httplib::Response& response) {
        response.status = 503;
        response.set_content(contract::to_json(contract::Problem{503, code, ""}), "application/problem+json");
    });
    portal.open();
    net::HttpPortalClient client{papers.address(portal.url())};
    code = "busy";
    CHECK(refusal_of(client.sign_in({"r.stoilova", "password", {1}})) == "busy");
    code = "unavailable";
    CHECK(std::holds_alternative<Unreachable>(client.sign_in({"r.stoilova", "password", {1}})));
}

TEST_CASE("How long to wait is heard from the portal, and a date in its place says nothing")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    TestServer portal{authority, &authority};
    std::string wait;
    portal.server.Post("/api/kiosk/v1/clerk-sessions", [&](const httplib::Request&, httplib::Response& response) {
        response.status = 429;
        response.set_header("Retry-After", wait);
        response.set_content(contract::to_json(contract::Problem{429, "too_many_requests", ""}),
                             "application/problem+json");
    });
    portal.open();
    net::HttpPortalClient client{papers.address(portal.url())};
    const auto heard = [&](const char* said) {
        wait = said;
        return std::get<contract::Problem>(client.sign_in({"r.stoilova", "password", {1}})).retry_after;
    };
    CHECK(heard("840") == std::chrono::seconds{840});
    CHECK(heard("-5") == std::chrono::seconds{0});
    CHECK(heard("Wed, 25 Nov 2026 17:42:00 GMT") == std::chrono::seconds{0});
}

TEST_CASE("An enrolment leaves key, certificate and identity for the owner alone")
{
    const TestAuthority authority;
    const Papers papers{authority};
    CHECK(net::load_identity(papers.state).kiosk.empty());
    enrol_in(papers, authority);
    CHECK(net::load_identity(papers.state).kiosk == "kiosk-12");
    CHECK(net::load_identity(papers.state).place == "ул. „Московска“ 33");
    for (const char* name : {"kiosk.key", "kiosk.pem", "kiosk.json"})
        CHECK((std::filesystem::status(papers.state / name).permissions() & std::filesystem::perms{077}) ==
              std::filesystem::perms::none);
}

TEST_CASE("An enrolment under another authority than the code names changes nothing")
{
    const TestAuthority authority;
    const TestAuthority other;
    const Papers papers{authority};
    TestServer entrance{authority, nullptr};
    answer_enrolments(entrance.server, authority);
    entrance.open();
    CHECK_THROWS_AS(
        net::enrol(entrance.url(), papers.ca_file, papers.state, "7K2M-9QXD." + other.fingerprint(), nothing_to_move),
        net::EnrolmentFailed);
    CHECK_FALSE(std::filesystem::exists(papers.state));
}

TEST_CASE("A code that the portal does not know says so and changes nothing")
{
    const TestAuthority authority;
    const Papers papers{authority};
    TestServer entrance{authority, nullptr};
    answer_enrolments(entrance.server, authority);
    entrance.open();
    CHECK_THROWS_WITH_AS(net::enrol(entrance.url(), papers.ca_file, papers.state,
                                    "AAAA-AAAA." + authority.fingerprint(), nothing_to_move),
                         "the portal refuses: code_unknown", net::EnrolmentFailed);
    CHECK_FALSE(std::filesystem::exists(papers.state));
}

TEST_CASE("An enrolment under another name than before has room made first, one under the same name has not")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    std::vector<std::string> moved;
    const auto make_room = [&](const std::string& before) {
        moved.push_back(before);
        throw std::system_error{std::make_error_code(std::errc::no_space_on_device)};
    };
    enrol_in(papers, authority, make_room);
    CHECK(moved.empty());
    const auto as_another = contract::to_json(contract::EnrolmentReply{"kiosk-7", "Гише 7", "", "certificate"});
    std::ofstream{papers.state / "kiosk.json"} << as_another;
    CHECK_THROWS_AS(enrol_in(papers, authority, make_room), net::EnrolmentFailed);
    CHECK(moved == std::vector<std::string>{"kiosk-7"});
    CHECK(net::load_identity(papers.state).kiosk == "kiosk-7");
}

TEST_CASE("An enrolment that the disk does not take leaves the key, the certificate and the identity of before")
{
    const TestAuthority authority;
    const Papers papers{authority};
    enrol_in(papers, authority);
    const auto before = [&](const char* name) { return read_file(papers.state / name); };
    const auto key = before("kiosk.key");
    const auto certificate = before("kiosk.pem");
    std::filesystem::create_directories(papers.state / "kiosk.json.new" / "in the way");
    CHECK_THROWS_AS(enrol_in(papers, authority), net::EnrolmentFailed);
    CHECK(before("kiosk.key") == key);
    CHECK(before("kiosk.pem") == certificate);
    CHECK_FALSE(std::filesystem::exists(papers.state / "kiosk.key.new"));
}

TEST_CASE("An enrolment code is a code, a full stop and a fingerprint")
{
    const std::string fingerprint(64, 'a');
    const auto code = net::parse_enrolment_code("7K2M-9QXD." + fingerprint);
    REQUIRE(code);
    CHECK(code->code == "7K2M-9QXD");
    CHECK(code->ca_fingerprint == fingerprint);
    CHECK_FALSE(net::parse_enrolment_code("7K2M-9QXD"));
    CHECK_FALSE(net::parse_enrolment_code("." + fingerprint));
    CHECK_FALSE(net::parse_enrolment_code("7K2M-9QXD." + fingerprint + "0"));
}

TEST_CASE("An address that is not https is refused at once")
{
    CHECK_THROWS_AS(net::HttpPortalClient({"http://localhost", {}, {}, {}, {}}), std::invalid_argument);
    CHECK_THROWS_AS(net::HttpPortalClient({"https://localhost:eight", {}, {}, {}, {}}), std::invalid_argument);
}
