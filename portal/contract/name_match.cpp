#include "portal/contract/name_match.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "portal/contract/names.hpp"
#include "portal/contract/spelling.hpp"

namespace portal::contract {
namespace {
/// One way to write a letter in the zone. The first of a letter is the Act's own and has no reason.
struct Way {
    std::string zone;
    const char* reason{};
};

struct Letter {
    std::vector<Way> ways;
};

bool ends_word(const std::vector<SpelledLetter>& name, std::size_t at)
{
    return at + 1 == name.size() || name[at + 1].letter == U' ';
}

bool follows_i(const std::vector<SpelledLetter>& name, std::size_t at)
{
    return at > 0 && (name[at - 1].letter == U'i' || name[at - 1].letter == U'и');
}

/// Spellings of older and of foreign documents; ICAO 9303-3 §6 for `icao_letters`.
void add_usual_ways(const std::vector<SpelledLetter>& name, std::size_t at, std::vector<Way>& ways)
{
    constexpr const char* kIcao = "icao_letters";
    constexpr const char* kOld = "old_spelling";
    constexpr const char* kIaIya = "ia_iya";
    switch (name[at].letter) {
    case U'й':
        ways.push_back({"I", kIcao});
        break;
    case U'х':
        ways.push_back({"KH", kIcao});
        break;
    case U'ю':
        ways.push_back({"IU", kIcao});
        break;
    case U'я':
        if (name[at].zone == "A") ways.push_back({"YA", kIaIya});
        ways.push_back({"IA", kIcao});
        break;
    case U'ц':
        ways.push_back({"TZ", kOld});
        break;
    case U'ъ':
        ways.push_back({name[at].zone == "U" ? "A" : "U", kOld});
        break;
    case U'a':
        if (follows_i(name, at) && ends_word(name, at)) ways.push_back({"YA", kIaIya});
        break;
    case U'y':
        if (follows_i(name, at) && at + 1 < name.size() && name[at + 1].letter == U'a' && ends_word(name, at + 1))
            ways.push_back({"", kIaIya});
        break;
    case U'ä':
    case U'å':
        ways.push_back({"A", kIcao});
        break;
    case U'ö':
    case U'ø':
        ways.push_back({"O", kIcao});
        break;
    case U'ü':
        ways.push_back({"U", kIcao});
        ways.push_back({"UXX", kIcao});
        break;
    case U'ñ':
        ways.push_back({"NXX", kIcao});
        break;
    case U' ':
        ways.push_back({"", "spacing"});
        break;
    default:
        break;
    }
}

std::vector<Letter> letters_of(std::string_view name)
{
    const auto spelling = spelled(name);
    std::vector<Letter> letters;
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        Letter letter{{{spelling[i].zone, nullptr}}};
        add_usual_ways(spelling, i, letter.ways);
        letters.push_back(std::move(letter));
    }
    return letters;
}

/// The cheapest ways to write the first letters of a name as the first characters of a zone; the Act's own ways cost
/// nothing.
class Alignment {
public:
    Alignment(const std::vector<Letter>& letters, std::string_view zone)
        : letters_{letters}, zone_{zone}, steps_((letters.size() + 1) * (zone.size() + 1))
    {
        at(0, 0).cost = 0;
        for (std::size_t letter = 0; letter < letters.size(); ++letter)
            for (std::size_t from = 0; from <= zone.size(); ++from)
                extend(letter, from);
    }

    unsigned cost(std::size_t letters, std::size_t characters) const { return at(letters, characters).cost; }

    /// The way back from that place: reason of the first unusual spelling, and where the unusual ones stand.
    NameMatch road(std::size_t letter, std::size_t character) const
    {
        NameMatch match;
        while (letter > 0) {
            const auto& used = letters_[letter - 1].ways[at(letter, character).way];
            character -= used.zone.size();
            --letter;
            if (!used.reason) continue;
            match.reason = used.reason;
            match.marks.insert(match.marks.begin(), mark(letters_[letter].ways.front().zone, used.zone, character));
        }
        return match;
    }

    static constexpr unsigned kNoRoad = std::numeric_limits<unsigned>::max();

private:
    struct Step {
        unsigned cost{kNoRoad};
        std::size_t way{};
    };

    Step& at(std::size_t letters, std::size_t characters) { return steps_[letters * (zone_.size() + 1) + characters]; }
    const Step& at(std::size_t letters, std::size_t characters) const
    {
        return steps_[letters * (zone_.size() + 1) + characters];
    }

    void extend(std::size_t letter, std::size_t from)
    {
        const unsigned before = at(letter, from).cost;
        if (before == kNoRoad) return;
        for (std::size_t way = 0; way < letters_[letter].ways.size(); ++way) {
            const auto& candidate = letters_[letter].ways[way];
            if (!zone_.substr(from).starts_with(candidate.zone)) continue;
            auto& step = at(letter + 1, from + candidate.zone.size());
            const unsigned cost = before + (candidate.reason ? 1 : 0);
            if (cost < step.cost) step = {cost, way};
        }
    }

    /// What differs between the usual and the used spelling, widened to a character where something is missing.
    std::pair<std::size_t, std::size_t> mark(std::string_view usual, std::string_view used, std::size_t from) const
    {
        std::size_t head = 0;
        while (head < std::min(usual.size(), used.size()) && usual[head] == used[head])
            ++head;
        std::size_t tail = 0;
        while (tail < std::min(usual.size(), used.size()) - head &&
               usual[usual.size() - 1 - tail] == used[used.size() - 1 - tail])
            ++tail;
        const std::size_t begin = from + head;
        const std::size_t end = from + used.size() - tail;
        if (begin < end) return {begin, end};
        return begin < zone_.size() ? std::pair{begin, begin + 1} : std::pair{begin - 1, begin};
    }

    const std::vector<Letter>& letters_;
    std::string_view zone_;
    std::vector<Step> steps_;
};

/// The name goes on where the zone ends, perhaps within what one letter becomes.
std::optional<NameMatch> match_cut(const std::vector<Letter>& letters, std::string_view zone,
                                   const Alignment& alignment)
{
    unsigned best = Alignment::kNoRoad;
    std::size_t best_letter = 0;
    std::size_t best_character = 0;
    for (std::size_t letter = 0; letter < letters.size(); ++letter) {
        for (std::size_t from = 0; from <= zone.size(); ++from) {
            const auto rest = zone.substr(from);
            const bool goes_on = std::any_of(letters[letter].ways.begin(), letters[letter].ways.end(), [&](auto& way) {
                return way.zone.size() > rest.size() && std::string_view{way.zone}.starts_with(rest);
            });
            if (!goes_on || alignment.cost(letter, from) >= best) continue;
            best = alignment.cost(letter, from);
            best_letter = letter;
            best_character = from;
        }
    }
    if (best == Alignment::kNoRoad) return std::nullopt;
    auto match = alignment.road(best_letter, best_character);
    match.verdict = Verdict::truncated;
    match.reason = "prefix_of_field";
    return match;
}

/// Consonants as sounds: digraphs become one letter, vowels and the silent H go, doubles are one.
std::string consonants_of(std::string_view zone)
{
    constexpr std::pair<std::string_view, std::string_view> kSounds[]{
        {"SHCH", "S"}, {"TSCH", "C"}, {"SCH", "S"}, {"SHT", "ST"}, {"TCH", "C"}, {"DZH", "J"}, {"DZ", "Z"},
        {"DJ", "J"},   {"ZH", "J"},   {"CH", "C"},  {"SH", "S"},   {"KH", ""},   {"PH", "F"},  {"TH", "T"},
        {"TS", "C"},   {"TZ", "C"},   {"CK", "K"},  {"QU", "KV"},  {"CE", "S"},  {"CI", "S"},  {"CY", "S"},
        {"C", "K"},    {"Q", "K"},    {"X", "KS"},  {"W", "V"},    {"Z", "S"},   {"A", ""},    {"E", ""},
        {"I", ""},     {"O", ""},     {"U", ""},    {"Y", ""},     {"H", ""},    {" ", ""}};
    std::string consonants;
    while (!zone.empty()) {
        std::string_view written = zone.substr(0, 1);
        std::string_view sound = written;
        for (const auto& [from, to] : kSounds) {
            if (!zone.starts_with(from)) continue;
            written = from;
            sound = to;
            break;
        }
        for (const char c : sound)
            if (consonants.empty() || consonants.back() != c) consonants += c;
        zone.remove_prefix(written.size());
    }
    return consonants;
}
} // namespace

NameMatch match_name(std::string_view account_name, std::string_view zone_name, bool may_be_cut)
{
    const auto letters = letters_of(account_name);
    const std::string zone{zone_name};
    if (!letters.empty() && !zone.empty()) {
        const Alignment alignment{letters, zone};
        if (alignment.cost(letters.size(), zone.size()) != Alignment::kNoRoad) {
            auto match = alignment.road(letters.size(), zone.size());
            match.verdict = match.marks.empty() ? Verdict::exact : Verdict::variant;
            return match;
        }
        if (may_be_cut)
            if (auto match = match_cut(letters, zone, alignment)) return *match;
    }
    return {Verdict::mismatch, "letters_differ", differences(zone_form(account_name), zone)};
}

bool same_consonants(std::string_view account_name, std::string_view zone_name)
{
    const auto consonants = consonants_of(zone_form(account_name));
    return !consonants.empty() && consonants == consonants_of(zone_name);
}

Marks differences(std::string_view other, std::string_view text)
{
    // common[i][j]: the longest common subsequence of what follows i in `other` and j in `text`
    std::vector<std::vector<std::size_t>> common(other.size() + 1, std::vector<std::size_t>(text.size() + 1));
    for (std::size_t i = other.size(); i-- > 0;)
        for (std::size_t j = text.size(); j-- > 0;)
            common[i][j] =
                other[i] == text[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);

    if (text.empty()) return {};
    if (common[0][0] * 2 < std::max(other.size(), text.size())) return {{0, text.size()}}; // hardly anything in common

    Marks marks;
    const auto add = [&marks](std::size_t from, std::size_t to) {
        if (!marks.empty() && marks.back().second >= from)
            marks.back().second = std::max(marks.back().second, to);
        else
            marks.emplace_back(from, to);
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < other.size() || j < text.size()) {
        if (i < other.size() && j < text.size() && other[i] == text[j]) {
            ++i;
            ++j;
        } else if (j < text.size() && (i == other.size() || common[i][j + 1] >= common[i + 1][j])) {
            add(j, j + 1);
            ++j;
        } else { // missing here: its neighbour is marked
            add(j > 0 ? j - 1 : 0, j > 0 ? j : 1);
            ++i;
        }
    }
    return marks;
}
} // namespace portal::contract
