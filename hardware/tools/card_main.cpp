// gishe-card: reads one travel document from a reader and prints what it found.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>

#include <CLI/CLI.hpp>

#include "hardware/document/reading.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "hardware/pcsc/open.hpp"
#include "hardware/pcsc/reader_watch.hpp"
#include "hardware/tools/reading_json.hpp"
#include "hardware/tools/reading_text.hpp"

namespace {
using namespace hardware;
using namespace hardware::document;

constexpr int kUsage = 64;

struct Options {
    std::string reader;
    std::string can;
    std::string mrz;
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

/// What opens the chip, or what is wrong with the words of the command line.
using SecretOrFault = std::variant<Secret, std::string>;

SecretOrFault can_of(const std::string& text)
{
    const bool digits = text.size() == 6 && std::all_of(text.begin(), text.end(),
                                                        [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!digits) return "--can takes the six digits of the card access number";
    return Can{text};
}

/// Number, birth and expiry, each with its check digit, as `mrz_information` puts them: at least 9, 6 and 6 letters.
bool is_information(const std::string& text)
{
    constexpr std::size_t kLeast = 24;
    constexpr std::size_t kDate = 7;
    if (text.size() < kLeast || text.size() > 46 ||
        text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") != std::string::npos)
        return false;
    const auto number = text.size() - 2 * kDate;
    const auto agrees = [&](std::size_t from, std::size_t size) {
        return check_digit(text.substr(from, size - 1)) == text[from + size - 1];
    };
    return agrees(0, number) && agrees(number, kDate) && agrees(number + kDate, kDate);
}

/// The whole zone of the command line, where `--mrz` holds one.
std::optional<Mrz> zone_of(const Options& options, std::chrono::sys_days today)
{
    auto zone = parse_mrz(options.mrz, today);
    return std::holds_alternative<Mrz>(zone) ? std::optional{std::get<Mrz>(std::move(zone))} : std::nullopt;
}

/// A whole zone, or just the part that opens the chip.
SecretOrFault mrz_key_of(const std::string& text, std::chrono::sys_days today)
{
    std::string upper = text;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
    });
    if (is_information(upper)) return MrzKey{upper};
    const auto zone = parse_mrz(text, today);
    if (const auto* mrz = std::get_if<Mrz>(&zone)) return MrzKey{mrz_information(*mrz)};
    const auto& refusal = std::get<MrzRefusal>(zone);
    if (refusal.fault == MrzFault::wrong_shape)
        return "--mrz takes all lines of the zone one after the other (3 of 30, 2 of 36 or 2 of 44 letters), or "
               "number, "
               "birth and expiry, each with its check digit, such as L898902C<369080619406236";
    const auto* what = refusal.fault == MrzFault::wrong_check_digit ? "the check digit is wrong"
                       : refusal.fault == MrzFault::wrong_date      ? "no calendar has this day"
                                                                    : "a letter may not stand there";
    return "--mrz: " + std::string{what} + " (" + refusal.field + "): compare it with the document";
}

SecretOrFault secret_of(const Options& options, std::chrono::sys_days today)
{
    return options.can.empty() ? mrz_key_of(options.mrz, today) : can_of(options.can);
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
    } catch (const Error&) { // mute, held by another program, or not to be understood
        return without_card(ReadError::timeout);
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
    const auto secret = secret_of(options, *judged_on);
    if (const auto* fault = std::get_if<std::string>(&secret)) {
        std::cerr << "gishe-card: " << *fault << '\n';
        return kUsage;
    }
    TrustStore trust;
    if (!options.trust.empty()) trust = TrustStore::from_folder(options.trust);
    for (const auto& file : trust.refused())
        std::cerr << "gishe-card: left out " << file.name << ": " << file.reason << '\n';
    ReadOptions how{std::get<Secret>(secret), *judged_on, {}, {}};
    how.printed = zone_of(options, *judged_on);
    const auto answer = read(options, trust, how);
    if (options.json)
        std::cout << tools::to_json(answer.reading, answer.advice) << '\n';
    else
        std::cout << tools::to_text(answer.reading) << (answer.advice.empty() ? "" : answer.advice + "\n");
    if (answer.reading.outcome == Outcome::genuine) return 0;
    return answer.reading.outcome == Outcome::unreadable ? 2 : 1;
}

/// CLI11 says of an unknown command only that one is missing.
std::string words_of(const CLI::App* app, const CLI::Error& error)
{
    const auto unknown = app->remaining(true);
    const auto what = dynamic_cast<const CLI::RequiredError*>(&error) && !unknown.empty()
                          ? "no such command: " + unknown.front()
                          : std::string{error.what()};
    return "gishe-card: " + what + "\ngishe-card read --help lists the options\n";
}
} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{"Reads travel documents from a contactless reader."};
    app.require_subcommand(1);
    app.failure_message(words_of);
    app.set_version_flag("--version", "gishe-card " GISHE_VERSION);
    auto* command = app.add_subcommand("read", "Reads one document and checks it");
    command->add_option("--reader", options.reader, "Name of the reader; else the first with a card");
    auto* secret = command->add_option_group("secret", "What opens the chip");
    secret->add_option("--can", options.can, "Card access number, six digits");
    secret->add_option(
        "--mrz", options.mrz,
        "Machine readable zone, lines one after the other, or number, birth and expiry with their check digits");
    secret->require_option(1);
    command
        ->add_option("--trust", options.trust,
                     "Folder of trusted authorities, revocation lists and master lists (.der .cer .pem .crl .ml)")
        ->check(CLI::ExistingDirectory);
    command->add_option("--at", options.at, "Day on which validity is judged, YYYY-MM-DD; else today");
    command->add_flag("--json", options.json, "Print one JSON object");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsage;
    }
    try {
        return run(options);
    } catch (const std::exception& error) {
        std::cerr << "gishe-card: " << error.what() << '\n';
        return kUsage;
    }
}
