#include "hardware/document/mrz.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

namespace hardware::document {
namespace {
using namespace std::chrono;

constexpr char kFiller = '<';
constexpr std::size_t kShortNumber = 9;         ///< longer document numbers run into the optional data
constexpr std::size_t kLongestInput = 256;      ///< no zone with its line ends comes near
constexpr std::size_t kPersonalNumberSize = 10; ///< ЕГН and ЛНЧ alike

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool is_filler(char c)
{
    return c == kFiller;
}
bool is_zone_character(char c)
{
    return is_digit(c) || is_letter(c) || is_filler(c);
}

bool only_fillers(std::string_view field)
{
    return std::ranges::all_of(field, is_filler);
}

/// Fillers at both ends gone.
std::string_view trimmed(std::string_view field)
{
    const auto first = field.find_first_not_of(kFiller);
    if (first == std::string_view::npos) return {};
    return field.substr(first, field.find_last_not_of(kFiller) - first + 1);
}

/// The lines of a zone in capitals, without line ends, frame characters and the blanks around them.
std::vector<std::string> lines_of(std::string_view text)
{
    constexpr std::string_view kLineEnds = "\r\n\x02\x03";
    constexpr std::string_view kBlanks = " \t";
    std::vector<std::string> lines(1);
    for (const char c : text) {
        if (kLineEnds.find(c) != std::string_view::npos)
            lines.emplace_back();
        else
            lines.back() += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    for (auto& line : lines) {
        line.erase(line.find_last_not_of(kBlanks) + 1);
        line.erase(0, std::min(line.size(), line.find_first_not_of(kBlanks)));
    }
    std::erase_if(lines, [](const std::string& line) { return line.empty(); });
    return lines;
}

struct Shape {
    MrzFormat format;
    std::size_t lines;
    std::size_t width;
};
constexpr std::array kShapes{Shape{MrzFormat::td1, 3, 30}, Shape{MrzFormat::td2, 2, 36}, Shape{MrzFormat::td3, 2, 44}};

/// A text in the shape of a zone: its lines one after the other.
struct Zone {
    Shape shape{};
    std::string characters;

    std::string_view line(std::size_t number) const
    {
        return std::string_view{characters}.substr(number * shape.width, shape.width);
    }
};

std::optional<Zone> zone_of(std::string_view text)
{
    if (text.size() > kLongestInput) return std::nullopt;
    const auto lines = lines_of(text);
    for (const auto& shape : kShapes) {
        const bool whole = lines.size() == 1 && lines[0].size() == shape.lines * shape.width;
        const bool in_lines = lines.size() == shape.lines && std::ranges::all_of(lines, [&](const std::string& line) {
                                  return line.size() == shape.width;
                              });
        if (!whole && !in_lines) continue;
        Zone zone{shape, {}};
        for (const auto& line : lines)
            zone.characters += line;
        return zone;
    }
    return std::nullopt;
}

/// The fields as they are printed, before they are judged.
struct Fields {
    std::string_view document_code;
    std::string_view issuer;
    std::string_view number;
    char number_check{};
    std::string_view birth;
    char birth_check{};
    char sex{};
    std::string_view expiry;
    char expiry_check{};
    std::string_view nationality;
    std::string_view optional_1;
    std::string_view optional_2;
    char personal_check{}; ///< TD3 only
    std::string_view names;
    std::string composite_input;
    char composite_check{};
};

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string all;
    for (const auto part : parts)
        all += part;
    return all;
}

/// Source: ICAO 9303-5 §4.2.2.
Fields fields_of_td1(const Zone& zone)
{
    const auto upper = zone.line(0);
    const auto middle = zone.line(1);
    return {.document_code = upper.substr(0, 2),
            .issuer = upper.substr(2, 3),
            .number = upper.substr(5, 9),
            .number_check = upper[14],
            .birth = middle.substr(0, 6),
            .birth_check = middle[6],
            .sex = middle[7],
            .expiry = middle.substr(8, 6),
            .expiry_check = middle[14],
            .nationality = middle.substr(15, 3),
            .optional_1 = upper.substr(15, 15),
            .optional_2 = middle.substr(18, 11),
            .names = zone.line(2),
            .composite_input =
                joined({upper.substr(5, 25), middle.substr(0, 7), middle.substr(8, 7), middle.substr(18, 11)}),
            .composite_check = middle[29]};
}

/// TD2 and TD3 differ only in their width and in the personal number. Source: ICAO 9303-6 §4.2.2, 9303-4 §4.2.2.
Fields fields_of_two_lines(const Zone& zone)
{
    const auto upper = zone.line(0);
    const auto lower = zone.line(1);
    const auto last = zone.shape.width - 1;
    const bool passport = zone.shape.format == MrzFormat::td3;
    const auto optional_end = passport ? last - 1 : last;
    return {.document_code = upper.substr(0, 2),
            .issuer = upper.substr(2, 3),
            .number = lower.substr(0, 9),
            .number_check = lower[9],
            .birth = lower.substr(13, 6),
            .birth_check = lower[19],
            .sex = lower[20],
            .expiry = lower.substr(21, 6),
            .expiry_check = lower[27],
            .nationality = lower.substr(10, 3),
            .optional_1 = lower.substr(28, optional_end - 28),
            .optional_2 = {},
            .personal_check = passport ? lower[optional_end] : '\0',
            .names = upper.substr(5),
            .composite_input = joined({lower.substr(0, 10), lower.substr(13, 7), lower.substr(21, last - 21)}),
            .composite_check = lower[last]};
}

/// Letters, then nothing but fillers: `BGR`, `D<<`.
bool is_code(std::string_view field)
{
    const auto letters = trimmed(field);
    return !letters.empty() && field.starts_with(letters) && std::ranges::all_of(letters, is_letter);
}

/// The first letter tells travel documents from visas, which have other check digits. Source: ICAO 9303-4, -5, -6, -7.
bool is_document_code(std::string_view field, MrzFormat format)
{
    const std::string_view first_letters = format == MrzFormat::td3 ? "P" : "ACIP";
    return is_code(field) && first_letters.find(field[0]) != std::string_view::npos;
}

std::optional<MrzRefusal> character_fault(const Zone& zone, const Fields& fields)
{
    const auto fault = [](std::string field) { return MrzRefusal{MrzFault::wrong_character, std::move(field)}; };
    const auto name_character = [](char c) { return is_letter(c) || is_filler(c); };
    const auto date = [](std::string_view field) { return std::ranges::all_of(field, is_digit); };
    const auto name = [](std::string_view field) { // without a primary identifier the border comes first
        return is_letter(field[field.starts_with("<<") ? 2 : 0]);
    };

    if (!std::ranges::all_of(zone.characters, is_zone_character)) return fault("");
    if (!is_document_code(fields.document_code, zone.shape.format)) return fault("document_code");
    if (!is_code(fields.issuer)) return fault("issuer");
    if (is_filler(fields.number[0])) return fault("document_number");
    if (!is_birth_field(fields.birth)) return fault("birth_date");
    if (!date(fields.expiry) && !only_fillers(fields.expiry)) return fault("expiry_date");
    if (std::string_view{"MF<"}.find(fields.sex) == std::string_view::npos) return fault("sex");
    if (!is_code(fields.nationality)) return fault("nationality");
    if (!name(fields.names) || !std::ranges::all_of(fields.names, name_character)) return fault("name");
    return std::nullopt;
}

/// The document number with what stands in the optional data when it is long. Empty: the check digit is wrong.
struct Number {
    std::string whole;
    std::string_view optional_rest;
};
std::optional<Number> number_of(const Fields& fields, MrzFormat format)
{
    const bool runs_on = format != MrzFormat::td3 && is_filler(fields.number_check) && !fields.optional_1.empty() &&
                         !is_filler(fields.optional_1[0]);
    if (!runs_on) {
        if (fields.number_check != check_digit(fields.number)) return std::nullopt;
        return Number{std::string{trimmed(fields.number)}, fields.optional_1};
    }
    const auto end = std::min(fields.optional_1.find(kFiller), fields.optional_1.size());
    if (end < 2) return std::nullopt; // at least one more character and the check digit
    Number number{joined({fields.number, fields.optional_1.substr(0, end - 1)}), fields.optional_1.substr(end)};
    if (fields.optional_1[end - 1] != check_digit(number.whole)) return std::nullopt;
    return number;
}

/// In a passport an empty personal number may have a filler for its check digit. Source: ICAO 9303-4 §4.2.2.2.
bool personal_number_agrees(const Fields& fields)
{
    if (is_filler(fields.personal_check) && only_fillers(fields.optional_1)) return true;
    return fields.personal_check == check_digit(fields.optional_1);
}

std::optional<MrzRefusal> check_digit_fault(const Fields& fields, MrzFormat format, bool number_agrees)
{
    const auto wrong = [](std::string field) { return MrzRefusal{MrzFault::wrong_check_digit, std::move(field)}; };
    if (!number_agrees) return wrong("document_number");
    if (fields.birth_check != check_digit(fields.birth)) return wrong("birth_date");
    if (fields.expiry_check != check_digit(fields.expiry)) return wrong("expiry_date");
    if (format == MrzFormat::td3 && !personal_number_agrees(fields)) return wrong("personal_number");
    if (fields.composite_check != check_digit(fields.composite_input)) return wrong("composite");
    return std::nullopt;
}

int two_digits(std::string_view field)
{
    return (field[0] - '0') * 10 + (field[1] - '0');
}

year_month_day date_in(int full_year, std::string_view yymmdd)
{
    return year{full_year} / two_digits(yymmdd.substr(2)) / two_digits(yymmdd.substr(4));
}

std::optional<year_month_day> existing(year_month_day date)
{
    if (!date.ok()) return std::nullopt;
    return date;
}

/// The year within half a century of today.
std::optional<year_month_day> expiry_of(std::string_view yymmdd, year_month_day today)
{
    const int earliest = static_cast<int>(today.year()) - 50;
    const int in_first_century = earliest / 100 * 100 + two_digits(yymmdd);
    return existing(date_in(in_first_century < earliest ? in_first_century + 100 : in_first_century, yymmdd));
}

/// Fillers turned into single spaces, none at the ends.
std::string words_of(std::string_view field)
{
    std::string words;
    for (const char c : trimmed(field)) {
        if (!is_filler(c))
            words += c;
        else if (words.back() != ' ')
            words += ' ';
    }
    return words;
}

void put_names(Mrz& mrz, std::string_view field)
{
    const auto border = std::min(field.find("<<"), field.size());
    mrz.surname = words_of(field.substr(0, border));
    mrz.given_names = words_of(field.substr(border));
    mrz.names_truncated = !is_filler(field.back());
}

/// Only Bulgaria issues ЕГН and ЛНЧ: ten digits on another state's document are that state's own number.
std::optional<std::string> personal_number_of(const Mrz& mrz)
{
    if (mrz.issuer != "BGR") return std::nullopt;
    for (const auto& field : {mrz.optional_data_2, mrz.optional_data_1})
        if (field.size() == kPersonalNumberSize && std::ranges::all_of(field, is_digit)) return field;
    return std::nullopt;
}

Sex sex_of(char c)
{
    if (c == 'F') return Sex::female;
    if (c == 'M') return Sex::male;
    return Sex::unspecified;
}
} // namespace

char check_digit(std::string_view field)
{
    constexpr std::array kWeights{7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char c = field[i];
        if (!is_zone_character(c)) throw std::invalid_argument{"not a machine readable zone character"};
        const int value = is_digit(c) ? c - '0' : is_letter(c) ? c - 'A' + 10 : 0;
        sum += value * kWeights[i % kWeights.size()];
    }
    return static_cast<char>('0' + sum % 10);
}

std::variant<Mrz, MrzRefusal> parse_mrz(std::string_view text, year_month_day today)
{
    auto answer = parse_signed_mrz(text, today);
    if (auto* refusal = std::get_if<MrzRefusal>(&answer)) return std::move(*refusal);
    auto& flawed = std::get<FlawedMrz>(answer);
    if (flawed.flaw) return std::move(*flawed.flaw);
    return std::move(flawed.mrz);
}

std::variant<FlawedMrz, MrzRefusal> parse_signed_mrz(std::string_view text, year_month_day today)
{
    const auto zone = zone_of(text);
    if (!zone) return MrzRefusal{MrzFault::wrong_shape, ""};
    const auto format = zone->shape.format;
    const auto fields = format == MrzFormat::td1 ? fields_of_td1(*zone) : fields_of_two_lines(*zone);
    if (auto fault = character_fault(*zone, fields)) return *fault;

    const auto number = number_of(fields, format);
    const auto birth = birth_in_field(fields.birth, today);
    const auto expiry = only_fillers(fields.expiry) ? std::nullopt : expiry_of(fields.expiry, today);
    FlawedMrz flawed;
    flawed.expiry_exists = expiry || only_fillers(fields.expiry);
    flawed.flaw = check_digit_fault(fields, format, number.has_value());
    if (!flawed.flaw && !birth) flawed.flaw = MrzRefusal{MrzFault::wrong_date, "birth_date"};
    if (!flawed.flaw && !flawed.expiry_exists) flawed.flaw = MrzRefusal{MrzFault::wrong_date, "expiry_date"};

    auto& mrz = flawed.mrz;
    mrz.format = format;
    mrz.document_code = trimmed(fields.document_code);
    mrz.issuer = trimmed(fields.issuer);
    mrz.document_number = number ? number->whole : trimmed(fields.number);
    mrz.nationality = trimmed(fields.nationality);
    mrz.birth_date = birth.value_or(BirthDate{});
    mrz.birth_field = fields.birth;
    mrz.expiry_date = expiry;
    mrz.expiry_field = fields.expiry;
    mrz.sex = sex_of(fields.sex);
    put_names(mrz, fields.names);
    mrz.optional_data_1 = trimmed(number ? number->optional_rest : fields.optional_1);
    mrz.optional_data_2 = trimmed(fields.optional_2);
    mrz.personal_number = personal_number_of(mrz);
    return flawed;
}

std::string mrz_information(std::string_view document_number, std::string_view birth_yymmdd,
                            std::string_view expiry_yymmdd)
{
    if (document_number.empty() || birth_yymmdd.size() != 6 || expiry_yymmdd.size() != 6)
        throw std::invalid_argument{"a document number and two dates of six characters are needed"};
    std::string number{document_number};
    if (number.size() < kShortNumber) number.resize(kShortNumber, kFiller);
    std::string information;
    for (const std::string_view field : {std::string_view{number}, birth_yymmdd, expiry_yymmdd}) {
        information += field;
        information += check_digit(field);
    }
    return information;
}

std::string mrz_information(const Mrz& mrz)
{
    return mrz_information(mrz.document_number, mrz.birth_field, mrz.expiry_field);
}
} // namespace hardware::document
