#include "hardware/optics/zone_decoder.hpp"

#include <algorithm>
#include <bitset>
#include <queue>
#include <string_view>

#include "hardware/document/mrz.hpp"

namespace hardware::optics {
namespace {
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDigitsOrFiller = "0123456789<";
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kLettersOrFiller = "ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
constexpr std::string_view kSex = "MF<";
constexpr std::string_view kCardCodes = "IAC";
constexpr std::string_view kSecondFormatCodes = "IACPV";
constexpr std::string_view kPassportCodes = "P";

/// Cells from `from` to before `to`, counted over all lines.
struct Span {
    int from{};
    int to{};
};
struct CheckDigit {
    std::vector<Span> over;
    int at{};
    bool may_be_filler{}; ///< an empty field may leave it out; a long number puts it elsewhere
};
struct Alphabet {
    Span cells;
    std::string_view letters;
};
/// What a zone may hold.
struct Layout {
    std::vector<Alphabet> alphabets; ///< a later one overrules
    std::vector<CheckDigit> check_digits;
    std::size_t birth{}; ///< first cell of the date
    std::size_t name{};  ///< first cell of the names
};

const Layout& td1()
{
    static const Layout kLayout{{{{0, 1}, kCardCodes},
                                 {{1, 5}, kLettersOrFiller},
                                 {{2, 3}, kLetters},
                                 {{5, 30}, kZoneLetters},
                                 {{14, 15}, kDigitsOrFiller},
                                 {{30, 36}, kDigitsOrFiller},
                                 {{36, 37}, kDigits},
                                 {{37, 38}, kSex},
                                 {{38, 45}, kDigitsOrFiller},
                                 {{45, 48}, kLettersOrFiller},
                                 {{45, 46}, kLetters},
                                 {{48, 59}, kZoneLetters},
                                 {{59, 60}, kDigits},
                                 {{60, 90}, kLettersOrFiller}},
                                {{{{5, 14}}, 14, true},
                                 {{{30, 36}}, 36, false},
                                 {{{38, 44}}, 44, true},
                                 {{{5, 30}, {30, 37}, {38, 45}, {48, 59}}, 59, false}},
                                30,
                                60};
    return kLayout;
}

const Layout& td2()
{
    static const Layout kLayout{{{{0, 1}, kSecondFormatCodes},
                                 {{1, 36}, kLettersOrFiller},
                                 {{2, 3}, kLetters},
                                 {{36, 45}, kZoneLetters},
                                 {{45, 46}, kDigitsOrFiller},
                                 {{46, 49}, kLettersOrFiller},
                                 {{46, 47}, kLetters},
                                 {{49, 55}, kDigitsOrFiller},
                                 {{55, 56}, kDigits},
                                 {{56, 57}, kSex},
                                 {{57, 64}, kDigitsOrFiller},
                                 {{64, 71}, kZoneLetters},
                                 {{71, 72}, kDigits}},
                                {{{{36, 45}}, 45, true},
                                 {{{49, 55}}, 55, false},
                                 {{{57, 63}}, 63, true},
                                 {{{36, 46}, {49, 56}, {57, 71}}, 71, false}},
                                49,
                                5};
    return kLayout;
}

const Layout& td3()
{
    static const Layout kLayout{{{{0, 1}, kPassportCodes},
                                 {{1, 44}, kLettersOrFiller},
                                 {{2, 3}, kLetters},
                                 {{44, 53}, kZoneLetters},
                                 {{53, 54}, kDigits},
                                 {{54, 57}, kLettersOrFiller},
                                 {{54, 55}, kLetters},
                                 {{57, 63}, kDigitsOrFiller},
                                 {{63, 64}, kDigits},
                                 {{64, 65}, kSex},
                                 {{65, 72}, kDigitsOrFiller},
                                 {{72, 86}, kZoneLetters},
                                 {{86, 87}, kDigitsOrFiller},
                                 {{87, 88}, kDigits}},
                                {{{{44, 53}}, 53, false},
                                 {{{57, 63}}, 63, false},
                                 {{{65, 71}}, 71, true},
                                 {{{72, 86}}, 86, true},
                                 {{{44, 54}, {57, 64}, {65, 87}}, 87, false}},
                                57,
                                5};
    return kLayout;
}

const Layout& layout_of(int columns)
{
    return columns == 30 ? td1() : columns == 36 ? td2() : td3();
}

bool agrees(const std::string& zone, const CheckDigit& check)
{
    const char digit = zone[static_cast<std::size_t>(check.at)];
    if (digit == '<') return check.may_be_filler;
    std::string field;
    for (const auto& [from, to] : check.over)
        field.append(zone, static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    return digit == document::check_digit(field);
}

/// What the alphabets of single cells cannot tell: which letters stand together.
bool is_possible(const std::string& zone, const Layout& layout)
{
    const std::string_view name = std::string_view{zone}.substr(layout.name);
    return document::is_birth_field(std::string_view{zone}.substr(layout.birth, 6)) &&
           name[name.starts_with("<<") ? 2 : 0] != '<' &&
           std::all_of(layout.check_digits.begin(), layout.check_digits.end(),
                       [&](const CheckDigit& check) { return agrees(zone, check); });
}

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

/// Less likely by this than the first reading: a second one does not matter.
constexpr double kCertain = 4;

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

/// How much less likely a letter is for a score that is lower by one: found on printed and distorted zones. Where the
/// letters fit better than they do there, as under even blur, a smaller difference tells as much.
double cost_of_score(double zone_score, double cell_score)
{
    constexpr double kCost = 60;
    constexpr double kUsualMisfit = 0.04;
    constexpr double kLeastMisfit = 0.01;
    const double misfit = std::clamp(1 - (zone_score + cell_score) / 2, kLeastMisfit, kUsualMisfit);
    return kCost * kUsualMisfit / misfit;
}

/// How much a cell is worth beside the others: one that fits no letter nearly as well as its neighbours fit theirs is
/// covered, folded or mixed of two, and what is left of a letter may look like another one. Said of names alone, over
/// which no check digit stands.
double worth_of(double zone_score, double cell_score)
{
    constexpr double kUsual = 0.18; // how far below the zone's mean whole letters fall
    constexpr double kNone = 0.36;
    constexpr double kLeast = 0.25;
    const double below = zone_score - cell_score;
    return std::clamp((kNone - below) / (kNone - kUsual), kLeast, 1.0);
}

CellCosts costs_of(const ZoneCells& zone)
{
    const auto columns = static_cast<std::size_t>(zone.columns);
    const auto name = layout_of(zone.columns).name;
    const auto end_of_name = (name / columns + 1) * columns;
    CellCosts costs(zone.cells.size());
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& cell = zone.cells[i];
        const auto score = static_cast<double>(cell.score());
        const auto worth = i >= name && i < end_of_name ? worth_of(zone.score, score) : 1.0;
        const auto cost = static_cast<float>(cost_of_score(zone.score, score) * worth);
        for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter)
            costs[i][letter] = cost * (cell.score() - cell.scores[letter]);
    }
    return costs;
}

/// How much more of a cell two letters in a mixture explain than its best letter alone, measured by what neither
/// explains: noise and letters off their place are no mixture.
double mixture_of(const CellReading& cell, const LetterLikeness& likeness, std::size_t one, std::size_t other)
{
    constexpr double kLeastShare = 0.25; // less of the second letter does not make a third one of the first
    constexpr double kExact = 0.002;     // no print agrees better with a template
    const double like = static_cast<double>(likeness[one][other]);
    const auto seen_one = static_cast<double>(cell.beside[one]);
    const auto seen_other = static_cast<double>(cell.beside[other]);
    const double much = seen_one - like * seen_other; // of each letter, in the same measure
    const double less = seen_other - like * seen_one;
    if (std::min(much, less) < kLeastShare * (much + less)) return 0;
    const double together = (seen_one * much + seen_other * less) / (1 - like * like);
    const auto best = static_cast<double>(cell.beside[cell.best]);
    return (together - best * best) / std::max(kExact, 1 - together);
}

using Letters = std::bitset<kZoneLetterCount>;

/// The letters of which a third one that is like them, the cell's best, may be mixed: D and 0 together look like O.
Letters mixed_in(const CellReading& cell, const LetterLikeness& likeness)
{
    constexpr double kMixed =
        0.15; // pure letters, however they are distorted, stay below a tenth, mixed ones above 0.2
    constexpr float kAlike = 0.75F;
    Letters mixed;
    const auto may_be = [&](std::size_t letter) { return letter != cell.best && likeness[cell.best][letter] > kAlike; };
    for (std::size_t one = 0; one < kZoneLetterCount; ++one) {
        if (!may_be(one)) continue;
        for (std::size_t other = 0; other < one; ++other)
            if (may_be(other) && mixture_of(cell, likeness, one, other) > kMixed) mixed.set(one).set(other);
    }
    return mixed;
}

/// The letters that a cell may hold with a part of them hidden.
Letters hidden_in(const LetterScores& gains)
{
    constexpr float kDoubtful = -0.3F; // beside whole letters nearly all others stay below -0.4, and most below -0.7
    Letters hidden;
    for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter)
        hidden[letter] = gains[letter] > kDoubtful;
    return hidden;
}

/// The costs of a reader to whom sharpness proves nothing. Of the difference between the best letter and another one,
/// all is to be seen in a cell that is the one or the other, and nothing where it is mixed half and half of both: a
/// small part of it is not certain, however even the picture.
CellCosts doubted(CellCosts costs, const ZoneCells& zone)
{
    constexpr double kMixed = 12;   // a quarter of the difference is certain alone, a seventh where it is seen twice
    constexpr double kLeast = 0.01; // where nothing is seen, no letter differs from another one
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& cell = zone.cells[i];
        const auto possible = mixed_in(cell, zone.likeness) | hidden_in(zone.gains[i]);
        for (std::size_t letter = 0; letter < kZoneLetterCount; ++letter) {
            if (letter == cell.best) continue;
            const auto difference = static_cast<double>(cell.score() - cell.scores[letter]);
            const auto whole = static_cast<double>(cell.score() * (1 - zone.likeness[cell.best][letter]));
            const double seen = possible[letter] ? 0 : difference / std::max(kLeast, whole);
            if (seen < 1) costs[i][letter] = std::min(costs[i][letter], static_cast<float>(kMixed * seen / (1 - seen)));
        }
    }
    return costs;
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
