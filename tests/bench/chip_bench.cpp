// chip_bench: reads a card in software again and again, in process or on a PC/SC reader, and prints what each reading
// took beside its floor.
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "hardware/document/reading.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/pcsc/open.hpp"
#include "hardware/pcsc/reader_watch.hpp"
#include "hardware/virtual/in_process_card.hpp"
#include "tests/bench/chip_floor.hpp"

namespace {
using namespace hardware;
using StopWatch = std::chrono::steady_clock;

struct Options {
    std::string description;
    bool short_blocks = false;
    std::string trust;
    unsigned runs = 10;
};

std::chrono::microseconds since(StopWatch::time_point start)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(StopWatch::now() - start);
}

std::chrono::sys_days today()
{
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

/// One reading and its floor, printed.
void measure(Card& card, const document::TrustStore& trust, const std::string& can, const bench::ChipFloor& floor)
{
    const auto begun = StopWatch::now();
    const auto reading = document::read_travel_document(card, trust, {document::Can{can}, today(), {}, {}});
    const auto read = since(begun);
    if (reading.outcome != document::Outcome::genuine)
        throw std::runtime_error{"the card did not read as genuine: " + reading.error_detail};
    const auto again = StopWatch::now();
    floor.run(card, reading.transport.exchanges);
    std::cout << fmt::format(R"({{"read_us": {}, "floor_us": {}, "exchanges": {}, "bytes": {}, "portrait_bytes": {}}})",
                             read.count(), since(again).count(), reading.transport.exchanges, reading.transport.bytes,
                             reading.portrait ? reading.portrait->data.size() : 0)
              << '\n';
}

void in_process(const Options& options, virtual_card::Description description)
{
    description.extended_length = !options.short_blocks;
    const auto authority = virtual_card::DemoAuthority::create();
    document::TrustStore trust;
    trust.add_certificate(authority.certificate());
    virtual_card::VirtualDocument chip{description, authority};
    const bench::ChipFloor floor;
    for (unsigned run = 0; run < options.runs; ++run) {
        virtual_card::InProcessCard card{chip};
        measure(card, trust, description.can, floor);
    }
}

/// The name of the first reader with a card, once there is one.
std::string reader_with_card()
{
    std::mutex mutex;
    std::condition_variable changed;
    std::string found;
    const pcsc::ReaderWatch watch{[&](const std::vector<pcsc::ReaderState>& readers) {
        const std::lock_guard lock{mutex};
        for (const auto& reader : readers)
            if (reader.card_present && found.empty()) found = reader.name;
        changed.notify_all();
    }};
    std::unique_lock lock{mutex};
    if (!changed.wait_for(lock, std::chrono::seconds{30}, [&] { return !found.empty(); }))
        throw std::runtime_error{"no card on any reader"};
    return found;
}

void on_reader(const Options& options, const virtual_card::Description& description)
{
    const auto reader = reader_with_card();
    const auto trust = document::TrustStore::from_folder(options.trust, today());
    const bench::ChipFloor floor;
    for (unsigned run = 0; run < options.runs; ++run) {
        const auto card = pcsc::Opener{}.open(reader);
        measure(*card, trust, description.can, floor);
    }
}
} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{"Times readings of a card in software; one JSON object a reading."};
    app.require_subcommand(1);
    auto* here = app.add_subcommand("in-process", "the card in this very process");
    here->add_flag("--short", options.short_blocks, "a chip without extended length");
    auto* reader = app.add_subcommand("reader", "the card on the first PC/SC reader that has one");
    reader->add_option("--trust", options.trust, "folder of trusted authorities")
        ->required()
        ->check(CLI::ExistingDirectory);
    for (auto* command : {here, reader}) {
        command->add_option("--card", options.description, "description of the card")
            ->required()
            ->check(CLI::ExistingFile);
        command->add_option("--runs", options.runs, "how many readings")->capture_default_str();
    }
    CLI11_PARSE(app, argc, argv);
    try {
        const auto description = virtual_card::load_description(options.description);
        if (here->parsed())
            in_process(options, description);
        else
            on_reader(options, description);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "chip_bench: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
