#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "hardware/optics/mrz_reader.hpp"
#include "hardware/optics/picture_file.hpp"
#include "hardware/optics/qr.hpp"
#include "hardware/printable.hpp"
#include "hardware/tools/hushed_errors.hpp"

// gishe-scan: what can be read on a picture? Reads PNG and JPEG files, prints the text of every QR code and the lines
// of the machine readable zone in each.
namespace {
using namespace hardware::optics;

// `none` only where the answer is for people; JSON says so itself. Source of the last: sysexits.h.
enum Exit { done = 0, none = 1, unreadable_file = 2, usage = 64 };
enum class Kind { qr, mrz, any };

struct Answer {
    std::string file;
    std::vector<std::string> codes;
    std::optional<std::vector<std::string>> zone;
    bool several_zones{};                ///< more than one document: none is given
    std::chrono::milliseconds elapsed{}; ///< for reading the picture, without loading it
    std::string error;                   ///< stable code; empty: the file was read

    bool is_empty() const { return codes.empty() && !zone; }
};

std::string_view code_of(PictureRefusal refusal)
{
    switch (refusal) {
    case PictureRefusal::no_such_file:
        return "no_such_file";
    case PictureRefusal::not_a_file:
        return "not_a_file";
    case PictureRefusal::not_a_picture:
        return "not_a_picture";
    case PictureRefusal::too_large:
        return "too_large";
    }
    return "";
}

std::string_view sentence_of(std::string_view error)
{
    if (error == "no_such_file") return "no such file, or it may not be read";
    if (error == "not_a_file") return "a folder or a device, and no file";
    if (error == "not_a_picture") return "neither a PNG nor a JPEG picture, or damaged";
    return "the picture is too large (at most 32 MiB and 40 million pixels)";
}

std::variant<Frame, PictureRefusal> load_hushed(const std::string& file)
{
    const hardware::tools::HushedErrors hushed;
    return load_picture(file);
}

Answer scan(const std::string& file, Kind kind)
{
    using Clock = std::chrono::steady_clock;
    Answer answer;
    answer.file = file;
    const auto picture = load_hushed(file);
    if (const auto* refusal = std::get_if<PictureRefusal>(&picture)) {
        answer.error = code_of(*refusal);
        return answer;
    }
    const auto& frame = std::get<Frame>(picture);
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto begin = Clock::now();
    if (kind != Kind::mrz) answer.codes = read_qr_codes(frame);
    if (kind != Kind::qr) {
        auto sight = look_for_mrz(frame, today);
        if (sight.zone) answer.zone = std::move(sight.zone->lines);
        answer.several_zones = sight.several;
    }
    answer.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
    return answer;
}

/// One object a line.
void print_json(const Answer& answer)
{
    nlohmann::ordered_json entry{{"file", answer.file}, {"qr", nlohmann::json::array()}, {"mrz", nullptr}};
    for (const auto& code : answer.codes)
        entry["qr"].push_back({{"text", code}});
    if (answer.zone) entry["mrz"] = {{"lines", *answer.zone}, {"all_check_digits", true}};
    entry["no_mrz"] = answer.several_zones ? nlohmann::json("several_documents") : nlohmann::json{};
    entry["milliseconds"] = answer.elapsed.count();
    entry["error"] = answer.error.empty() ? nlohmann::json{} : nlohmann::json(answer.error);
    std::cout << entry.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

std::string_view wanted(Kind kind)
{
    return kind == Kind::qr ? "QR code" : kind == Kind::mrz ? "machine readable zone" : "QR code and no zone";
}

void print_text(const Answer& answer, Kind kind, bool name_file)
{
    const auto file = hardware::printable(answer.file); // names and codes may hold what commands a terminal
    if (!answer.error.empty())
        std::cerr << "gishe-scan: " << file << ": " << sentence_of(answer.error) << '\n';
    else if (answer.several_zones)
        std::cerr << "gishe-scan: " << file << ": more than one document on it, so no zone is given\n";
    else if (answer.is_empty())
        std::cerr << "gishe-scan: " << file << ": no " << wanted(kind) << " on it\n";
    const auto prefix = name_file ? file + ": " : std::string{};
    for (const auto& code : answer.codes)
        std::cout << prefix << hardware::printable(code) << '\n';
    if (answer.zone)
        for (const auto& line : *answer.zone)
            std::cout << prefix << line << '\n';
}

Exit scan_all(const std::vector<std::string>& files, Kind kind, bool json)
{
    bool unreadable = false;
    bool found = false;
    for (const auto& file : files) {
        const auto answer = scan(file, kind);
        json ? print_json(answer) : print_text(answer, kind, files.size() > 1);
        unreadable |= !answer.error.empty();
        found |= !answer.is_empty();
    }
    if (unreadable) return unreadable_file;
    return found || json ? done : none;
}

/// Empty where `kind` is one.
std::string fault_of_kind(const std::string& kind)
{
    if (kind == "qr" || kind == "mrz" || kind == "any") return {};
    return "it is qr, mrz or any, and not \"" + kind + "\"";
}

std::string words_of(const CLI::App* app, const CLI::Error& error)
{
    const auto unknown = app->remaining();
    auto what = std::string{error.what()};
    if (!unknown.empty())
        what = "no such option: " + unknown.front();
    else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
        what = "name at least one PNG or JPEG file";
    else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        what = "--kind needs a word behind it: qr, mrz or any";
    return "gishe-scan: " + hardware::printable_lines(what) + "\ngishe-scan --help lists the options\n";
}
} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"Prints the QR codes and machine readable zones on pictures.", "gishe-scan"};
    app.footer(
        "Ends with 0 when it is done, 1 when there was nothing to print and no JSON was asked for, 2 when a file "
        "could not be read, 64 for a wrong command.");
    app.set_version_flag("--version", "gishe-scan " GISHE_VERSION);
    app.failure_message(words_of);
    std::vector<std::string> files;
    std::string kind = "any";
    bool json = false;
    app.add_option("FILE", files, "PNG or JPEG files")->required();
    app.add_option("--kind", kind, "What to look for: qr, mrz or any")
        ->type_name("qr|mrz|any")
        ->check(CLI::Validator{fault_of_kind, ""});
    app.add_flag("--json", json, "Print one JSON object a file, each on its line");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : usage;
    }
    try {
        return scan_all(files, kind == "qr" ? Kind::qr : kind == "mrz" ? Kind::mrz : Kind::any, json);
    } catch (const std::exception& error) {
        std::cerr << "gishe-scan: " << hardware::printable_lines(error.what()) << '\n';
        return 70; // EX_SOFTWARE
    }
}
