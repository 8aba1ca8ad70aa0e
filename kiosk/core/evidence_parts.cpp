#include "kiosk/core/evidence_parts.hpp"

namespace kiosk {
namespace contract = portal::contract;
using Result = CheckLine::Result;

namespace {
std::optional<contract::PersonalNumber> number_of(contract::PersonalNumberKind kind, const std::string& digits)
{
    const auto parsed = contract::parse_personal_number(kind, digits);
    const auto* number = std::get_if<contract::PersonalNumber>(&parsed);
    return number ? std::optional{*number} : std::nullopt;
}
} // namespace

std::optional<contract::PersonalNumber> number_of(const std::optional<std::string>& digits, bool bulgarian,
                                                  const contract::BirthDate& birth)
{
    using Kind = contract::PersonalNumberKind;
    if (!digits) return std::nullopt;
    auto egn = number_of(Kind::egn, *digits);
    if (bulgarian || (egn && birth.year && birth.fits(contract::birth_date_of(*egn).value()))) return egn;
    const auto lnch = number_of(Kind::lnch, *digits);
    return lnch ? lnch : egn;
}

std::string result_text(Result result)
{
    switch (result) {
    case Result::passed:
        return "passed";
    case Result::failed:
        return "failed";
    case Result::not_possible:
        break;
    }
    return "not_possible";
}

void add_common_checks(ReadDocument& read, contract::Date today)
{
    const bool expired = read.facts.expiry && *read.facts.expiry < today;
    read.checks.push_back({"validity", expired ? Result::failed : Result::passed, expired ? "expired" : ""});
    read.checks.push_back({"document_status", Result::not_possible, "not_checked"});
    for (const auto& check : read.checks)
        read.evidence.checks.emplace_back(check.code, result_text(check.result));
}
} // namespace kiosk
