#include "portal/http/lists.hpp"

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
} // namespace portal::http
