#include "hardware/virtual/mrz_composer.hpp"

#include <cstdio>

#include "hardware/document/mrz.hpp"

namespace hardware::virtual_card {
namespace {
/// `text` in the alphabet of a zone, filled up or cut to `width`.
std::string field(std::string_view text, std::size_t width)
{
    std::string filled;
    for (const char letter : text)
        if (letter != '\'' && letter != '.') filled += letter == ' ' || letter == '-' ? '<' : letter;
    filled.resize(width, '<');
    return filled;
}

std::string with_check_digit(std::string text)
{
    text += document::check_digit(text);
    return text;
}

std::string date(std::chrono::year_month_day day)
{
    char text[16];
    std::snprintf(text, sizeof text, "%02d%02u%02u", static_cast<int>(day.year()) % 100,
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return text;
}

std::string birth(const Description& description)
{
    return with_check_digit(description.birth_field.empty() ? date(description.birth_date) : description.birth_field);
}

std::string expiry(const Description& description)
{
    return with_check_digit(description.expiry_date ? date(*description.expiry_date) : "<<<<<<");
}

char sex(document::Sex sex)
{
    return sex == document::Sex::female ? 'F' : sex == document::Sex::male ? 'M' : '<';
}

/// The number with its check digit and the optional data of the first line, into which a long one runs over. Source:
/// ICAO 9303-5 §4.2.2.
std::string td1_number(const std::string& number)
{
    constexpr std::size_t kWidth = 9;
    constexpr std::size_t kOptionalWidth = 15;
    if (number.size() <= kWidth) return with_check_digit(field(number, kWidth)) + field("", kOptionalWidth);
    return number.substr(0, kWidth) + '<' + field(with_check_digit(number).substr(kWidth), kOptionalWidth);
}

std::string names(const Description& description, std::size_t width)
{
    return field(description.surname + "<<" + description.given_names, width);
}
} // namespace

std::string compose_td1(const Description& description)
{
    const auto first =
        field(description.document_code, 2) + field(description.issuer, 3) + td1_number(description.document_number);
    const auto optional_data = field(description.personal_number, 11);
    const auto composite = first.substr(5) + birth(description) + expiry(description) + optional_data;
    return first + birth(description) + sex(description.sex) + expiry(description) + field(description.nationality, 3) +
           optional_data + document::check_digit(composite) + names(description, 30);
}

std::string compose_td3(const Description& description)
{
    const auto first = field(description.document_code, 2) + field(description.issuer, 3) + names(description, 39);
    const auto number = with_check_digit(field(description.document_number, 9));
    const auto optional_data = with_check_digit(field(description.personal_number, 14));
    const auto composite = number + birth(description) + expiry(description) + optional_data;
    return first + number + field(description.nationality, 3) + birth(description) + sex(description.sex) +
           expiry(description) + optional_data + document::check_digit(composite);
}
} // namespace hardware::virtual_card
