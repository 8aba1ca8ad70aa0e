#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/http/lists.hpp"

/// Lists of the staff pages as files.
namespace portal::http {
/// What to know of a table of so many rows before it is saved; empty where one file holds it.
std::string shown_files(const Visit& visit, std::int64_t rows);
/// Where the file is not the whole table, its last row says which rows it holds and where the next are. `address`: of
/// the file without its `page`, ending in `?` or `&`.
void tell_rest(std::vector<std::vector<std::string>>& rows, const Visit& visit, const domain::PageOf& at,
               std::string_view address);
/// Name of the file: `cases.csv`, and `cases-2.csv` for the second.
std::string file_name(std::string_view name, const domain::PageOf& at);
} // namespace portal::http
