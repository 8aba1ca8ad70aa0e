// optics_bench: draws documents with zones and scenes with QR codes under everything that a camera does to them.
// `frames` writes them, and pictures that bear no zone, with what stands on each; `live` holds each scene before the
// live reader and prints what a frame takes.
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <numbers>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "hardware/optics/qr.hpp"
#include "tests/hardware/optics/no_zone_drawing.hpp"
#include "tests/hardware/optics/zone_drawing.hpp"

namespace {
using drawing::Frame;
using hardware::document::MrzFormat;
using nlohmann::json;

struct Options {
    std::filesystem::path folder;
    unsigned count = 5;
    unsigned seed = 1;
};

/// What a scene with a code goes through, by name.
std::map<std::string, std::function<Frame(const Frame&, std::mt19937&)>> code_conditions()
{
    const auto seen = [](double degrees) {
        return [degrees](const Frame& scene, std::mt19937&) { return drawing::rotated(scene, degrees); };
    };
    const auto blurred = [](double sigma) {
        return [sigma](const Frame& scene, std::mt19937&) { return drawing::blurred(scene, sigma); };
    };
    const auto noisy = [](double sigma) {
        return [sigma](const Frame& scene, std::mt19937& random) {
            return drawing::noisy(scene, sigma, static_cast<unsigned>(random()));
        };
    };
    const auto smaller = [](double factor) {
        return [factor](const Frame& scene, std::mt19937&) { return drawing::scaled(scene, factor); };
    };
    const auto sideways = [](double share) {
        return
            [share](const Frame& scene, std::mt19937& random) { return drawing::from_the_side(scene, share, random); };
    };
    return {
        {"clean", [](const Frame& scene, std::mt19937&) { return scene; }},
        {"turn_17", seen(17)},
        {"turn_45", seen(45)},
        {"noise", noisy(25)},
        {"heavy_noise", noisy(70)},
        {"blur_1.5", blurred(1.5)},
        {"blur_2.5", blurred(2.5)},
        {"blur_3.5", blurred(3.5)},
        {"small", smaller(0.4)},
        {"tiny", smaller(0.25)},
        {"glare", [](const Frame& scene, std::mt19937& random) { return drawing::with_glare(scene, random); }},
        {"low_contrast", [](const Frame& scene, std::mt19937&) { return drawing::with_contrast(scene, 0.17, 118); }},
        {"inverted", [](const Frame& scene, std::mt19937&) { return drawing::inverted(scene); }},
        {"perspective", sideways(0.12)},
        {"strong_perspective", sideways(0.25)},
        {"mixed", [](const Frame& scene, std::mt19937& random) {
             const auto side = drawing::from_the_side(drawing::rotated(scene, 9), 0.08, random);
             return drawing::noisy(drawing::with_contrast(drawing::blurred(side, 1.8), 0.4, 110), 12,
                                   static_cast<unsigned>(random()));
         }}};
}

/// A code somewhere on a table that is not even.
Frame scene_with(const Frame& code, std::mt19937& random)
{
    auto scene = drawing::on_table(code, 640, 480);
    const double slope = static_cast<double>(random() % 60) - 30;
    for (unsigned y = 0; y < scene.height_px; ++y)
        for (unsigned x = 0; x < scene.width_px; ++x) {
            auto& pixel = scene.row(y)[x];
            const double light =
                pixel + slope * (x / 640.0 - 0.5) + 8 * std::sin(x / 7.0) * std::sin(y / 11.0) * (pixel == 170);
            pixel = static_cast<std::uint8_t>(std::clamp(std::lround(light), 0L, 255L));
        }
    return scene;
}

/// What documents look like too: rows closer, letters higher, and fillers and letters that stand otherwise, as measured
/// on specimens of sixteen states.
std::map<std::string, drawing::ZonePrint> other_prints()
{
    drawing::ZonePrint usual;
    usual.font = "OCRBS";
    std::map<std::string, drawing::ZonePrint> prints;
    const auto with = [&](const std::string& name, const std::function<void(drawing::ZonePrint&)>& change) {
        change(prints.emplace(name, usual).first->second);
    };
    with("rows_1.61", [](auto& print) { print.row_distance = 1.61; });
    with("rows_2.0", [](auto& print) { print.row_distance = 2.0; });
    with("rows_2.95", [](auto& print) { print.row_distance = 2.95; });
    with("capitals_1.2", [](auto& print) { print.capital_height = 1.2; });
    with("raised_fillers", [](auto& print) { print.otherwise = {{'<', {0.08, 0.95}}}; });
    with("short_fillers", [](auto& print) { print.otherwise = {{'<', {0.14, 0.82}}}; });
    with("stray_letters", [](auto& print) { print.stray = 0.05; });
    return prints;
}

/// Hides a part of a letter of the bearer's name, over which no check digit stands, from one of its sides on.
drawing::Cover cover_of_name(const drawing::Zone& zone, std::mt19937& random)
{
    const bool is_card = zone.size() == 3;
    drawing::Cover cover{is_card ? 2U : 0U, 0, random() % 2 == 0, 0, 1};
    const std::size_t first = is_card ? 0 : 5;
    const auto last = zone[cover.line].find_last_not_of('<');
    do
        cover.column = first + random() % (last - first + 1);
    while (zone[cover.line][cover.column] == '<');
    const double share = 0.15 + 0.01 * static_cast<double>(random() % 71);
    if (random() % 2 == 0)
        cover.to = share;
    else
        cover.from = 1 - share;
    return cover;
}

void draw(const Options& options)
{
    std::mt19937 random{options.seed};
    auto truth = json::array();
    const auto keep = [&](const Frame& frame, const std::string& kind, const std::string& condition, unsigned number,
                          const json& text) {
        const auto name = kind + "-" + condition + "-" + std::to_string(number) + ".png";
        drawing::write(frame, options.folder / name, drawing::FileKind::png);
        truth.push_back({{"file", name}, {"kind", kind}, {"condition", condition}, {"text", text}});
    };
    static constexpr MrzFormat kFormats[] = {MrzFormat::td1, MrzFormat::td1, MrzFormat::td3, MrzFormat::td1,
                                             MrzFormat::td2};
    for (unsigned number = 0; number < options.count; ++number) {
        const auto zone = drawing::random_zone(random, kFormats[number % 5]);
        const auto document = drawing::document_with(zone, {number % 2 == 0 ? "OCRB" : "OCRBS", 30, number % 3 != 0});
        for (const auto& condition : drawing::conditions())
            keep(drawing::under(condition, document, random), "mrz", condition, number, zone);
        for (const auto* const condition : {"clean", "noise", "blur_2", "perspective", "mixed"}) {
            const auto cover = cover_of_name(zone, random);
            const double pitch_px = 16 + static_cast<double>(random() % 15);
            const drawing::ZonePrint print{number % 2 == 0 ? "OCRB" : "OCRBS", pitch_px, number % 3 != 0};
            const auto covered = drawing::covered_document(zone, print, cover);
            keep(drawing::under(condition, covered, random), "hidden", condition, number, zone);
        }
        for (const auto& [name, picture] : drawing::pictures_without_zone(number % 2 == 0 ? 2.5 : 5.0 / 3)) {
            const auto frame = picture(random);
            const auto& condition = drawing::conditions().at(random() % drawing::conditions().size());
            keep(drawing::under(condition, frame, random), "none", name, number, json::array());
        }
        for (const auto& [name, print] : other_prints())
            keep(drawing::under("mixed", drawing::document_with(zone, print), random), "mrz", name, number, zone);
        const auto text = "https://example.bg/" + std::to_string(random()) + std::to_string(random());
        const auto scene = scene_with(drawing::qr_code(text), random);
        for (const auto& [condition, change] : code_conditions())
            keep(change(scene, random), "qr", condition, number, text);
    }
    std::ofstream file{options.folder / "truth.json"};
    file << truth.dump(1) << '\n';
    if (!file) throw std::runtime_error{"cannot write truth.json"};
}

/// Every scene as a stream at 720p: milliseconds of each frame, and how many of the codes were read.
void live(const Options& options)
{
    constexpr unsigned kFramesOfAScene = 8;
    std::mt19937 random{options.seed};
    std::vector<double> milliseconds;
    unsigned scenes = 0;
    unsigned read = 0;
    for (unsigned number = 0; number < options.count; ++number) {
        const auto text = "https://example.bg/" + std::to_string(random()) + std::to_string(random());
        const auto scene = scene_with(drawing::qr_code(text), random);
        for (const auto& [condition, change] : code_conditions()) {
            const auto frame = drawing::on_table(change(scene, random), 1280, 720);
            hardware::optics::QrWatch watch;
            bool found = false;
            for (unsigned i = 0; i < kFramesOfAScene; ++i) {
                const auto begun = std::chrono::steady_clock::now();
                found |= watch.look(frame) == text;
                milliseconds.push_back(
                    std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
            }
            ++scenes;
            read += found;
        }
    }
    std::cout << json{{"milliseconds", milliseconds}, {"scenes", scenes}, {"read", read}}.dump() << '\n';
}
} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{"Zones and codes as cameras see them."};
    app.require_subcommand(1);
    auto* const frames = app.add_subcommand("frames", "write pictures and truth.json");
    frames->add_option("folder", options.folder)->required()->check(CLI::ExistingDirectory);
    auto* const stream = app.add_subcommand("live", "time the live reader of codes");
    for (auto* const command : {frames, stream}) {
        command->add_option("--count", options.count, "documents and codes under each condition")
            ->capture_default_str();
        command->add_option("--seed", options.seed, "the same seed draws the same")->capture_default_str();
    }
    CLI11_PARSE(app, argc, argv);
    try {
        frames->parsed() ? draw(options) : live(options);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "optics_bench: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
