#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portal/http/site.hpp"

namespace portal::http {
/// What a form page shows: the answers given, and the errors in the order of the fields. Template names:
/// `{{field.value}}`, `{{#field.empty}}`,
/// `{{#field.error}}`, and `{{#errors}}` for the summary.
class FormPage {
public:
    explicit FormPage(Visit& visit) : visit_{visit} {}

    /// Where the page shows a form again that was filled in before, its value takes the place of this one.
    void value(std::string_view field, std::string_view value);
    /// `message` is translated already and says what to do. The first fault of a field is the one shown.
    void fault(std::string_view field, std::string message);
    bool ok() const { return faults_.empty(); }

    /// The page with values and errors; 422 where there are errors, and the window's title, not the page's, begins with
    /// that.
    Response page(std::string_view name, const std::string& title, PageData data = {});

private:
    Visit& visit_;
    std::vector<std::pair<std::string, std::string>> values_;
    std::vector<std::pair<std::string, std::string>> faults_;
};
} // namespace portal::http
