#include "hardware/scanner/serial_scanner.hpp"

#include <array>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>
#include <pty.h>
#include <unistd.h>

using namespace hardware::scanner;
using namespace std::chrono_literals;

namespace {
/// A cable whose other end the test holds: a pseudo terminal under a name that stays the same.
class Cable {
public:
    Cable()
    {
        std::string name = (std::filesystem::temp_directory_path() / "gishe-serial-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        folder_ = name;
    }
    ~Cable()
    {
        unplug();
        std::filesystem::remove_all(folder_);
    }
    Cable(Cable&&) = delete;

    std::filesystem::path device() const { return folder_ / "scanner"; }

    void plug_in()
    {
        int scanner_end = -1;
        std::array<char, 128> name{};
        REQUIRE(openpty(&our_end_, &scanner_end, name.data(), nullptr, nullptr) == 0);
        close(scanner_end);
        std::filesystem::create_symlink(name.data(), device());
    }
    void unplug()
    {
        std::filesystem::remove(device());
        if (our_end_ >= 0) close(our_end_);
        our_end_ = -1;
    }
    void send(std::string_view bytes)
    {
        REQUIRE(write(our_end_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    }

private:
    std::filesystem::path folder_;
    int our_end_ = -1;
};

/// What a scanner said; waits end when it was said, or after a time that no sound scanner needs.
class Ear {
public:
    SerialScanner::Callbacks callbacks()
    {
        return {[this](std::string scan) { note([&] { scans_.push_back(std::move(scan)); }); },
                [this] { note([&] { ++connected_; }); },
                [this](std::string why) { note([&] { disconnected_.push_back(std::move(why)); }); },
                [this] { note([&] { ++overlong_; }); }};
    }
    std::vector<std::string> scans(std::size_t count)
    {
        await([&] { return scans_.size() >= count; });
        return scans_;
    }
    void connected(int times)
    {
        await([&] { return connected_ >= times; });
    }
    std::vector<std::string> disconnected(std::size_t times)
    {
        await([&] { return disconnected_.size() >= times; });
        return disconnected_;
    }
    void overlong(int times)
    {
        await([&] { return overlong_ >= times; });
    }

private:
    template <typename Change>
    void note(Change change)
    {
        {
            const std::scoped_lock lock{mutex_};
            change();
        }
        changed_.notify_all();
    }
    template <typename Condition>
    void await(Condition condition)
    {
        std::unique_lock lock{mutex_};
        REQUIRE(changed_.wait_for(lock, 60s, condition));
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> scans_;
    std::vector<std::string> disconnected_;
    int connected_ = 0;
    int overlong_ = 0;
};

SerialScanner::Settings settings(const Cable& cable, Boundary boundary = Boundary::line_end)
{
    return {.device = cable.device(),
            .boundary = boundary,
            .idle_gap = std::chrono::minutes{10},
            .first_retry = 1ms,
            .longest_retry = 4ms};
}
} // namespace

TEST_CASE("a scan that comes in pieces is delivered whole")
{
    Cable cable;
    cable.plug_in();
    Ear ear;
    const SerialScanner scanner{settings(cable), ear.callbacks()};
    ear.connected(1);
    cable.send("12345");
    cable.send("67890\r");
    cable.send("\nsecond\r\n");
    CHECK(ear.scans(2) == std::vector<std::string>{"1234567890", "second"});
}

TEST_CASE("the lines of a document are one scan, ended by silence")
{
    Cable cable;
    cable.plug_in();
    Ear ear;
    auto quick = settings(cable, Boundary::idle_gap);
    quick.idle_gap = 10ms;
    const SerialScanner scanner{quick, ear.callbacks()};
    ear.connected(1);
    cable.send("IDBGRAA10000023\r7202294M\rHRISTOV\r");
    CHECK(ear.scans(1)[0] == "IDBGRAA10000023\r7202294M\rHRISTOV");
}

TEST_CASE("the line does no terminal editing: keys that erase, kill or end take nothing with them")
{
    Cable cable;
    cable.plug_in();
    Ear ear;
    const SerialScanner scanner{settings(cable, Boundary::idle_gap), ear.callbacks()};
    ear.connected(1);
    cable.send("\x02"
               "Г\x7f\x15\x04"
               "x\ry\x03");
    CHECK(ear.scans(1)[0] == "Гx\ry");
}

TEST_CASE("an unplugged scanner is told once and works again when it is back")
{
    Cable cable;
    cable.plug_in();
    Ear ear;
    const SerialScanner scanner{settings(cable), ear.callbacks()};
    ear.connected(1);
    cable.send("before\r");
    ear.scans(1);
    cable.unplug();
    CHECK(ear.disconnected(1).size() == 1);
    cable.plug_in();
    ear.connected(2);
    cable.send("after\r");
    CHECK(ear.scans(2)[1] == "after");
    CHECK(ear.disconnected(1).size() == 1);
}

TEST_CASE("half a scan from before the unplugging does not stick to the next one")
{
    Cable cable;
    cable.plug_in();
    Ear ear;
    const SerialScanner scanner{settings(cable), ear.callbacks()};
    ear.connected(1);
    cable.send("half");
    cable.unplug();
    ear.disconnected(1);
    cable.plug_in();
    ear.connected(2);
    cable.send("whole\r");
    CHECK(ear.scans(1)[0] == "whole");
}

TEST_CASE("a line that one program reads gives nothing to another")
{
    Cable cable;
    cable.plug_in();
    Ear first_ear;
    const SerialScanner first{settings(cable), first_ear.callbacks()};
    first_ear.connected(1);
    Ear second_ear;
    const SerialScanner second{settings(cable), second_ear.callbacks()};
    CHECK(second_ear.disconnected(1).size() == 1);
    cable.send("mine\r");
    CHECK(first_ear.scans(1)[0] == "mine");
}

TEST_CASE("a scanner that is not there yet is awaited")
{
    Cable cable;
    Ear ear;
    const SerialScanner scanner{settings(cable), ear.callbacks()};
    CHECK(ear.disconnected(1)[0].find("No such file") != std::string::npos);
    cable.plug_in();
    ear.connected(1);
    cable.send("here\r");
    CHECK(ear.scans(1)[0] == "here");
}

TEST_CASE("a file in place of the line is told, not read")
{
    Cable cable;
    std::ofstream{cable.device()} << "text\r";
    Ear ear;
    const SerialScanner scanner{settings(cable), ear.callbacks()};
    CHECK(ear.disconnected(1)[0].find("Inappropriate ioctl") != std::string::npos);
}

TEST_CASE("a scan that is too long is told and the next one is read")
{
    Cable cable;
    cable.plug_in();
    Ear ear;
    const SerialScanner scanner{settings(cable), ear.callbacks()};
    ear.connected(1);
    for (int part = 0; part < 10; ++part)
        cable.send(std::string(1000, '1'));
    cable.send("\rshort\r");
    ear.overlong(1);
    CHECK(ear.scans(1)[0] == "short");
}

TEST_CASE("a speed that no line has is refused before anything is opened")
{
    Cable cable;
    auto wrong = settings(cable);
    wrong.baud = 9601;
    CHECK_THROWS_AS((SerialScanner{wrong, {}}), std::invalid_argument);
}
