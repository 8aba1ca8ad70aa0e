#include "kiosk/core/appearance.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("The counter's look is kept over a restart")
{
    const TemporaryFolder state;
    const Appearance liked{Language::english, true, 1.75};
    keep_appearance(state.path, liked);
    CHECK(kept_appearance(state.path) == liked);
    keep_appearance(state.path, Appearance{});
    CHECK(kept_appearance(state.path) == Appearance{});
}

TEST_CASE("A counter whose look nobody changed keeps none")
{
    CHECK_FALSE(kept_appearance(TemporaryFolder{}.path));
}

TEST_CASE("A look that cannot be understood is ignored")
{
    const TemporaryFolder state;
    for (const char* text : {"", "language", "language = \"de\"\nhigh_contrast = false\ntext_percent = 100\n",
                             "language = \"bg\"\nhigh_contrast = 7\ntext_percent = 100\n",
                             "language = \"bg\"\nhigh_contrast = true\ntext_percent = 900\n",
                             "language = \"bg\"\nhigh_contrast = true\ntext_percent = 100\nfont = 3\n"}) {
        CAPTURE(text);
        std::ofstream{state.path / "appearance.toml"} << text;
        CHECK_FALSE(kept_appearance(state.path));
    }
}
