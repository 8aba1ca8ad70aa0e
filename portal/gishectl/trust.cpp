#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "hardware/error.hpp"
#include "portal/gishectl/commands.hpp"
#include "portal/gishectl/list_checks.hpp"
#include "portal/gishectl/trust_change.hpp"
#include "portal/gishectl/vouching.hpp"

namespace gishectl {
namespace {
using hardware::document::Certificate;
using hardware::document::RevocationList;
using hardware::document::TrustStore;

TrustFile read_file(const std::filesystem::path& file)
{
    if (std::filesystem::is_directory(file))
        throw CommandError{file.string() +
                           ": a folder; `trust load` takes one, in the place of all that kiosks have, and `trust "
                           "import` takes a file"};
    try {
        return {file.filename().string(), hardware::document::read_trust_file(file)};
    } catch (const hardware::Error& error) {
        throw CommandError{file.string() + ": " + error.what()};
    }
}

OpenedFile open_file(const std::filesystem::path& path)
{
    auto file = read_file(path);
    try {
        return opened(std::move(file));
    } catch (const hardware::Error& error) {
        throw CommandError{path.filename().string() + ": " + error.what()};
    }
}

/// What kiosks have, as far as it can be read: what an earlier version took must not stand in the way of a change.
OpenedFiles sent_files(Office& office)
{
    OpenedFiles readable;
    for (auto& file : office.context().database.begin()->changes().trust_files()) {
        const auto name = file.name;
        try {
            readable.push_back(opened(std::move(file)));
        } catch (const hardware::Error& error) {
            std::cerr << name << ", which kiosks have: " << error.what()
                      << "; they pass over it, and the next change takes it away\n";
        }
    }
    return readable;
}

std::chrono::sys_days today(Office& office)
{
    return std::chrono::floor<std::chrono::days>(office.context().clock.now());
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
std::string kind_of(const OpenedFile& file)
{
    const auto count = file.authorities.size();
    if (const auto& list = file.master_list)
        return "a master list of " + list->voucher().country() + " of " + day_of(list->signed_at) + " with " +
               counted(count, "authority", "authorities");
    std::string kinds;
    const auto add = [&](const std::string& kind) { kinds += (kinds.empty() ? "" : " and ") + kind; };
    if (count > 0) add(count == 1 ? "an authority" : counted(count, "authority", "authorities"));
    for (const auto& list : file.revocation_lists)
        add("a revocation list of " + list.country() + ", next " + due_of(list));
    return kinds;
}

void put(Office& office, const OpenedFiles& files)
{
    std::vector<TrustFile> sent;
    for (const auto& file : files)
        sent.push_back(file.file);
    std::ranges::sort(sent, {}, &TrustFile::name);
    portal::domain::put_trust_files(office.context(), sent);
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

/// The files of a folder, all of them whole.
OpenedFiles files_in(const std::filesystem::path& folder)
{
    if (!std::filesystem::is_directory(folder)) throw CommandError{folder.string() + ": no such folder"};
    const auto store = TrustStore::from_folder(folder);
    // The folder takes the place of what kiosks have: a damaged list would take its authorities away from them.
    for (const auto& file : store.refused())
        throw CommandError{file.name + ": " + file.reason + "; nothing was changed"};
    if (store.taken().empty())
        throw CommandError{folder.string() + ": holds no certificate or list; kiosks would trust no document"};
    OpenedFiles files;
    for (const auto& name : store.taken())
        files.push_back(open_file(folder / name));
    return files;
}

void list_authorities(const OpenedFile& file, bool json, nlohmann::json& shown)
{
    auto list = nlohmann::json::object();
    if (const auto& signed_list = file.master_list) {
        const auto voucher = hardware::to_hex(signed_list->voucher().fingerprint());
        list = {{"list_of", signed_list->voucher().country()},
                {"list_signed", day_of(signed_list->signed_at)},
                {"list_vouched_by", voucher}};
        if (!json) std::cout << file.name() << ": " << kind_of(file) << ", vouched for by " << voucher << "\n";
    }
    auto authorities = file.authorities;
    std::ranges::stable_sort(authorities, {}, &Certificate::country);
    for (const auto& authority : authorities) {
        nlohmann::json entry{{"file", file.name()},
                             {"country", authority.country()},
                             {"subject", authority.subject()},
                             {"valid_until", day_of(authority.not_after())},
                             {"sha256", hardware::to_hex(authority.fingerprint())}};
        entry.update(list);
        shown.push_back(std::move(entry));
        if (!json)
            std::cout << authority.country() << "  until " << day_of(authority.not_after()) << "  "
                      << hardware::to_hex(authority.fingerprint()) << "  " << authority.subject() << "  " << file.name()
                      << "\n";
    }
}

void list_revocation_lists(const OpenedFile& file, bool json, nlohmann::json& shown)
{
    for (const auto& list : file.revocation_lists) {
        const auto due = list.next_update();
        shown.push_back({{"file", file.name()},
                         {"country", list.country()},
                         {"next_update", due ? nlohmann::json(day_of(*due)) : nlohmann::json()}});
        if (!json)
            std::cout << "revocation list of " << list.country() << ", next " << due_of(list) << "  " << file.name()
                      << "\n";
    }
}
} // namespace

void load_trust(Office& office, const std::filesystem::path& folder, const std::vector<std::string>& accepted)
{
    const auto files = files_in(folder);
    const auto sent = sent_files(office);
    check_vouched(files, sent, Accepted{accepted});
    check_lists(files, sent, files, today(office));
    std::vector<std::string> names;
    std::ranges::transform(files, std::back_inserter(names), &OpenedFile::name);
    const auto left_out = left_out_of(folder, names);
    const auto change = change_between(sent, files, files, today(office));
    put(office, files);
    if (office.json) {
        auto shown = as_json(change);
        shown.update({{"files", files.size()}, {"left_out", left_out}});
        std::cout << shown.dump() << "\n";
        return;
    }
    std::cout << counted_files(files.size()) << (files.size() == 1 ? " is" : " are") << " on the way to the kiosks\n";
    print(change);
    for (const auto& name : left_out)
        std::cout << "left out, no certificate or list: " << name << "\n";
}

void import_trust(Office& office, const std::filesystem::path& path, const std::vector<std::string>& accepted)
{
    const auto added = open_file(path);
    const auto sent = sent_files(office);
    auto files = sent;
    std::erase_if(files, [&](const auto& other) { return other.name() == added.name(); });
    files.push_back(added);
    try {
        check_vouched({added}, sent, Accepted{accepted});
        check_lists({added}, sent, files, today(office));
    } catch (const hardware::Error& error) {
        throw CommandError{added.name() + ": " + error.what()};
    }
    const auto change = change_between(sent, files, {added}, today(office));
    put(office, files);
    if (office.json) {
        auto shown = as_json(change);
        shown.update({{"file", added.name()}, {"authorities", added.authorities.size()}, {"files", files.size()}});
        std::cout << shown.dump() << "\n";
        return;
    }
    std::cout << added.name() << ", " << kind_of(added) << ", is on the way to the kiosks; they trust "
              << counted_files(files.size()) << " now\n";
    print(change);
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
    if (std::erase_if(files, [&](const auto& other) { return other.name() == name; }) == 0)
        throw CommandError{name + ": no such trust file"};
    if (files.empty()) throw CommandError{name + ": the last one; kiosks would trust no document"};
    const auto change = change_between(sent, files, {}, today(office));
    put(office, files);
    if (office.json) {
        auto shown = as_json(change);
        shown["files"] = files.size();
        std::cout << shown.dump() << "\n";
        return;
    }
    std::cout << name << " is taken away from the kiosks; they trust " << counted_files(files.size()) << " now\n";
    print(change);
}
} // namespace gishectl
