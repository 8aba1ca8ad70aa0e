#pragma once

#include <iterator>
#include <sstream>

#include "db/words.hpp"
#include "db/work.hpp"
#include "portal/domain/records.hpp"

namespace db {
inline constexpr std::array<std::pair<domain::RecordKind, const char*>, 5> kRecordKinds{
    {{domain::RecordKind::verification, "verification"},
     {domain::RecordKind::refusal, "refusal"},
     {domain::RecordKind::sign_in, "sign_in"},
     {domain::RecordKind::look_up, "look_up"},
     {domain::RecordKind::unreadable, "unreadable"}}};

inline constexpr std::array<std::pair<contract::ReceiptOutcome, const char*>, 3> kOutcomes{
    {{contract::ReceiptOutcome::accepted, "accepted"},
     {contract::ReceiptOutcome::conflict, "conflict"},
     {contract::ReceiptOutcome::refused, "refused"}}};
/// Codes hold no blanks: they stand with one between.
inline std::string column_of(const std::vector<std::string>& codes)
{
    std::string column;
    for (const auto& code : codes)
        column += (column.empty() ? "" : " ") + code;
    return column;
}

inline std::vector<std::string> codes_of(const std::string& column)
{
    std::istringstream words{column};
    return {std::istream_iterator<std::string>{words}, {}};
}
} // namespace db
