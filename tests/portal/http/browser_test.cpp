#include "portal/http/browser.hpp"

#include <doctest/doctest.h>

using portal::http::Browser;
using portal::http::browser_of;

TEST_CASE("a browser is known by the name that people know, though it claims to be others too")
{
    CHECK(browser_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0") ==
          Browser{"Firefox", "Windows"});
    CHECK(browser_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                     "Chrome/126.0.0.0 Safari/537.36") == Browser{"Google Chrome", "Windows"});
    CHECK(browser_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                     "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0") == Browser{"Microsoft Edge", "Windows"});
    CHECK(browser_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                     "Version/17.5 Mobile/15E148 Safari/604.1") == Browser{"Safari", "iPhone"});
    CHECK(browser_of("Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) "
                     "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36") ==
          Browser{"Samsung Internet", "Android"});
    CHECK(browser_of("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                     "Version/17.5 Safari/605.1.15") == Browser{"Safari", "macOS"});
}

TEST_CASE("of a browser that does not say what it is nothing is told")
{
    CHECK(browser_of("") == Browser{});
    CHECK(browser_of("curl/8.5.0") == Browser{});
    CHECK(browser_of("<script> on Linux") == Browser{"", "Linux"});
}
