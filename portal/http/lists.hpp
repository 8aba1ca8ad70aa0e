#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/domain/page_of.hpp"
#include "portal/http/site.hpp"

/// Lists that may be long are shown a page at a time.
namespace portal::http {
/// Empty where the text is no whole number.
std::optional<std::int64_t> whole_number(std::string_view text);
/// The `page` of the address; the first where it names none.
std::int64_t asked_page(const Visit& visit);

/// For a section that shows its `words`; it is left out where there are none.
PageData told(const std::string& words);
/// `Rows 101 to 200 of 240`; empty where the page holds all.
std::string shown_rows(const Visit& visit, const domain::PageOf& at);
} // namespace portal::http
