// gishe-card: reads one travel document from a reader and prints what it found.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "hardware/document/reading.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "hardware/pcsc/open.hpp"
#include "hardware/pcsc/reader_watch.hpp"
#include "hardware/printable.hpp"
#include "hardware/tools/reading_json.hpp"
#include "hardware/tools/reading_text.hpp"
#include "hardware/tools/secret_words.hpp"

namespace {
using namespace hardware;
using namespace hardware::document;

constexpr int kUsage = 64;    // EX_USAGE of sysexits.h
constexpr int kSoftware = 70; // EX_SOFTWARE

/// The command is wrong; `what()` says in what.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Options {
    std::string reader;
    std::optional<std::string> can;
    std::optional<std::string> mrz;
    std::string trust;
    std::string at;
    bool json = false;
};

std::optional<std::chrono::sys_days> parse_day(const std::string& text)
{
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int end = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &end) != 3 || text.size() != 10 || end != 10)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

tools::OpeningOrFault opening_of(const Options& options, std::chrono::sys_days today)
{
    if (options.can && options.mrz) return "--can and --mrz are two ways to open one chip: give one of them";
    if (options.can) return tools::can_words(*options.can);
    if (options.mrz) return tools::mrz_words(*options.mrz, today);
    return "what opens the chip is missing: --can with the six digits on the card, or --mrz with its zone";
}

/// What was read, and what to do where it failed.
struct Answer {
    Reading reading;
    std::string advice{reading.error ? tools::advice(*reading.error) : ""};
};

Answer without_card(ReadError error)
{
    Reading reading;
    reading.error = error;
    return {reading};
}

/// Readers are there, but none that is called so.
Answer without_reader(const std::string& name, const std::vector<pcsc::ReaderState>& readers)
{
    auto answer = without_card(ReadError::no_reader);
    answer.advice = "No reader is called \"" + name + "\". There are:";
    for (const auto& reader : readers)
        answer.advice += " \"" + reader.name + "\"";
    return answer;
}

/// The named reader, else the first with a card on it.
Answer read(const Options& options, const TrustStore& trust, ReadOptions how)
{
    try {
        const auto readers = pcsc::readers_now();
        const auto chosen = std::find_if(readers.begin(), readers.end(), [&](const pcsc::ReaderState& reader) {
            return options.reader.empty() ? reader.card_present : reader.name == options.reader;
        });
        if (readers.empty()) return without_card(ReadError::no_reader);
        if (chosen == readers.end())
            return options.reader.empty() ? without_card(ReadError::no_card) : without_reader(options.reader, readers);
        if (!chosen->card_present) return without_card(ReadError::no_card);
        how.deadline = how.now() + card::kLongestReading;
        const auto card = pcsc::Opener{}.open(chosen->name, {*how.deadline, {}, how.now});
        return {read_travel_document(*card, trust, how)};
    } catch (const CardRemoved&) {
        return without_card(ReadError::card_removed);
    } catch (const ReaderGone&) {
        return without_card(ReadError::no_reader);
    } catch (const Error& error) { // mute, held by another program, or not to be understood
        std::cerr << "gishe-card: " << hardware::printable_lines(error.what()) << '\n';
        return without_card(ReadError::timeout);
    }
}

/// Empty without a folder. Throws `UsageError` where it cannot be read.
TrustStore trust_of(const Options& options, std::chrono::sys_days judged_on)
{
    if (options.trust.empty()) return {};
    try {
        return TrustStore::from_folder(options.trust, judged_on);
    } catch (const Error& error) {
        throw UsageError{error.what()};
    } catch (const std::filesystem::filesystem_error& error) {
        throw UsageError{error.what()};
    }
}

int run(const Options& options)
{
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto judged_on = options.at.empty() ? std::optional{today} : parse_day(options.at);
    if (!judged_on) {
        std::cerr << "gishe-card: --at takes a day as YYYY-MM-DD\n";
        return kUsage;
    }
    const auto opening = opening_of(options, *judged_on);
    if (const auto* fault = std::get_if<std::string>(&opening)) {
        std::cerr << "gishe-card: " << *fault << '\n';
        return kUsage;
    }
    const auto trust = trust_of(options, *judged_on);
    for (const auto& file : trust.refused())
        std::cerr << "gishe-card: left out " << printable(file.name) << ": " << file.reason << '\n';
    const auto& [secret, printed] = std::get<tools::Opening>(opening);
    ReadOptions how{secret, *judged_on, {}, {}};
    how.printed = printed;
    const auto answer = read(options, trust, how);
    if (options.json)
        std::cout << tools::to_json(answer.reading, answer.advice) << '\n';
    else
        std::cout << tools::to_text(answer.reading, answer.advice);
    if (answer.reading.outcome == Outcome::genuine) return 0;
    return answer.reading.outcome == Outcome::unreadable ? 2 : 1;
}

/// Empty where it is one.
std::string fault_of_folder(const std::string& path)
{
    std::error_code failure;
    if (std::filesystem::is_directory(path, failure)) return {};
    return "there is no folder \"" + path + '"';
}

/// CLI11 says of an unknown command only that one is missing.
std::string words_of(const CLI::App* app, const CLI::Error& error)
{
    const auto unknown = app->remaining(true);
    const auto what = dynamic_cast<const CLI::RequiredError*>(&error) && !unknown.empty()
                          ? "no such command: " + unknown.front()
                          : std::string{error.what()};
    return "gishe-card: " + hardware::printable_lines(what) + "\ngishe-card read --help lists the options\n";
}
} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{"Reads travel documents from a contactless reader.", "gishe-card"};
    app.require_subcommand(1);
    app.failure_message(words_of);
    app.set_version_flag("--version", "gishe-card " GISHE_VERSION);
    auto* command = app.add_subcommand("read", "Reads one document and checks it");
    command->add_option("--reader", options.reader, "Name of the reader; else the first with a card");
    auto* secret = command->add_option_group("What opens the chip, one of these");
    secret->add_option("--can", options.can, "Card access number, six digits");
    secret->add_option(
        "--mrz", options.mrz,
        "Machine readable zone, all its lines, or number, birth and expiry, each with its check digit: see below");
    command
        ->add_option("--trust", options.trust,
                     "Folder of trusted authorities, revocation lists and master lists (.der .cer .crt .pem .crl .ml)")
        ->type_name("FOLDER")
        ->check(CLI::Validator{fault_of_folder, ""});
    command->add_option("--at", options.at, "Day on which validity is judged, YYYY-MM-DD; else today");
    command->add_flag("--json", options.json, "Print one JSON object");
    command->footer(
        "Examples (in quotes: < is a sign of the shell):\n"
        "  gishe-card read --can 641903 --trust trust/\n"
        "  gishe-card read --mrz 'L898902C<369080619406236'\n"
        "    the short form: number L898902C< and 3, birth 690806 and 1, expiry 940623 and 6\n"
        "  gishe-card read --mrz 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< "
        "L898902C<3UTO6908061F9406236ZE184226B<<<<<14'\n"
        "    the whole zone, which is compared with the chip's as well\n"
        "Ends with 0 when the document is genuine, 1 when it was read but is not proven to be, 2 when it could not "
        "be read, 64 on a wrong command.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsage;
    }
    try {
        return run(options);
    } catch (const UsageError& error) {
        std::cerr << "gishe-card: " << hardware::printable_lines(error.what()) << '\n';
        return kUsage;
    } catch (const std::exception& error) {
        std::cerr << "gishe-card: " << hardware::printable_lines(error.what()) << '\n';
        return kSoftware;
    }
}
