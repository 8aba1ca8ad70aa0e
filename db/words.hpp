#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "portal/domain/types.hpp"

/// How enumerators are written in columns.
namespace db {
/// Throws `Fault` where `word` stands for none: the table's CHECK forbids it.
template <class Enum, std::size_t N>
Enum enum_of(const std::array<std::pair<Enum, const char*>, N>& words, std::string_view word)
{
    for (const auto& [value, text] : words)
        if (word == text) return value;
    throw portal::domain::Fault{"unknown word in a column"};
}

template <class Enum, std::size_t N>
const char* word_of(const std::array<std::pair<Enum, const char*>, N>& words, Enum value)
{
    for (const auto& [known, text] : words)
        if (known == value) return text;
    throw std::logic_error{"enumerator without a word"};
}

inline constexpr std::array<std::pair<portal::domain::Language, const char*>, 2> kLanguages{
    {{portal::domain::Language::bulgarian, "bg"}, {portal::domain::Language::english, "en"}}};
} // namespace db
