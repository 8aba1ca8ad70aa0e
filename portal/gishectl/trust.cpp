#include <algorithm>
#include <functional>
#include <iostream>

#include <nlohmann/json.hpp>

#include "hardware/document/revocation.hpp"
#include "hardware/error.hpp"
#include "hardware/printable.hpp"
#include "portal/gishectl/commands.hpp"
#include "portal/gishectl/list_checks.hpp"
#include "portal/gishectl/trust_change.hpp"
#include "portal/gishectl/vouching.hpp"

namespace gishectl {
namespace {
using hardware::printable;
using hardware::document::Certificate;
using hardware::document::RevocationList;

/// What is told of a file afterwards holds its name.
void check_name(const std::string& name)
{
    if (!portal::contract::is_trust_file_name(name))
        throw CommandError{printable(name) +
                           ": a trust file is named by up to 100 Latin letters, digits, dots, dashes and underscores"};
}

TrustFile read_file(const std::filesystem::path& file)
{
    std::error_code failure; // told when it is read
    if (std::filesystem::is_directory(file, failure))
        throw CommandError{printable(file.string()) +
                           ": a folder; `trust load` takes one, in the place of all that kiosks have, and `trust "
                           "import` takes a file"};
    auto name = file.filename().string();
    check_name(name);
    try {
        return {std::move(name), hardware::document::read_trust_file(file)};
    } catch (const hardware::Error& error) {
        throw CommandError{printable(file.string()) + ": " + error.what()};
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

void tell_passed_over(const std::string& name, const std::string& reason)
{
    std::cerr << name << ", which kiosks have: " << reason
              << "; they pass over it, and the next change takes it away\n";
}

void take_out(OpenedFiles& files, const std::vector<std::string>& names)
{
    std::erase_if(files, [&](const OpenedFile& file) { return std::ranges::find(names, file.name()) != names.end(); });
}

/// What kiosks have, as far as it can be read: what an earlier version took must not stand in the way of a change.
OpenedFiles readable(portal::domain::TrustFiles stored, std::chrono::sys_days today)
{
    OpenedFiles files;
    for (auto& file : stored) {
        const auto name = file.name;
        try {
            files.push_back(opened(std::move(file)));
        } catch (const hardware::Error& error) {
            tell_passed_over(name, error.what());
        }
    }
    const auto revoked = revoked_among(files, {}, today);
    for (const auto& name : revoked)
        tell_passed_over(name, hardware::document::kRevokedSigner);
    take_out(files, revoked);
    return files;
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

std::string in_words(const std::vector<Overdue>& overdue)
{
    std::string words;
    for (const auto& [file, country, due] : overdue)
        words.append("out of date: ")
            .append(file)
            .append(", the newest revocation list of ")
            .append(country)
            .append("; the next one was due on ")
            .append(day_of(due))
            .append("; look for it\n");
    return words;
}

nlohmann::json as_json(const std::vector<Overdue>& overdue)
{
    auto shown = nlohmann::json::array();
    for (const auto& [file, country, due] : overdue)
        shown.push_back({{"file", file}, {"country", country}, {"due", day_of(due)}});
    return shown;
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

/// What a command makes of the files that kiosks have, and what it says then.
struct Outcome {
    OpenedFiles files;
    std::string words;
};

/// Nobody else changes them meanwhile. All that is said is put into words before it is done: nothing fails after it.
void change_trust(Office& office, const std::function<Outcome(const OpenedFiles& sent)>& change)
{
    std::string words;
    portal::domain::change_trust_files(office.context(), [&](portal::domain::TrustFiles stored) {
        auto outcome = change(readable(std::move(stored), today(office)));
        words = std::move(outcome.words);
        portal::domain::TrustFiles files;
        for (auto& file : outcome.files)
            files.push_back(std::move(file.file));
        std::ranges::sort(files, {}, &TrustFile::name);
        return files;
    });
    std::cout << words;
}

/// A line of JSON, whatever bytes there are in names; in ASCII, for a terminal obeys some letters beyond it.
std::string line_of(const nlohmann::json& shown)
{
    constexpr bool kInAscii = true;
    return shown.dump(-1, ' ', kInAscii, nlohmann::json::error_handler_t::replace) + "\n";
}

/// The files of a folder, all of them whole, and the names of what is none of ours beside them.
struct OpenedFolder {
    OpenedFiles files;
    std::vector<std::string> left_out;
};

/// Each file is read once: what was checked is what kiosks get, whoever writes into the folder meanwhile.
OpenedFolder open_folder(const std::filesystem::path& folder)
{
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        throw CommandError{printable(folder.string()) + ": no such folder"};
    auto found = hardware::document::read_trust_folder(folder);
    // The folder takes the place of what kiosks have: a damaged list would take its authorities away from them.
    const auto refuse = [](const std::string& name, const std::string& reason) {
        throw CommandError{printable(name) + ": " + reason + "; nothing was changed"};
    };
    for (const auto& file : found.refused)
        refuse(file.name, file.reason);
    OpenedFolder opening{{}, std::move(found.others)};
    for (auto& file : found.files) {
        check_name(file.name);
        try {
            opening.files.push_back(opened({file.name, std::move(file.bytes)}));
        } catch (const std::exception& error) {
            refuse(file.name, error.what());
        }
    }
    if (opening.files.empty())
        throw CommandError{printable(folder.string()) +
                           ": holds no certificate or list; kiosks would trust no document"};
    return opening;
}

/// `vouching`: those who do in all the files.
void list_authorities(const OpenedFile& file, const std::vector<Certificate>& vouching, bool json,
                      nlohmann::json& shown)
{
    auto list = nlohmann::json::object();
    if (const auto& signed_list = file.master_list) {
        const auto by = voucher_of(*signed_list, vouching);
        const auto voucher = by ? hardware::to_hex(by->fingerprint()) : "";
        list = {{"list_of", signed_list->voucher().country()},
                {"list_signed", day_of(signed_list->signed_at)},
                {"list_vouched_by", by ? nlohmann::json(voucher) : nlohmann::json()}};
        if (!json)
            std::cout << file.name() << ": " << kind_of(file) << ", vouched for by " << (by ? voucher : "nobody")
                      << "\n";
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
    const auto opening = open_folder(folder);
    const auto& files = opening.files;
    change_trust(office, [&](const OpenedFiles& sent) -> Outcome {
        check_vouched(files, sent, Accepted{accepted});
        check_lists(files, sent, files, today(office));
        const auto change = change_between(sent, files, files, today(office));
        const auto overdue = overdue_lists(files, today(office));
        if (office.json) {
            auto shown = as_json(change);
            shown.update({{"files", files.size()}, {"left_out", opening.left_out}, {"overdue", as_json(overdue)}});
            return {files, line_of(shown)};
        }
        auto words = counted_files(files.size()) + (files.size() == 1 ? " is" : " are") +
                     " on the way to the kiosks\n" + in_words(change) + in_words(overdue);
        for (const auto& name : opening.left_out)
            words += "left out, no certificate or list by its name: " + printable(name) + "\n";
        return {files, words};
    });
}

void import_trust(Office& office, const std::filesystem::path& path, const std::vector<std::string>& accepted)
{
    const auto added = open_file(path);
    change_trust(office, [&](const OpenedFiles& sent) -> Outcome {
        auto files = sent;
        const auto renewed = std::stable_partition(
            files.begin(), files.end(), [&](const OpenedFile& other) { return other.name() != added.name(); });
        const OpenedFiles before{renewed, files.end()};
        files.erase(renewed, files.end());
        files.push_back(added);
        try {
            check_vouched({added}, sent, Accepted{accepted});
            check_lists({added}, sent, files, today(office));
            for (const auto& file : before)
                check_renewed(file, files, today(office));
        } catch (const hardware::Error& error) {
            throw CommandError{added.name() + ": " + error.what()};
        }
        take_out(files, revoked_among(files, {}, today(office)));
        const auto change = change_between(sent, files, {added}, today(office));
        auto overdue = overdue_lists(files, today(office));
        std::erase_if(overdue, [&](const Overdue& list) { return list.file != added.name(); });
        if (office.json) {
            auto shown = as_json(change);
            shown.update({{"file", added.name()},
                          {"authorities", added.authorities.size()},
                          {"files", files.size()},
                          {"overdue", as_json(overdue)}});
            return {files, line_of(shown)};
        }
        return {files, added.name() + ", " + kind_of(added) + ", is on the way to the kiosks; they trust " +
                           counted_files(files.size()) + " now\n" + in_words(change) + in_words(overdue)};
    });
}

void list_trust(Office& office)
{
    auto shown = nlohmann::json::array();
    const auto files = readable(office.context().database.read()->changes().trust_files(), today(office));
    const auto known = vouching(files);
    for (const auto& file : files) {
        list_authorities(file, known, office.json, shown);
        list_revocation_lists(file, office.json, shown);
    }
    if (office.json)
        std::cout << line_of(shown);
    else
        std::cout << in_words(overdue_lists(files, today(office)));
    if (!office.json && shown.empty()) std::cout << "kiosks trust no authority\n";
}

void remove_trust(Office& office, const std::string& name)
{
    change_trust(office, [&](const OpenedFiles& sent) -> Outcome {
        auto files = sent;
        if (std::erase_if(files, [&](const auto& other) { return other.name() == name; }) == 0)
            throw CommandError{printable(name) + ": no such trust file"};
        if (files.empty()) throw CommandError{name + ": the last one; kiosks would trust no document"};
        const auto change = change_between(sent, files, {}, today(office));
        if (office.json) {
            auto shown = as_json(change);
            shown["files"] = files.size();
            return {files, line_of(shown)};
        }
        return {files, name + " is taken away from the kiosks; they trust " + counted_files(files.size()) + " now\n" +
                           in_words(change)};
    });
}
} // namespace gishectl
