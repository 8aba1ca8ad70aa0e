#include "hardware/document/findings.hpp"

#include <algorithm>
#include <array>

namespace hardware::document {
namespace {
constexpr std::array kOrder{
    CheckId::access,       CheckId::card_access,      CheckId::sod_signature, CheckId::data_group_hashes,
    CheckId::signer_chain, CheckId::signer_validity,  CheckId::revocation,    CheckId::chip,
    CheckId::mrz,          CheckId::document_validity};
/// Without these nothing is proven.
constexpr std::array kProofs{CheckId::sod_signature, CheckId::data_group_hashes, CheckId::signer_chain, CheckId::chip};
} // namespace

void Findings::set(Check check)
{
    found_[check.id] = std::move(check);
}

void Findings::set(CheckId id, CheckResult result, std::string reason)
{
    set({id, result, std::move(reason)});
}

bool Findings::is(CheckId id, CheckResult result) const
{
    const auto found = found_.find(id);
    return found != found_.end() && found->second.result == result;
}

std::vector<Check> Findings::all(const std::string& reason) const
{
    std::vector<Check> checks;
    for (const auto id : kOrder) {
        const auto found = found_.find(id);
        checks.push_back(found != found_.end() ? found->second : Check{id, CheckResult::not_possible, reason});
    }
    return checks;
}

Outcome Findings::outcome(bool broken_off) const
{
    const bool refuted = std::any_of(found_.begin(), found_.end(), [](const auto& found) {
        return found.second.result == CheckResult::failed && found.first != CheckId::document_validity;
    });
    if (refuted) return Outcome::not_genuine;
    const bool proven =
        std::all_of(kProofs.begin(), kProofs.end(), [&](CheckId id) { return is(id, CheckResult::passed); });
    return proven && !broken_off ? Outcome::genuine : Outcome::unproven;
}
} // namespace hardware::document
