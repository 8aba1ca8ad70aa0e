#include "portal/gishectl/trust_change.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "portal/contract/types.hpp"
#include "portal/gishectl/vouching.hpp"

namespace gishectl {
namespace {
using hardware::document::Certificate;

std::set<std::string> states_of(const OpenedFiles& files)
{
    std::set<std::string> states;
    for (const auto& file : files)
        for (const auto& authority : file.authorities)
            states.insert(authority.country());
    return states;
}

std::vector<std::string> states_lost(const OpenedFiles& before, const OpenedFiles& after)
{
    const auto had = states_of(before);
    const auto have = states_of(after);
    std::vector<std::string> lost;
    std::ranges::set_difference(had, have, std::back_inserter(lost));
    return lost;
}

std::vector<Certificate> newly_vouching(const OpenedFiles& before, const OpenedFiles& after)
{
    const auto known = vouching(before);
    auto found = vouching(after);
    std::erase_if(found, [&](const Certificate& authority) { return is_among(known, authority); });
    return found;
}

/// Of all authorities, in whatever file.
std::set<hardware::Bytes> fingerprints_in(const OpenedFiles& files)
{
    std::set<hardware::Bytes> fingerprints;
    for (const auto& file : files)
        for (const auto& authority : file.authorities)
            fingerprints.insert(authority.fingerprint());
    return fingerprints;
}

std::vector<Certificate> trusted_no_more(const OpenedFiles& before, const OpenedFiles& after)
{
    auto known = fingerprints_in(after);
    std::vector<Certificate> gone;
    for (const auto& file : before)
        for (const auto& authority : file.authorities)
            if (known.insert(authority.fingerprint()).second) gone.push_back(authority);
    std::ranges::stable_sort(gone, {}, &Certificate::country);
    return gone;
}

std::vector<Brought> newly_brought(const OpenedFiles& before, const std::vector<Certificate>& trusted,
                                   const OpenedFiles& added)
{
    auto known = fingerprints_in(before);
    for (const auto& authority : trusted)
        known.insert(authority.fingerprint());
    std::vector<Brought> found;
    for (const auto& file : added) {
        if (!file.master_list) continue;
        for (const auto& authority : file.authorities)
            if (known.insert(authority.fingerprint()).second) found.push_back({authority, file.name()});
    }
    std::ranges::stable_sort(found, {}, [](const Brought& brought) { return brought.authority.country(); });
    return found;
}

std::vector<std::string> weakly_signed(const OpenedFiles& files)
{
    std::vector<std::string> names;
    for (const auto& file : files)
        if (file.master_list && file.master_list->by_sha1) names.push_back(file.name());
    return names;
}

std::vector<TrustChange::LeftOut> left_out_of(const OpenedFiles& files)
{
    std::vector<TrustChange::LeftOut> found;
    for (const auto& file : files) {
        if (!file.master_list) continue;
        for (const auto& certificate : file.master_list->left_out)
            found.push_back({file.name(), certificate});
    }
    return found;
}

std::vector<std::string> revoked_by(const OpenedFiles& before, const OpenedFiles& after, std::chrono::sys_days today)
{
    auto names = revoked_among(before, after, today);
    std::erase_if(names, [&](const std::string& name) {
        return std::ranges::any_of(after, [&](const OpenedFile& file) { return file.name() == name; });
    });
    return names;
}

nlohmann::json as_json(const Certificate& authority)
{
    return {{"country", authority.country()},
            {"subject", authority.subject()},
            {"sha256", hardware::to_hex(authority.fingerprint())}};
}
} // namespace

TrustChange change_between(const OpenedFiles& before, const OpenedFiles& after, const OpenedFiles& added,
                           std::chrono::sys_days today)
{
    TrustChange change;
    change.trusted = newly_vouching(before, after);
    change.brought = newly_brought(before, change.trusted, added);
    change.trusted_no_more = trusted_no_more(before, after);
    change.states_lost = states_lost(before, after);
    change.lists = lists_gone(before, after, today);
    change.lists_revoked = revoked_by(before, after, today);
    change.left_out_of_lists = left_out_of(added);
    change.signed_with_sha1 = weakly_signed(added);
    return change;
}

std::string in_words(const TrustChange& change)
{
    std::string words;
    for (const auto& authority : change.trusted)
        words += "trusted from now on: " + portrayed(authority) + "\n";
    for (const auto& [authority, list] : change.brought)
        words += "brought by " + list + ": " + portrayed(authority) + "\n";
    for (const auto& authority : change.trusted_no_more)
        words += "trusted no more: " + portrayed(authority) + "\n";
    for (const auto& state : change.states_lost)
        words += "no authority any more: " + state + "\n";
    for (const auto& file : change.lists.lost)
        words += "no revocation list any more in place of: " + file + "; whom it revokes is not found from now on\n";
    for (const auto& list : change.lists.older)
        words += "older revocation list of " + list.country + " from now on, of " + moment_of(list.other_issued) +
                 " in " + list.other_file + " in place of " + moment_of(list.issued) + " in " + list.file +
                 "; whom that one alone revokes is not found\n";
    for (const auto& name : change.lists_revoked)
        words += "taken away: " + name +
                 "; its state has revoked the signer of this master list, or the authority over "
                 "it. Import that state's newest one\n";
    for (const auto& [list, certificate] : change.left_out_of_lists)
        words += "left out of " + list + ", the rest of which counts: a certificate that cannot be read (" +
                 certificate.reason + "), SHA-256 " + hardware::to_hex(certificate.fingerprint) + "\n";
    for (const auto& name : change.signed_with_sha1)
        words += "signed with SHA-1, which proves little today: " + name + "; ask that state for a newer one\n";
    return words;
}

nlohmann::json as_json(const TrustChange& change)
{
    auto trusted = nlohmann::json::array();
    for (const auto& authority : change.trusted)
        trusted.push_back(as_json(authority));
    auto trusted_no_more = nlohmann::json::array();
    for (const auto& authority : change.trusted_no_more)
        trusted_no_more.push_back(as_json(authority));
    auto brought = nlohmann::json::array();
    for (const auto& [authority, list] : change.brought) {
        brought.push_back(as_json(authority));
        brought.back()["by"] = list;
    }
    auto older = nlohmann::json::array();
    for (const auto& list : change.lists.older)
        older.push_back({{"file", list.file},
                         {"country", list.country},
                         {"of", portal::contract::to_rfc3339(list.issued)},
                         {"other", list.other_file},
                         {"other_of", portal::contract::to_rfc3339(list.other_issued)}});
    auto left_out = nlohmann::json::array();
    for (const auto& [list, certificate] : change.left_out_of_lists)
        left_out.push_back(
            {{"file", list}, {"sha256", hardware::to_hex(certificate.fingerprint)}, {"reason", certificate.reason}});
    return {{"trusted", std::move(trusted)},
            {"brought", std::move(brought)},
            {"trusted_no_more", std::move(trusted_no_more)},
            {"states_lost", change.states_lost},
            {"lists_lost", change.lists.lost},
            {"lists_older", std::move(older)},
            {"lists_revoked", change.lists_revoked},
            {"left_out_of_lists", std::move(left_out)},
            {"signed_with_sha1", change.signed_with_sha1}};
}
} // namespace gishectl
