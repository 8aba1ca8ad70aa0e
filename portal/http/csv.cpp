#include "portal/http/csv.hpp"

namespace portal::http {
namespace {
std::string cell(const std::string& value)
{
    constexpr std::string_view kFormulaStarts = "=+-@";
    constexpr std::string_view kLineMarks = "\t\r\n\v\f";
    const auto first = value.find_first_not_of(' ');
    const bool formula = first != std::string::npos && (kFormulaStarts.find(value[first]) != std::string_view::npos ||
                                                        kLineMarks.find(value[first]) != std::string_view::npos);
    std::string quoted = formula ? "\"'" : "\"";
    for (const char c : value) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}
} // namespace

std::string csv(const std::vector<std::vector<std::string>>& rows)
{
    std::string text = "\ufeff";
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += (i == 0 ? "" : ";") + cell(row[i]);
        text += "\r\n";
    }
    return text;
}

Response csv_answer(std::string_view name, const std::vector<std::vector<std::string>>& rows)
{
    Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.body = csv(rows);
    response.set("Content-Disposition", "attachment; filename=\"" + std::string{name} + "\"");
    return response;
}
} // namespace portal::http
