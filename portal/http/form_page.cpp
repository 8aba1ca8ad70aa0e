#include "portal/http/form_page.hpp"

#include <algorithm>

namespace portal::http {
void FormPage::value(std::string_view field, std::string_view value)
{
    const auto& filled = visit_.request().form;
    values_.emplace_back(field, visit_.shows_form_again() && filled.has(field) ? filled.get(field) : value);
}

void FormPage::fault(std::string_view field, std::string message)
{
    const bool first = std::ranges::none_of(faults_, [field](const auto& fault) { return fault.first == field; });
    if (first) faults_.emplace_back(field, std::move(message));
}

Response FormPage::page(std::string_view name, const std::string& title, PageData data)
{
    for (const auto& [field, value] : values_) {
        PageData shown;
        shown.set("value", value);
        shown.set("empty", value.empty());
        const auto fault = std::ranges::find(faults_, field, [](const auto& pair) { return pair.first; });
        if (fault == faults_.end())
            shown.set("error", false);
        else
            shown.set("error", PageData{"message", fault->second});
        data.set(field, shown);
    }
    PageData errors{PageData::type::list};
    for (const auto& [field, message] : faults_) {
        PageData error;
        error.set("field", field);
        error.set("message", message);
        errors << error;
    }
    data.set("errors", errors);
    data.set("has_errors", !ok());
    if (!ok())
        data.set("errors_title", visit_.counted("There is {n} error on this page", "There are {n} errors on this page",
                                                static_cast<std::int64_t>(faults_.size())));
    data.set("csrf", visit_.csrf());
    return visit_.page(name, title, std::move(data), ok() ? 200 : 422);
}
} // namespace portal::http
