#include "portal/contract/names.hpp"
#include "portal/contract/spelling.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace portal::contract {
namespace {
struct Spelling {
    UChar32 letter; ///< lower case
    std::string_view latin;
};

/// The table of the Transliteration Act, article 3.
constexpr std::array kAct{
    Spelling{U'а', "a"},   Spelling{U'б', "b"},  Spelling{U'в', "v"},  Spelling{U'г', "g"},  Spelling{U'д', "d"},
    Spelling{U'е', "e"},   Spelling{U'ж', "zh"}, Spelling{U'з', "z"},  Spelling{U'и', "i"},  Spelling{U'й', "y"},
    Spelling{U'к', "k"},   Spelling{U'л', "l"},  Spelling{U'м', "m"},  Spelling{U'н', "n"},  Spelling{U'о', "o"},
    Spelling{U'п', "p"},   Spelling{U'р', "r"},  Spelling{U'с', "s"},  Spelling{U'т', "t"},  Spelling{U'у', "u"},
    Spelling{U'ф', "f"},   Spelling{U'х', "h"},  Spelling{U'ц', "ts"}, Spelling{U'ч', "ch"}, Spelling{U'ш', "sh"},
    Spelling{U'щ', "sht"}, Spelling{U'ъ', "a"},  Spelling{U'ь', "y"},  Spelling{U'ю', "yu"}, Spelling{U'я', "ya"},
    Spelling{U'ѝ', "i"},
};

/// ICAO 9303-3 §6: letters that do not simply lose their accent, and the Cyrillic of other languages.
constexpr std::array kZone{
    Spelling{U'ä', "ae"}, Spelling{U'å', "aa"}, Spelling{U'æ', "ae"}, Spelling{U'ð', "d"},  Spelling{U'ö', "oe"},
    Spelling{U'ø', "oe"}, Spelling{U'ü', "ue"}, Spelling{U'þ', "th"}, Spelling{U'ß', "ss"}, Spelling{U'đ', "d"},
    Spelling{U'ħ', "h"},  Spelling{U'ı', "i"},  Spelling{U'ĳ', "ij"}, Spelling{U'ł', "l"},  Spelling{U'œ', "oe"},
    Spelling{U'ŋ', "n"},  Spelling{U'ŧ', "t"},  Spelling{U'ё', "e"},  Spelling{U'ђ', "d"},  Spelling{U'є', "ie"},
    Spelling{U'ѕ', "dz"}, Spelling{U'і', "i"},  Spelling{U'ї', "i"},  Spelling{U'ј', "j"},  Spelling{U'љ', "lj"},
    Spelling{U'њ', "nj"}, Spelling{U'ћ', "c"},  Spelling{U'ѓ', "g"},  Spelling{U'ќ', "k"},  Spelling{U'ў', "u"},
    Spelling{U'џ', "dz"}, Spelling{U'ы', "y"},  Spelling{U'э', "e"},  Spelling{U'ґ', "g"},
};

template <std::size_t kSize>
std::optional<std::string_view> spelling_of(const std::array<Spelling, kSize>& table, UChar32 letter)
{
    const auto found = std::find_if(table.begin(), table.end(), [letter](auto& row) { return row.letter == letter; });
    if (found == table.end()) return std::nullopt;
    return found->latin;
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&))
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = instance(status);
    if (U_FAILURE(status)) throw std::runtime_error{u_errorName(status)};
    return *found;
}

std::vector<UChar32> normalised(std::string_view text, const icu::Normalizer2* (*form)(UErrorCode&))
{
    UErrorCode status = U_ZERO_ERROR;
    const auto source = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    const auto result = normalizer(form).normalize(source, status);
    if (U_FAILURE(status)) throw std::runtime_error{u_errorName(status)};
    std::vector<UChar32> letters;
    for (std::int32_t i = 0; i < result.length(); i = result.moveIndex32(i, 1))
        letters.push_back(result.char32At(i));
    return letters;
}

std::vector<UChar32> composed(std::string_view text)
{
    return normalised(text, icu::Normalizer2::getNFCInstance);
}

void append(std::string& text, UChar32 letter)
{
    icu::UnicodeString{letter}.toUTF8String(text);
}

bool is_letter_at(const std::vector<UChar32>& text, std::size_t at)
{
    return at < text.size() && u_isalpha(text[at]);
}

/// The word around `at`, lower-cased, is the country's name: the Act's only exception by word.
bool in_country_name(const std::vector<UChar32>& text, std::size_t at)
{
    constexpr std::u32string_view kName = U"българия";
    std::size_t from = at;
    while (from > 0 && u_isalpha(text[from - 1]))
        --from;
    for (std::size_t i = 0; i < kName.size(); ++i)
        if (!is_letter_at(text, from + i) || u_tolower(text[from + i]) != static_cast<UChar32>(kName[i])) return false;
    return !is_letter_at(text, from + kName.size());
}

/// What one Bulgarian letter becomes at its place in the word, in small letters.
std::optional<std::string_view> act_spelling(const std::vector<UChar32>& text, std::size_t at)
{
    const UChar32 letter = u_tolower(text[at]);
    const bool ends_in_ia = letter == U'я' && at > 0 && u_tolower(text[at - 1]) == U'и' && !is_letter_at(text, at + 1);
    if (ends_in_ia) return "a";
    if (letter == U'ъ' && in_country_name(text, at)) return "u";
    return spelling_of(kAct, letter);
}

std::string in_capitals(std::string_view latin)
{
    std::string text{latin};
    for (char& letter : text)
        letter = static_cast<char>(u_toupper(letter));
    return text;
}

bool is_dash(UChar32 c)
{
    return u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212;
}

bool is_apostrophe(UChar32 c)
{
    constexpr std::u32string_view kApostrophes = U"'`´‘’‛ʹʻʼʽˈ′＇";
    return kApostrophes.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

bool is_invisible(UChar32 c)
{
    return c == 0x00ad || (u_charType(c) == U_FORMAT_CHAR) || (u_charType(c) == U_CONTROL_CHAR && !u_isUWhiteSpace(c));
}
} // namespace

std::string full_name(const PersonNames& names)
{
    std::string all = names.given;
    for (const std::string* name : {&names.fathers, &names.family})
        if (!name->empty()) all += (all.empty() ? "" : " ") + *name;
    return all;
}

std::vector<SpelledLetter> spelled(std::string_view name)
{
    const auto letters = composed(name);
    std::vector<SpelledLetter> result;
    const auto separate = [&result] {
        if (!result.empty() && result.back().letter != U' ') result.push_back({U' ', " "});
    };
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const UChar32 lower = u_tolower(letters[i]);
        auto spelling = act_spelling(letters, i);
        if (!spelling) spelling = spelling_of(kZone, lower);
        if (spelling) {
            result.push_back({static_cast<char32_t>(lower), in_capitals(*spelling)});
            continue;
        }
        std::string utf8;
        append(utf8, letters[i]);
        std::string zone;
        for (const UChar32 part : normalised(utf8, icu::Normalizer2::getNFKDInstance)) {
            const UChar32 upper = u_toupper(part);
            if ((upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9')) zone += static_cast<char>(upper);
        }
        if (!zone.empty())
            result.push_back({static_cast<char32_t>(lower), zone});
        else if (u_isUWhiteSpace(lower) || is_dash(lower) || lower == ',' || lower == '<')
            separate();
    }
    if (!result.empty() && result.back().letter == U' ') result.pop_back();
    return result;
}

std::string zone_form(std::string_view name)
{
    std::string zone;
    for (const auto& letter : spelled(name))
        zone += letter.zone;
    return zone;
}

bool has_cyrillic(std::string_view text)
{
    const auto letters = composed(text);
    return std::any_of(letters.begin(), letters.end(), [](UChar32 letter) {
        UErrorCode status = U_ZERO_ERROR;
        return uscript_getScript(letter, &status) == USCRIPT_CYRILLIC;
    });
}

bool same_native_name(std::string_view one, std::string_view other)
{
    const auto folded = [](std::string_view name) {
        std::vector<UChar32> letters;
        for (const UChar32 c : composed(tidy_name(name)))
            if (c != '\'') letters.push_back(c == '-' ? ' ' : u_foldCase(c, U_FOLD_CASE_DEFAULT));
        return letters;
    };
    return folded(one) == folded(other);
}

std::string tidy_name(std::string_view name)
{
    std::string tidy;
    for (const UChar32 c : composed(name)) {
        if (is_invisible(c)) continue;
        if (u_isUWhiteSpace(c)) {
            if (!tidy.empty() && tidy.back() != ' ') tidy += ' ';
        } else if (is_dash(c)) {
            tidy += '-';
        } else if (is_apostrophe(c)) {
            tidy += '\'';
        } else {
            append(tidy, c);
        }
    }
    if (!tidy.empty() && tidy.back() == ' ') tidy.pop_back();
    return tidy;
}

std::vector<NameFault> faults_of_name(std::string_view name)
{
    constexpr std::size_t kLongest = 60;
    const auto letters = composed(tidy_name(name));
    if (letters.empty()) return {NameFault::empty};

    std::vector<NameFault> faults;
    if (letters.size() > kLongest) faults.push_back(NameFault::too_long);
    std::optional<UScriptCode> script;
    bool allowed = true;
    for (const UChar32 c : letters) {
        if (c == ' ' || c == '-' || c == '\'' || c == '.') continue;
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode its = uscript_getScript(c, &status);
        if (its == USCRIPT_INHERITED && script) continue; // an accent that has no letter of its own
        allowed = allowed && u_isalpha(c) && (!script || *script == its);
        script = its;
    }
    if (!allowed || !script) faults.push_back(NameFault::characters);
    return faults;
}
} // namespace portal::contract
