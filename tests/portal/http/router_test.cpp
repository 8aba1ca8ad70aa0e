#include "portal/http/router.hpp"

#include <doctest/doctest.h>

using namespace portal::http;

namespace {
Router with_routes()
{
    Router router;
    router.get("/", [](const Request&) { return Response{}; });
    router.get("/cases/{id}", [](const Request&) { return Response{}; });
    router.post("/login", [](const Request&) { return Response{}; });
    return router;
}

int status_of(const Router& router, std::string_view method, std::string_view path)
{
    try {
        router.match(method, path);
        return 200;
    } catch (const HttpError& error) {
        return error.status;
    }
}
} // namespace

TEST_CASE("a route is found by method and path, and its segment is captured")
{
    const auto router = with_routes();
    CHECK(router.match("GET", "/cases/12").captured.at("id") == "12");
    CHECK(status_of(router, "HEAD", "/") == 200);
}

TEST_CASE("all routes can be looked at")
{
    CHECK(with_routes().all() ==
          std::vector<std::pair<std::string, std::string>>{{"GET", "/"}, {"GET", "/cases/{id}"}, {"POST", "/login"}});
    CHECK(with_routes().find("GET", "/"));
    CHECK_FALSE(with_routes().find("POST", "/"));
}

TEST_CASE("an unknown path is 404, a known one with another method 405")
{
    const auto router = with_routes();
    CHECK(status_of(router, "GET", "/nowhere") == 404);
    CHECK(status_of(router, "GET", "/cases/") == 404);
    CHECK(status_of(router, "GET", "/cases/1/2") == 404);
    CHECK(status_of(router, "GET", "//") == 404);
    CHECK(status_of(router, "GET", "/login") == 405);
    CHECK(status_of(router, "DELETE", "/") == 405);
}
