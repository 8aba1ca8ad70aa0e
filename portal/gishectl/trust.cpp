#include <algorithm>
#include <iostream>
#include <set>

#include <nlohmann/json.hpp>

#include "hardware/error.hpp"
#include "portal/gishectl/commands.hpp"
#include "portal/gishectl/vouching.hpp"

namespace gishectl {
namespace {
using hardware::document::Certificate;
using hardware::document::RevocationList;
using hardware::document::TrustStore;

TrustFile read_file(const std::filesystem::path& file)
{
    try {
        const auto bytes = hardware::document::read_trust_file(file);
        return {file.filename().string(), {bytes.begin(), bytes.end()}};
    } catch (const hardware::Error& error) {
        throw CommandError{file.string() + ": " + error.what()};
    }
}

bool is_readable(const TrustFile& file)
{
    try {
        store_of({file});
        return true;
    } catch (const hardware::Error& error) {
        std::cerr << file.name << ", which kiosks have: " << error.what()
                  << "; they pass over it, and the next change takes it away\n";
        return false;
    }
}

/// What kiosks have, as far as it can be read: what an earlier version took must not stand in the way of a change.
TrustFiles sent_files(Office& office)
{
    auto files = office.context().database.begin()->changes().trust_files();
    std::erase_if(files, [](const TrustFile& file) { return !is_readable(file); });
    return files;
}

std::string counted(std::size_t number, const std::string& one, const std::string& several)
{
    return std::to_string(number) + " " + (number == 1 ? one : several);
}

std::string counted_files(std::size_t files)
{
    return counted(files, "trust file", "trust files");
}

std::string due_of(const RevocationList& list)
{
    const auto due = list.next_update();
    return due ? day_of(*due) : "unknown";
}

/// As `a master list of DE of 2026-11-26 with 290 authorities`, or `a revocation list of DE, next 2027-01-01`.
std::string kind_of(const TrustFile& file)
{
    if (is_master_list(file.name)) {
        const auto list = master_list_of(file);
        return "a master list of " + list.voucher.country() + " of " + day_of(list.signed_at) + " with " +
               counted(list.authorities.size(), "authority", "authorities");
    }
    const auto store = store_of({file});
    std::string kinds;
    const auto add = [&](const std::string& kind) { kinds += (kinds.empty() ? "" : " and ") + kind; };
    if (const auto count = store.authorities().size(); count > 0)
        add(count == 1 ? "an authority" : counted(count, "authority", "authorities"));
    for (const auto& list : store.revocation_lists())
        add("a revocation list of " + list.country() + ", next " + due_of(list));
    return kinds;
}

std::set<std::string> states_of(const TrustFiles& files)
{
    std::set<std::string> states;
    const auto store = store_of(files);
    for (const auto& authority : store.authorities())
        states.insert(authority.country());
    return states;
}

/// States whose documents no counter can prove any more.
std::vector<std::string> states_lost(const TrustFiles& before, const TrustFiles& after)
{
    const auto had = states_of(before);
    const auto have = states_of(after);
    std::vector<std::string> lost;
    std::ranges::set_difference(had, have, std::back_inserter(lost));
    return lost;
}

/// Whom the operator trusts by `files` and did not before: those that vouch, with all that tells them apart.
std::vector<Certificate> newly_vouching(const TrustFiles& before, const TrustFiles& files)
{
    const auto known = vouching(before);
    auto found = vouching(files);
    std::erase_if(found, [&](const Certificate& authority) { return is_among(known, authority); });
    return found;
}

nlohmann::json as_json(const std::vector<Certificate>& authorities)
{
    auto shown = nlohmann::json::array();
    for (const auto& authority : authorities)
        shown.push_back({{"country", authority.country()},
                         {"subject", authority.subject()},
                         {"sha256", hardware::to_hex(authority.fingerprint())}});
    return shown;
}

/// What kiosks will have no more.
struct Lost {
    std::vector<std::string> states; ///< without an authority
    std::vector<std::string> lists;  ///< files whose revocation list has no other of its authority after it
};
Lost lost_between(const TrustFiles& before, const TrustFiles& after)
{
    return {states_lost(before, after), lists_lost(before, after)};
}

void print_difference(const std::vector<Certificate>& trusted, const Lost& lost)
{
    for (const auto& authority : trusted)
        std::cout << "trusted from now on: " << portrayed(authority) << "\n";
    for (const auto& state : lost.states)
        std::cout << "no authority any more: " << state << "\n";
    for (const auto& file : lost.lists)
        std::cout << "no revocation list any more in place of: " << file
                  << "; whom it revokes is not found from now on\n";
}

/// Master lists that anybody could have made who finds two texts of one SHA-1 hash; old documents need them.
std::vector<std::string> weakly_signed(const TrustFiles& files)
{
    std::vector<std::string> names;
    for (const auto& file : files)
        if (is_master_list(file.name) && master_list_of(file).by_sha1) names.push_back(file.name);
    return names;
}

void print_weakly_signed(const std::vector<std::string>& names)
{
    for (const auto& name : names)
        std::cout << "signed with SHA-1, which proves little today: " << name << "; ask that state for a newer one\n";
}

void put(Office& office, TrustFiles files)
{
    std::ranges::sort(files, {}, &TrustFile::name);
    portal::domain::put_trust_files(office.context(), files);
}

/// Names in the folder that are not among `taken`.
std::vector<std::string> left_out_of(const std::filesystem::path& folder, const std::vector<std::string>& taken)
{
    std::vector<std::string> left_out;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (const auto name = entry.path().filename().string(); std::ranges::find(taken, name) == taken.end())
            left_out.push_back(name);
    std::ranges::sort(left_out);
    return left_out;
}

void list_authorities(const TrustFile& file, bool json, nlohmann::json& shown)
{
    nlohmann::json list;
    if (is_master_list(file.name)) {
        const auto signed_list = master_list_of(file);
        list = {{"list_of", signed_list.voucher.country()},
                {"list_signed", day_of(signed_list.signed_at)},
                {"list_vouched_by", hardware::to_hex(signed_list.voucher.fingerprint())}};
        if (!json)
            std::cout << file.name << ": " << kind_of(file) << ", vouched for by "
                      << hardware::to_hex(signed_list.voucher.fingerprint()) << "\n";
    }
    const auto store = store_of({file});
    auto authorities = store.authorities();
    std::ranges::stable_sort(authorities, {}, &Certificate::country);
    for (const auto& authority : authorities) {
        nlohmann::json entry{{"file", file.name},
                             {"country", authority.country()},
                             {"subject", authority.subject()},
                             {"valid_until", day_of(authority.not_after())},
                             {"sha256", hardware::to_hex(authority.fingerprint())}};
        entry.update(list.is_null() ? nlohmann::json::object() : list);
        shown.push_back(std::move(entry));
        if (!json)
            std::cout << authority.country() << "  until " << day_of(authority.not_after()) << "  "
                      << hardware::to_hex(authority.fingerprint()) << "  " << authority.subject() << "  " << file.name
                      << "\n";
    }
}

void list_revocation_lists(const TrustFile& file, bool json, nlohmann::json& shown)
{
    const auto store = store_of({file});
    for (const auto& list : store.revocation_lists()) {
        const auto due = list.next_update();
        shown.push_back({{"file", file.name},
                         {"country", list.country()},
                         {"next_update", due ? nlohmann::json(day_of(*due)) : nlohmann::json()}});
        if (!json)
            std::cout << "revocation list of " << list.country() << ", next " << due_of(list) << "  " << file.name
                      << "\n";
    }
}
} // namespace

void load_trust(Office& office, const std::filesystem::path& folder, const std::vector<std::string>& accepted)
{
    if (!std::filesystem::is_directory(folder)) throw CommandError{folder.string() + ": no such folder"};
    const auto store = TrustStore::from_folder(folder);
    // The folder takes the place of what kiosks have: a damaged list would take its authorities away from them.
    for (const auto& file : store.refused())
        throw CommandError{file.name + ": " + file.reason + "; nothing was changed"};
    const auto& names = store.taken();
    if (names.empty())
        throw CommandError{folder.string() + ": holds no certificate or list; kiosks would trust no document"};
    TrustFiles files;
    for (const auto& name : names)
        files.push_back(read_file(folder / name));
    const auto sent = sent_files(office);
    check_vouched(files, sent, files, Accepted{accepted});
    const auto left_out = left_out_of(folder, names);
    const auto trusted = newly_vouching(sent, files);
    const auto lost = lost_between(sent, files);
    const auto weak = weakly_signed(files);
    put(office, std::move(files));
    if (office.json) {
        std::cout << nlohmann::json{{"files", names.size()},       {"left_out", left_out},
                                    {"trusted", as_json(trusted)}, {"states_lost", lost.states},
                                    {"lists_lost", lost.lists},    {"signed_with_sha1", weak}}
                         .dump()
                  << "\n";
        return;
    }
    std::cout << counted_files(names.size()) << (names.size() == 1 ? " is" : " are") << " on the way to the kiosks\n";
    print_difference(trusted, lost);
    print_weakly_signed(weak);
    for (const auto& name : left_out)
        std::cout << "left out, no certificate or list: " << name << "\n";
}

void import_trust(Office& office, const std::filesystem::path& file, const std::vector<std::string>& accepted)
{
    const auto added = read_file(file);
    const auto sent = sent_files(office);
    auto files = sent;
    std::erase_if(files, [&](const auto& other) { return other.name == added.name; });
    files.push_back(added);
    try {
        check_vouched({added}, sent, files, Accepted{accepted});
    } catch (const hardware::Error& error) {
        throw CommandError{added.name + ": " + error.what()};
    }
    const auto count = files.size();
    const auto trusted = newly_vouching(sent, {added});
    const auto weak = weakly_signed({added});
    const auto lost = lost_between(sent, files);
    put(office, std::move(files));
    if (office.json) {
        std::cout << nlohmann::json{{"file", added.name},
                                    {"authorities", store_of({added}).authorities().size()},
                                    {"files", count},
                                    {"trusted", as_json(trusted)},
                                    {"states_lost", lost.states},
                                    {"lists_lost", lost.lists},
                                    {"signed_with_sha1", weak}}
                         .dump()
                  << "\n";
        return;
    }
    std::cout << added.name << ", " << kind_of(added) << ", is on the way to the kiosks; they trust "
              << counted_files(count) << " now\n";
    print_difference(trusted, lost);
    print_weakly_signed(weak);
}

void list_trust(Office& office)
{
    auto shown = nlohmann::json::array();
    for (const auto& file : sent_files(office)) {
        list_authorities(file, office.json, shown);
        list_revocation_lists(file, office.json, shown);
    }
    if (office.json) std::cout << shown.dump() << "\n";
    if (!office.json && shown.empty()) std::cout << "kiosks trust no authority\n";
}

void remove_trust(Office& office, const std::string& name)
{
    const auto sent = sent_files(office);
    auto files = sent;
    if (std::erase_if(files, [&](const auto& other) { return other.name == name; }) == 0)
        throw CommandError{name + ": no such trust file"};
    if (files.empty()) throw CommandError{name + ": the last one; kiosks would trust no document"};
    const auto count = files.size();
    const auto lost = lost_between(sent, files);
    put(office, std::move(files));
    if (office.json) {
        std::cout << nlohmann::json{{"files", count}, {"states_lost", lost.states}, {"lists_lost", lost.lists}}.dump()
                  << "\n";
        return;
    }
    std::cout << name << " is taken away from the kiosks; they trust " << counted_files(count) << " now\n";
    print_difference({}, lost);
}
} // namespace gishectl
