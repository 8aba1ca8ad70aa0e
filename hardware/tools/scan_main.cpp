#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "hardware/optics/picture_file.hpp"
#include "hardware/optics/qr.hpp"

// gishe-scan: what is in the code on a picture? Reads PNG and JPEG files, prints the text of the QR code in each.
namespace {
using namespace hardware::optics;

// Source of the last two: sysexits.h.
enum Exit { found = 0, none = 1, usage = 64, unreadable_file = 66 };

struct Answer {
    std::string file;
    std::optional<std::string> text;
    std::string error; ///< stable code; empty: the file was read
};

std::string_view code_of(PictureRefusal refusal)
{
    switch (refusal) {
    case PictureRefusal::no_such_file:
        return "no_such_file";
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
    if (error == "not_a_picture") return "neither a PNG nor a JPEG picture, or damaged";
    return "the picture is too large (at most 32 MiB and 40 million pixels)";
}

Answer scan(const std::string& file)
{
    const auto picture = load_picture(file);
    if (const auto* refusal = std::get_if<PictureRefusal>(&picture)) return {file, {}, std::string{code_of(*refusal)}};
    return {file, read_qr(std::get<Frame>(picture)), {}};
}

/// A code may hold sequences that command a terminal: control characters (C0, DEL, C1 as UTF-8) come out as `\x1b`.
std::string harmless(std::string_view text)
{
    const auto escaped = [](unsigned char byte) {
        char form[5];
        std::snprintf(form, sizeof form, "\\x%02x", byte);
        return std::string{form};
    };
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        const bool c1 = byte == 0xC2 && next >= 0x80 && next <= 0x9F;
        result += byte < 0x20 || byte == 0x7F || c1 ? escaped(byte) : std::string(1, text[i]);
        if (c1) result += escaped(static_cast<unsigned char>(text[++i]));
    }
    return result;
}

void print_json(const std::vector<Answer>& answers)
{
    auto list = nlohmann::json::array();
    for (const auto& answer : answers) {
        nlohmann::json entry{{"file", answer.file}, {"codes", nlohmann::json::array()}};
        if (answer.text) entry["codes"].push_back({{"kind", "qr"}, {"text", *answer.text}});
        if (!answer.error.empty()) entry["error"] = answer.error;
        list.push_back(std::move(entry));
    }
    std::cout << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void print_text(const std::vector<Answer>& answers)
{
    for (const auto& answer : answers) {
        if (!answer.error.empty())
            std::cerr << "gishe-scan: " << answer.file << ": " << sentence_of(answer.error) << '\n';
        else if (!answer.text)
            std::cerr << "gishe-scan: " << answer.file << ": no QR code on it\n";
        if (!answer.text) continue;
        if (answers.size() > 1) std::cout << answer.file << ": ";
        std::cout << harmless(*answer.text) << '\n';
    }
}

Exit exit_of(const std::vector<Answer>& answers)
{
    Exit code = none;
    for (const auto& answer : answers) {
        if (!answer.error.empty()) return unreadable_file;
        if (answer.text) code = found;
    }
    return code;
}
} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"Prints the text of the QR codes on pictures.", "gishe-scan"};
    app.footer("Ends with 0 when a code was found, 1 when there is none, 64 for a wrong command, "
               "66 when a file could not be read.");
    app.set_version_flag("--version", "gishe-scan " GISHE_VERSION);
    std::vector<std::string> files;
    bool json = false;
    app.add_option("FILE", files, "PNG or JPEG files")->required();
    app.add_flag("--json", json, "print a list of files with their codes as JSON");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? found : usage;
    }
    try {
        std::vector<Answer> answers;
        answers.reserve(files.size());
        for (const auto& file : files)
            answers.push_back(scan(file));
        json ? print_json(answers) : print_text(answers);
        return exit_of(answers);
    } catch (const std::exception& error) {
        std::cerr << "gishe-scan: " << error.what() << '\n';
        return 70; // EX_SOFTWARE
    }
}
