#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include "tests/hardware/optics/zone_drawing.hpp"

namespace {
struct Result {
    int exit_code{};
    std::string out;
};

/// Runs `gishe-scan` with these arguments. `errors`: where its standard error goes; `2>&1 >/dev/null` hears it alone.
Result scan(const std::string& arguments, const std::string& errors = "2>/dev/null")
{
    std::FILE* pipe = popen((std::string{GISHE_SCAN} + " " + arguments + " " + errors).c_str(), "r");
    REQUIRE(pipe);
    Result result;
    std::array<char, 4096> part{};
    for (std::size_t count = 0; (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        result.out.append(part.data(), count);
    result.exit_code = WEXITSTATUS(pclose(pipe));
    return result;
}

std::string code_file(const drawing::Folder& folder, const std::string& name, const std::string& text)
{
    const auto file = folder.path / name;
    drawing::write(drawing::qr_code(text), file, drawing::FileKind::png);
    return file.string();
}

const drawing::Zone kZone{"IDBGRAA12345667<<<<<<<<<<<<<<<", "8506151F3302288BGR8506156591<8",
                          "KONSTANTINOVA<<VIKTORIYA<LYUBO"};

std::string zone_file(const drawing::Folder& folder)
{
    const auto file = folder.path / "zone.jpeg";
    drawing::write(drawing::document_with(kZone), file, drawing::FileKind::jpeg);
    return file.string();
}

std::vector<nlohmann::json> json_lines(const std::string& text)
{
    std::vector<nlohmann::json> objects;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        objects.push_back(nlohmann::json::parse(line));
    return objects;
}

std::string empty_file(const drawing::Folder& folder)
{
    const auto file = folder.path / "empty.png";
    drawing::write(hardware::optics::blank_frame(64, 64, 255), file, drawing::FileKind::png);
    return file.string();
}
} // namespace

TEST_CASE("gishe-scan prints the text of one picture and nothing else")
{
    const drawing::Folder folder;
    const auto result = scan(code_file(folder, "code.png", "Гише 4711"));
    CHECK(result.exit_code == 0);
    CHECK(result.out == "Гише 4711\n");
}

TEST_CASE("gishe-scan names the file where there are several")
{
    const drawing::Folder folder;
    const auto one = code_file(folder, "one.png", "1");
    const auto two = code_file(folder, "two.png", "2");
    const auto result = scan(one + " " + empty_file(folder) + " " + two);
    CHECK(result.exit_code == 0);
    CHECK(result.out == one + ": 1\n" + two + ": 2\n");
}

TEST_CASE("gishe-scan prints every code of a picture")
{
    const drawing::Folder folder;
    auto page = hardware::optics::blank_frame(700, 400, 230);
    drawing::lay(page, drawing::qr_code("one"), 40, 60);
    drawing::lay(page, drawing::qr_code("two"), 400, 60);
    const auto file = folder.path / "page.png";
    drawing::write(page, file, drawing::FileKind::png);
    CHECK(scan(file.string()).out == "one\ntwo\n");
    const auto entry = json_lines(scan("--kind qr --json " + file.string()).out)[0];
    CHECK(entry["qr"] == nlohmann::json{{{"text", "one"}}, {{"text", "two"}}});
}

TEST_CASE("gishe-scan ends with 1 where there is no code, and says so beside what it prints")
{
    const drawing::Folder folder;
    const auto file = empty_file(folder);
    const auto result = scan(file);
    CHECK(result.exit_code == 1);
    CHECK(result.out.empty());
    CHECK(scan(file, "2>&1 >/dev/null").out == "gishe-scan: " + file + ": no QR code and no zone on it\n");
}

TEST_CASE("gishe-scan does not let a code command the terminal")
{
    const drawing::Folder folder;
    CHECK(scan(code_file(folder, "hostile.png",
                         "a\x1b]0;owned\x07"
                         "b\xC2\x9B"
                         "c"))
              .out == "a\\1B]0;owned\\07b\\C2\\9Bc\n");
}

TEST_CASE("gishe-scan does not let the name of a file command the terminal")
{
    CHECK(scan("$(printf 'no\\033[31mfile.png')", "2>&1 >/dev/null").out ==
          "gishe-scan: no\\1B[31mfile.png: no such file, or it may not be read\n");
    for (const std::string argument : {"--\\033]0;a.png", "--kind '\\033]0;a' b.png"}) {
        const auto result = scan("$(printf -- \"" + argument + "\")", "2>&1 >/dev/null").out;
        CHECK(result.find('\x1b') == std::string::npos);
        CHECK(result.find("\\1B]0;a") != std::string::npos);
    }
}

TEST_CASE("gishe-scan prints one JSON object a file, each on its line")
{
    const drawing::Folder folder;
    const auto code = code_file(folder, "code.png", "\x1b\"");
    const auto zone = zone_file(folder);
    const auto result = scan("--json " + code + " " + zone + " " + empty_file(folder));
    CHECK(result.exit_code == 0);
    const auto objects = json_lines(result.out);
    REQUIRE(objects.size() == 3);
    CHECK(objects[0]["file"] == code);
    CHECK(objects[0]["qr"] == nlohmann::json{{{"text", "\x1b\""}}});
    CHECK(objects[0]["mrz"].is_null());
    CHECK(objects[0].at("no_mrz").is_null());
    CHECK(objects[0]["error"].is_null());
    CHECK(objects[0]["milliseconds"].is_number_unsigned());
    CHECK(objects[1]["mrz"]["lines"] == kZone);
    CHECK(objects[1]["mrz"]["all_check_digits"] == true);
    CHECK(objects[1]["qr"].empty());
    CHECK(objects[2]["qr"].empty());
    CHECK(objects[2]["mrz"].is_null());
}

TEST_CASE("gishe-scan looks for the kind alone that it is asked for")
{
    const drawing::Folder folder;
    const auto code = code_file(folder, "code.png", "x");
    const auto zone = zone_file(folder);
    CHECK(json_lines(scan("--kind mrz --json " + code).out)[0]["qr"].empty());
    CHECK(json_lines(scan("--kind qr --json " + zone).out)[0]["mrz"].is_null());
    CHECK(scan("--kind mrz " + zone).out == kZone[0] + "\n" + kZone[1] + "\n" + kZone[2] + "\n");
    CHECK(scan("--kind qr " + zone).exit_code == 1);
    CHECK(scan("--kind barcode " + zone).exit_code == 64);
}

TEST_CASE("gishe-scan ends with 2 where a file cannot be read, names it, and reads the others")
{
    const drawing::Folder folder;
    const auto result = scan("--json /nonexistent.png " + code_file(folder, "code.png", "x"));
    CHECK(result.exit_code == 2);
    const auto objects = json_lines(result.out);
    REQUIRE(objects.size() == 2);
    CHECK(objects[0]["error"] == "no_such_file");
    CHECK(objects[0]["mrz"].is_null());
    CHECK(objects[1]["qr"][0]["text"] == "x");
    CHECK(scan("/nonexistent.png").exit_code == 2);
}

TEST_CASE("gishe-scan ends with 64 on a wrong command and with 0 on a call for help")
{
    CHECK(scan("").exit_code == 64);
    CHECK(scan("--nonsense x.png").exit_code == 64);
    CHECK(scan("--help").exit_code == 0);
}

TEST_CASE("of two documents on one picture none is printed, and both people and programs are told why")
{
    const drawing::Folder folder;
    auto other = kZone;
    other[2].replace(0, 3, "PET");
    const auto both = drawing::one_above_other(drawing::document_with(kZone, {"OCRB", 22}),
                                               drawing::document_with(other, {"OCRB", 22}));
    const auto file = (folder.path / "both.png").string();
    drawing::write(both, file, drawing::FileKind::png);
    const auto result = scan("--kind mrz " + file, "2>&1");
    CHECK(result.exit_code == 1);
    CHECK(result.out.find("more than one document") != std::string::npos);
    const auto objects = json_lines(scan("--kind mrz --json " + file).out);
    REQUIRE(objects.size() == 1);
    CHECK(objects[0]["mrz"].is_null());
    CHECK(objects[0]["no_mrz"] == "several_documents");
}

TEST_CASE("a folder is called one, and not a file that is missing")
{
    const drawing::Folder folder;
    const auto name = folder.path.string();
    CHECK(json_lines(scan("--json " + name).out).at(0)["error"] == "not_a_file");
    CHECK(scan(name, "2>&1 >/dev/null").out == "gishe-scan: " + name + ": a folder or a device, and no file\n");
}

TEST_CASE("of a damaged picture there is one sentence with its name, and nothing of the libraries beneath")
{
    const drawing::Folder folder;
    const auto whole = drawing::noisy(drawing::qr_code("4711"), 30);
    for (const auto& [name, kind] :
         {std::pair{"cut.png", drawing::FileKind::png}, {"cut.jpeg", drawing::FileKind::jpeg}}) {
        const auto file = (folder.path / name).string();
        drawing::write(whole, file, kind);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
        CHECK(scan(file, "2>&1").out == "gishe-scan: " + file + ": neither a PNG nor a JPEG picture, or damaged\n");
        CHECK(scan("--json " + file, "2>&1 >/dev/null").out.empty());
    }
    CHECK(scan("/nonexistent.png", "2>&1").out.starts_with("gishe-scan: /nonexistent.png: no such file"));
}

TEST_CASE("a wrong command is told in plain words after the program's name")
{
    const auto sentence = [](const std::string& arguments) {
        const auto said = scan(arguments, "2>&1");
        CHECK(said.exit_code == 64);
        return said.out.substr(0, said.out.find('\n'));
    };
    CHECK(sentence("--kind barcode x.png") == "gishe-scan: --kind: it is qr, mrz or any, and not \"barcode\"");
    CHECK(sentence("x.png --kind") == "gishe-scan: --kind needs a word behind it: qr, mrz or any");
    CHECK(sentence("--nonsense x.png") == "gishe-scan: no such option: --nonsense");
    CHECK(sentence("--json") == "gishe-scan: name at least one PNG or JPEG file");
    const auto help = scan("--help").out;
    CHECK(help.find("ENUM") == std::string::npos);
    CHECK(help.find("qr|mrz|any") != std::string::npos);
}
