#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/domain/page_of.hpp"
#include "portal/http/site.hpp"

/// Lists of the staff pages that may be long: a page of them, a file of them.
namespace portal::http {
/// Empty where the text is no whole number.
std::optional<std::int64_t> whole_number(std::string_view text);
/// The `page` of the address; the first where it names none.
std::int64_t asked_page(const Visit& visit);

/// For a section that shows its `words`; it is left out where there are none.
PageData told(const std::string& words);
/// `Rows 101 to 200 of 240`; empty where the page holds all.
std::string shown_rows(const Visit& visit, const domain::PageOf& at);
/// What to know of a table of so many rows before it is saved; empty where one file holds it.
std::string shown_files(const Visit& visit, std::int64_t rows);
/// Where the file is not the whole table, its last row says which rows it holds and where the next are. `address`: of
/// the file without its `page`, ending in `?` or `&`.
void tell_rest(std::vector<std::vector<std::string>>& rows, const Visit& visit, const domain::PageOf& at,
               std::string_view address);
/// Name of the file: `cases.csv`, and `cases-2.csv` for the second.
std::string file_name(std::string_view name, const domain::PageOf& at);
} // namespace portal::http
