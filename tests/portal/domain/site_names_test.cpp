#include "portal/domain/site_names.hpp"

#include <string>

#include <doctest/doctest.h>

using portal::domain::like_site;

namespace {
std::string long_name(const std::string& ending)
{
    return std::string(32 - ending.size(), 'a') + ending;
}
} // namespace

TEST_CASE("a full stop and a top-level domain read like a site")
{
    for (const auto* username : {"win-euro.net", "sofia.bg", "a.b.top", "x.vip", "a.zip", "nic.ck", "sofia.xn--90ae"})
        CHECK_MESSAGE(like_site(username), username);
    CHECK(like_site(long_name(".com")));
}

TEST_CASE("what follows the top-level domain hides no site")
{
    for (const auto* username : {"win-euro.net.", "win-euro.net-", "win-euro.net_", "win-euro.net.-_", "evil.com-login",
                                 "evil.com_x", "evil.com.x1", "sofia.xn--90ae-x"})
        CHECK_MESSAGE(like_site(username), username);
}

TEST_CASE("what begins as sites do reads like one")
{
    CHECK(like_site("www.x.vip"));
    CHECK(like_site("www.nobody"));
    CHECK_FALSE(like_site("www-ivan"));
    CHECK_FALSE(like_site("awww.ivan"));
}

TEST_CASE("a name in parts reads like no site")
{
    for (const auto* username : {"ivan.petrov", "maria.stoeva-ivanova", "ivan.", ".ivan", "ivan..petrov", "ivan.1985",
                                 "net", "com.ivan", "ivan-bg", "ivan_bg", "ivan.bg1"})
        CHECK_FALSE_MESSAGE(like_site(username), username);
    CHECK_FALSE(like_site(long_name("")));
    CHECK_FALSE(like_site(long_name(".petrova")));
}
