#pragma once

#include <string>
#include <string_view>

#include "portal/http/site.hpp"
#include "portal/http/staff_words.hpp"

namespace portal::http {
/// What the export's file says with names of tables and columns, in words.
class OwnDataWords {
public:
    explicit OwnDataWords(const Visit& visit) : visit_{visit}, codes_{visit} {}
    /// Of a table or a column; one without words is shown as it is.
    std::string name(const std::string& name) const;
    /// Times and dates as people write them, codes in words.
    std::string value(const std::string& column, const std::string& value) const;

private:
    const Visit& visit_;
    StaffWords codes_;
};
} // namespace portal::http
