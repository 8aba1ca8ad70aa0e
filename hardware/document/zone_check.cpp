#include "hardware/document/zone_check.hpp"

#include "hardware/error.hpp"

namespace hardware::document {
namespace {
std::string name_of(MrzFault fault)
{
    switch (fault) {
    case MrzFault::wrong_shape:
        return "wrong_shape";
    case MrzFault::wrong_character:
        return "wrong_character";
    case MrzFault::wrong_check_digit:
        return "wrong_check_digit";
    case MrzFault::wrong_date:
        return "wrong_date";
    }
    return "unknown";
}
} // namespace

FlawedMrz zone_of_chip(std::string_view text, std::chrono::year_month_day today)
{
    auto zone = parse_signed_mrz(text, today);
    if (const auto* refusal = std::get_if<MrzRefusal>(&zone))
        throw ProtocolViolation{"DG1: " + name_of(refusal->fault)};
    return std::get<FlawedMrz>(std::move(zone));
}

Check check_zone(const FlawedMrz& zone, const ReadOptions& options)
{
    const auto reason = zone.flaw ? name_of(zone.flaw->fault) + "_" + zone.flaw->field : "";
    if (zone.flaw && zone.flaw->fault == MrzFault::wrong_check_digit)
        return {CheckId::mrz, CheckResult::failed, reason};
    const auto* key = std::get_if<MrzKey>(&options.secret);
    const bool other_key = key != nullptr && key->information != mrz_information(zone.mrz);
    if (other_key || (options.printed && *options.printed != zone.mrz))
        return {CheckId::mrz, CheckResult::failed, "differs_from_printed"};
    return {CheckId::mrz, zone.flaw ? CheckResult::not_possible : CheckResult::passed, reason};
}

Check check_document_validity(const FlawedMrz& zone, std::chrono::sys_days judged_on)
{
    if (!zone.expiry_exists) return {CheckId::document_validity, CheckResult::not_possible, "wrong_date"};
    if (zone.mrz.expiry_date && std::chrono::sys_days{*zone.mrz.expiry_date} < judged_on)
        return {CheckId::document_validity, CheckResult::failed, "expired"};
    return {CheckId::document_validity, CheckResult::passed, {}};
}
} // namespace hardware::document
