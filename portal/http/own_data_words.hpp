#pragma once

#include <string>
#include <utility>
#include <vector>

#include "portal/http/activity_words.hpp"
#include "portal/http/site.hpp"
#include "portal/http/staff_words.hpp"

namespace portal::http {
/// What the export's file says with names of tables and columns and with codes, in words.
class OwnDataWords {
public:
    using Row = std::vector<std::pair<std::string, std::string>>;

    explicit OwnDataWords(const Visit& visit) : visit_{visit}, codes_{visit}, acts_{visit} {}
    /// Of a table or a column; one without words is shown as it is.
    std::string name(const std::string& name) const;
    /// A row of a table as people read it: names in words, times and dates as they are written, codes in words. An act
    /// is told in one sentence, with the details that belong to it, and who did it in another.
    Row row(const std::string& table, const Row& row) const;

private:
    std::string value(const std::string& table, const std::string& column, const std::string& value) const;
    /// The act of a row with who did it.
    std::pair<std::string, std::string> act(const Row& row) const;

    const Visit& visit_;
    StaffWords codes_;
    ActivityWords acts_;
};
} // namespace portal::http
