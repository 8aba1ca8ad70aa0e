#include "kiosk/core/password.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

#include <doctest/doctest.h>

using kiosk::Password;

TEST_CASE("A password is taken out of where it was typed")
{
    std::string typed = "correct horse battery";
    const Password password{typed};
    CHECK(typed.empty());
    CHECK(password.text() == "correct horse battery");
}

TEST_CASE("A password leaves nothing of itself in its place in memory")
{
    alignas(Password) std::array<std::byte, sizeof(Password)> place{};
    const auto memory = [&] { return std::string_view{reinterpret_cast<const char*>(place.data()), place.size()}; };
    std::string typed = "short one"; // short enough to lie in the object itself
    auto* password = std::construct_at(reinterpret_cast<Password*>(place.data()), typed);
    REQUIRE(memory().find("short one") != std::string_view::npos);
    std::destroy_at(password);
    CHECK(memory().find("short") == std::string_view::npos);
}
