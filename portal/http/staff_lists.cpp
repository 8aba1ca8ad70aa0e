#include "portal/http/staff_lists.hpp"

#include <charconv>

namespace portal::http {
std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::int64_t asked_page(const Visit& visit)
{
    return whole_number(visit.request().query.get("page")).value_or(1);
}

PageData told(const std::string& words)
{
    return words.empty() ? PageData{false} : PageData{"words", words};
}

std::string shown_rows(const Visit& visit, const domain::PageOf& at)
{
    if (at.pages == 1) return {};
    return filled(
        visit.text("Rows {from} to {to} of {all}"),
        {{"from", std::to_string(at.from() + 1)}, {"to", std::to_string(at.to())}, {"all", std::to_string(at.all)}});
}

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
