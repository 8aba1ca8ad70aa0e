#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "portal/contract/types.hpp"
#include "portal/domain/types.hpp"

/// Words and numbers in the visitor's language. The English text is the key of its translation.
namespace portal::http {
using domain::Language;

std::string_view code_of(Language language); ///< `bg`, `en`
Language language_of(std::string_view code, Language otherwise);

/// All translations, read once. Thread-safe. A text without a translation comes back in English.
class Texts {
public:
    /// `folder` holds `bg/LC_MESSAGES/gishe-portal.mo`. Throws `std::runtime_error` where it does not.
    explicit Texts(const std::filesystem::path& folder);
    ~Texts();

    std::string text(Language language, std::string_view english) const;
    /// Chooses by number and puts it in the place of `{n}`.
    std::string counted(Language language, std::string_view english_one, std::string_view english_many,
                        std::int64_t number) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Puts values in the places of `{name}`. A place without a value stays as it is.
std::string filled(std::string text, std::initializer_list<std::pair<std::string_view, std::string_view>> values);

std::string shown_date(contract::Date date);                   ///< `28.02.2033`
std::string shown_date(contract::Instant when);                ///< of the day in Europe/Sofia
std::string shown_time(contract::Instant when);                ///< `10:47`, Europe/Sofia
std::string shown_moment(contract::Instant when);              ///< `28.02.2033 10:47`, Europe/Sofia
std::string shown_euro(std::int64_t cents, Language language); ///< `1 234,50 €`, `€1,234.50`
} // namespace portal::http
