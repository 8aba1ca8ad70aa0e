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

Check check_zone(const Mrz& zone, const Secret& opened_with)
{
    const auto* key = std::get_if<MrzKey>(&opened_with);
    if (key != nullptr && key->information != mrz_information(zone))
        return {CheckId::mrz, CheckResult::failed, "differs_from_printed"};
    return {CheckId::mrz, CheckResult::passed, {}};
}

Check check_refused_zone(const MrzRefusal& refusal)
{
    const bool unreadable = refusal.fault == MrzFault::wrong_shape || refusal.fault == MrzFault::wrong_character;
    if (unreadable) throw ProtocolViolation{"DG1: " + name_of(refusal.fault)};
    return {CheckId::mrz, CheckResult::failed,
            name_of(refusal.fault) + (refusal.field.empty() ? "" : "_" + refusal.field)};
}

Check check_document_validity(const Mrz& zone, std::chrono::sys_days judged_on)
{
    if (zone.expiry_date && std::chrono::sys_days{*zone.expiry_date} < judged_on)
        return {CheckId::document_validity, CheckResult::failed, "expired"};
    return {CheckId::document_validity, CheckResult::passed, {}};
}
} // namespace hardware::document
