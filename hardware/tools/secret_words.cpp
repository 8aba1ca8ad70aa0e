#include "hardware/tools/secret_words.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "hardware/document/mrz.hpp"

namespace hardware::tools {
namespace {
using document::Mrz;
using document::MrzFault;
using document::MrzRefusal;

struct Shape {
    std::size_t lines;
    std::size_t width;
    std::string_view document;

    std::size_t size() const { return lines * width; }
};
constexpr std::array kShapes{Shape{3, 30, "card"}, Shape{2, 36, "card"}, Shape{2, 44, "passport"}};

constexpr const char* kExpected =
    "--mrz takes all lines of the zone (3 of 30, 2 of 36 or 2 of 44 letters), or number, birth and expiry, each with "
    "its check digit, such as L898902C<369080619406236";

constexpr std::size_t kDate = 7; ///< six digits and the check digit

/// In capitals and without blanks and line ends, which no zone holds.
std::string letters_of(std::string_view text)
{
    constexpr std::string_view kBetween = " \t\r\n";
    std::string letters;
    for (const char c : text)
        if (kBetween.find(c) == std::string_view::npos)
            letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return letters;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

/// As `mrz_information` puts the three together; the number is what is left.
std::vector<std::string> wrong_fields_of(const std::string& information)
{
    const auto number = information.size() - 2 * kDate;
    std::vector<std::string> wrong;
    const auto judge = [&](std::size_t from, std::size_t size, const char* name) {
        if (document::check_digit(information.substr(from, size - 1)) != information[from + size - 1])
            wrong.emplace_back(name);
    };
    judge(0, number, "number");
    judge(number, kDate, "birth");
    judge(number + kDate, kDate, "expiry");
    return wrong;
}

/// Some lines of a zone, but not all; empty where it is something else.
std::string incomplete(std::size_t letters)
{
    for (const auto& shape : kShapes)
        for (std::size_t lines = 1; lines < shape.lines; ++lines)
            if (letters == lines * shape.width)
                return std::string{lines == 1 ? "one" : "two"} + " of the " + (shape.lines == 2 ? "two" : "three") +
                       " lines of a " + std::string{shape.document};
    return {};
}

std::string shape_fault(std::size_t letters)
{
    const auto part = incomplete(letters);
    return kExpected + (part.empty() ? "; letters given: " + std::to_string(letters) : "; this is " + part);
}

/// Where the field stands, as `birth date (line 2)`.
std::string place_of(const std::string& field, const Shape& shape)
{
    if (field.empty()) return "the zone";
    if (field == "composite") return "line 2 as a whole (its last letter)";
    const bool upper =
        field == "document_code" || field == "issuer" || (field == "document_number" && shape.lines == 3);
    const auto line = field == "name" ? (shape.lines == 3 ? 3 : 1) : upper ? 1 : 2;
    auto words = field;
    std::ranges::replace(words, '_', ' ');
    return "the " + words + " (line " + std::to_string(line) + ")";
}

std::string zone_fault(const MrzRefusal& refusal, const Shape& shape)
{
    const auto place = place_of(refusal.field, shape);
    std::string what;
    if (refusal.fault == MrzFault::wrong_check_digit)
        what = "the check digit of " + place + " is wrong";
    else if (refusal.fault == MrzFault::wrong_date)
        what = "no calendar has the day of " + place;
    else
        what = place + " holds a letter that may not stand there";
    return "--mrz: " + what + ": compare it with the document";
}

OpeningOrFault short_form(const std::string& letters)
{
    constexpr std::size_t kLeast = 24; // a number of nine letters
    constexpr std::size_t kMost = 46;
    if (letters.size() < kLeast || letters.size() > kMost) return shape_fault(letters.size());
    const auto wrong = wrong_fields_of(letters);
    if (wrong.empty()) return Opening{document::MrzKey{letters}, {}};
    if (!incomplete(letters.size()).empty()) return shape_fault(letters.size());
    return "--mrz: read as number, birth and expiry, the check digit of the " + listed(wrong) +
           " is wrong: compare it with the document";
}
} // namespace

OpeningOrFault can_words(const std::string& text)
{
    const bool digits =
        text.size() == 6 && std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!digits) return "--can takes the six digits of the card access number";
    return Opening{document::Can{text}, {}};
}

OpeningOrFault mrz_words(std::string_view text, std::chrono::year_month_day today)
{
    const auto letters = letters_of(text);
    if (letters.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") != std::string::npos)
        return "--mrz holds a letter that no zone has: it takes A to Z, digits and < alone";
    const auto shape = std::ranges::find(kShapes, letters.size(), &Shape::size);
    if (shape == kShapes.end()) return short_form(letters);
    auto zone = document::parse_mrz(letters, today);
    if (const auto* refusal = std::get_if<MrzRefusal>(&zone)) return zone_fault(*refusal, *shape);
    auto& printed = std::get<Mrz>(zone);
    document::MrzKey key{document::mrz_information(printed)};
    return Opening{std::move(key), std::move(printed)};
}
} // namespace hardware::tools
