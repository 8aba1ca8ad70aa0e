#include "kiosk/devices/serial_scans.hpp"

#include <array>
#include <future>
#include <thread>
#include <utility>

#include <doctest/doctest.h>
#include <pty.h>
#include <unistd.h>

#include "hardware/scanner/symbology.hpp"
#include "kiosk/core/worker.hpp"
#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;

TEST_CASE("A zone from a serial scanner comes as one scan without its mark, on the thread of the window")
{
    std::array<char, 128> name{};
    int ours = -1;
    int theirs = -1;
    REQUIRE(openpty(&ours, &theirs, name.data(), nullptr, nullptr) == 0);
    const std::string zone = SpecimenCard{}.zone();
    std::promise<std::string> came;
    std::promise<std::thread::id> window;
    std::promise<void> opened;
    {
        Worker ui{"ui"};
        ui.post([&] { window.set_value(std::this_thread::get_id()); });
        const auto expected = window.get_future().get();
        const devices::SerialScans scans{name.data(), ui,
                                         [&](hardware::scanner::MarkedScan scan) {
                                             CHECK(std::this_thread::get_id() == expected);
                                             CHECK(scan.source == hardware::scanner::Source::print);
                                             came.set_value(std::move(scan.text));
                                         },
                                         [&](bool present) {
                                             if (present) opened.set_value();
                                         }};
        opened.get_future().get();
        close(theirs);
        std::string sent = "]o2" + zone + "\n";
        for (std::size_t at = 0; (at = sent.find('\n', at)) != std::string::npos; at += 2)
            sent.insert(at, 1, '\r');
        REQUIRE(write(ours, sent.data(), sent.size()) == static_cast<ssize_t>(sent.size()));
        std::string text = came.get_future().get();
        std::erase(text, '\r');
        while (!text.empty() && text.back() == '\n')
            text.pop_back();
        CHECK(text == zone);
    }
    close(ours);
}
