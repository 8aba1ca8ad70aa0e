#include "portal/http/staff_lists.hpp"

namespace portal::http {
std::string shown_files(const Visit& visit, std::int64_t rows)
{
    const auto files = domain::page_of(rows, visit.site().context.rules.rows_per_file, 1).pages;
    if (files == 1) return {};
    return visit.counted("The CSV table is {n} file.",
                         "The CSV table comes in {n} files: the last row of each says where the next is.", files);
}

void tell_rest(std::vector<std::vector<std::string>>& rows, const Visit& visit, const domain::PageOf& at,
               std::string_view address)
{
    if (at.pages == 1) return;
    auto words = shown_rows(visit, at) + ".";
    if (at.page < at.pages) {
        const auto next = std::string{address} + "page=" + std::to_string(at.page + 1);
        words += " " + filled(visit.text("The next rows are at {address} of this site."), {{"address", next}});
    }
    rows.push_back({std::move(words)});
}

std::string file_name(std::string_view name, const domain::PageOf& at)
{
    return std::string{name} + (at.page > 1 ? "-" + std::to_string(at.page) : "") + ".csv";
}
} // namespace portal::http
