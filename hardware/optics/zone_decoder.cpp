#include "hardware/optics/zone_decoder.hpp"

#include <algorithm>
#include <queue>
#include <string_view>

#include "hardware/optics/zone_layout.hpp"

namespace hardware::optics {
namespace {
/// Another letter than the most likely one.
struct Deviation {
    std::size_t cell{};
    char letter{};
    double cost{};
};

/// The most likely letters that the alphabets allow, and all others that are not out of the question, the likely first.
struct Choices {
    std::string likely;
    double strangest{}; ///< of the likely letters: how much another one, which may not stand there, looks more like it
    std::vector<Deviation> others;
};

Choices choices_of(const CellCosts& costs, const Layout& layout)
{
    constexpr double kOutOfTheQuestion = 16;
    Choices choices;
    std::vector<std::string_view> allowed(costs.size(), kZoneLetters);
    for (const auto& [cells, letters] : layout.alphabets)
        for (int i = cells.from; i < cells.to; ++i)
            allowed[static_cast<std::size_t>(i)] = letters;
    for (std::size_t cell = 0; cell < costs.size(); ++cell) {
        const auto cost_of = [&](char letter) { return static_cast<double>(costs[cell][kZoneLetters.find(letter)]); };
        const char likely = *std::min_element(allowed[cell].begin(), allowed[cell].end(),
                                              [&](char a, char b) { return cost_of(a) < cost_of(b); });
        choices.likely += likely;
        choices.strangest = std::max(choices.strangest, cost_of(likely));
        for (const char letter : allowed[cell]) {
            const double more = cost_of(letter) - cost_of(likely);
            if (letter != likely && more < kOutOfTheQuestion) choices.others.push_back({cell, letter, more});
        }
    }
    std::sort(choices.others.begin(), choices.others.end(),
              [](const Deviation& a, const Deviation& b) { return a.cost < b.cost; });
    return choices;
}

/// One reading: the likely letters but for some deviations, named by their places in `Choices::others`, ascending.
struct Candidate {
    double cost{};
    std::vector<std::size_t> deviations;
    bool operator<(const Candidate& other) const { return cost > other.cost; } // the least cost comes first
};

/// The reading that a candidate stands for; empty where it changes one cell twice.
std::optional<std::string> text_of(const Choices& choices, const Candidate& candidate)
{
    auto text = choices.likely;
    for (const auto i : candidate.deviations) {
        const auto& [cell, letter, cost] = choices.others[i];
        if (text[cell] != choices.likely[cell]) return std::nullopt;
        text[cell] = letter;
    }
    return text;
}

/// What comes after a candidate in the order of costs: every set of deviations comes exactly once.
void push_next(std::priority_queue<Candidate>& queue, const Choices& choices, const Candidate& candidate)
{
    constexpr std::size_t kMostDeviations = 4;
    const auto next = candidate.deviations.empty() ? 0 : candidate.deviations.back() + 1;
    if (next >= choices.others.size()) return;
    if (candidate.deviations.size() < kMostDeviations) {
        auto more = candidate;
        more.deviations.push_back(next);
        more.cost += choices.others[next].cost;
        queue.push(std::move(more));
    }
    if (candidate.deviations.empty()) return;
    auto other = candidate;
    other.cost += choices.others[next].cost - choices.others[other.deviations.back()].cost;
    other.deviations.back() = next;
    queue.push(std::move(other));
}

/// The only reading that agrees with all check digits and is not much less likely than another one. A zone that says
/// something else than a zone of this size may, as that of a visa or a changed one, has none.
std::optional<std::string> only_reading(const Choices& choices, const Layout& layout)
{
    constexpr unsigned kMostTried = 20'000;
    constexpr double kUnlikely = 7; // nobody would read it like that
    if (choices.strangest > kUnlikely) return std::nullopt;
    std::priority_queue<Candidate> queue;
    queue.push({});
    std::optional<Candidate> first;
    std::string reading;
    for (unsigned tried = 0; !queue.empty(); ++tried) {
        if (tried == kMostTried) return std::nullopt;
        const auto candidate = queue.top();
        queue.pop();
        if (first ? candidate.cost > first->cost + kCertain : candidate.cost > kUnlikely) break;
        push_next(queue, choices, candidate);
        const auto text = text_of(choices, candidate);
        if (!text || !is_possible(*text, layout)) continue;
        if (first) return std::nullopt;
        first = candidate;
        reading = *text;
    }
    if (!first) return std::nullopt;
    return reading;
}

std::size_t likely_letter(const std::array<float, kZoneLetterCount>& costs)
{
    return static_cast<std::size_t>(std::min_element(costs.begin(), costs.end()) - costs.begin());
}

CellCosts mean_of(const std::deque<CellCosts>& pictures)
{
    CellCosts costs(pictures.front().size());
    const auto share = 1 / static_cast<float>(pictures.size());
    for (const auto& picture : pictures)
        for (std::size_t cell = 0; cell < costs.size(); ++cell)
            for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter)
                costs[cell][letter] += share * picture[cell][letter];
    return costs;
}

/// Whether one picture is certain of another letter than the reading has.
bool speaks_against(const CellCosts& picture, const std::string& reading)
{
    for (std::size_t cell = 0; cell < picture.size(); ++cell)
        if (static_cast<double>(picture[cell][kZoneLetters.find(reading[cell])]) > kCertain) return true;
    return false;
}
} // namespace

ZoneEvidence::ZoneEvidence(const ZoneCells& zone)
    : rows_{zone.rows}, columns_{zone.columns}, pictures_{costs_of(zone)}, wary_{doubted(pictures_.front(), zone)}
{
}

bool ZoneEvidence::add(const ZoneCells& zone)
{
    constexpr std::size_t kMostPictures = 8;   // then the old ones would outvote what is to be seen now
    constexpr std::size_t kMostStrangers = 10; // of a hundred letters; another document mostly differs in far more
    if (zone.rows != rows_ || zone.columns != columns_) return false;
    auto picture = costs_of(zone);
    const auto before = mean_of(pictures_);
    std::size_t strangers = 0;
    for (std::size_t cell = 0; cell < picture.size(); ++cell) {
        const bool unlike = static_cast<double>(before[cell][likely_letter(picture[cell])]) > kCertain;
        if (!unlike) continue;
        ++strangers;
        if (static_cast<double>(picture[cell][likely_letter(before[cell])]) > kCertain) return false;
    }
    if (strangers * 100 > picture.size() * kMostStrangers) return false;
    if (pictures_.size() == kMostPictures) {
        pictures_.pop_front();
        wary_.pop_front();
    }
    wary_.push_back(doubted(picture, zone));
    pictures_.push_back(std::move(picture));
    return true;
}

std::optional<std::vector<std::string>> decode(const ZoneEvidence& evidence)
{
    const auto& layout = layout_of(evidence.columns());
    const auto reading = only_reading(choices_of(mean_of(evidence.pictures()), layout), layout);
    if (!reading || only_reading(choices_of(mean_of(evidence.wary()), layout), layout) != reading) return std::nullopt;
    const auto& pictures = evidence.pictures();
    if (pictures.size() > 1 && std::any_of(pictures.begin(), pictures.end(),
                                           [&](const CellCosts& picture) { return speaks_against(picture, *reading); }))
        return std::nullopt;
    const auto columns = static_cast<std::size_t>(evidence.columns());
    std::vector<std::string> lines(static_cast<std::size_t>(evidence.rows()));
    for (std::size_t row = 0; row < lines.size(); ++row)
        lines[row] = reading->substr(row * columns, columns);
    return lines;
}
} // namespace hardware::optics
