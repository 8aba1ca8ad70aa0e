#include <algorithm>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "hardware/document/master_list.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "portal/gishectl/commands.hpp"

namespace gishectl {
namespace {
using Files = std::vector<portal::contract::Changes::TrustFile>;
using hardware::document::Certificate;
using hardware::document::MasterList;
using hardware::document::TrustStore;

hardware::Bytes read_file(const std::filesystem::path& file)
{
    try {
        return hardware::document::read_trust_file(file);
    } catch (const hardware::Error& error) {
        throw CommandError{file.string() + ": " + error.what()};
    }
}

Files sent_files(Office& office)
{
    return office.context().database.begin()->changes().trust_files();
}

TrustStore store_of(const Files& files)
{
    TrustStore store;
    for (const auto& file : files)
        store.add_file(file.name, {file.content.begin(), file.content.end()});
    return store;
}

bool is_master_list(std::string_view name)
{
    return name.ends_with(".ml");
}

std::string counted(std::size_t files)
{
    return std::to_string(files) + (files == 1 ? " trust file" : " trust files");
}

std::string day_of(std::chrono::sys_seconds time)
{
    return portal::contract::to_iso(std::chrono::floor<std::chrono::days>(time));
}

/// The authorities whose lists and successors the operator has taken on trust: those that he sent by themselves, and
/// those that vouch for a list which is there. What a list brings along vouches for no other list, or one state's list
/// would open the door to every state's.
std::vector<Certificate> vouching(const Files& files)
{
    std::vector<Certificate> authorities;
    for (const auto& file : files) {
        const hardware::Bytes content{file.content.begin(), file.content.end()};
        if (is_master_list(file.name)) {
            authorities.push_back(hardware::document::read_master_list(content).voucher);
        } else {
            const auto alone = store_of({file});
            authorities.insert(authorities.end(), alone.authorities().begin(), alone.authorities().end());
        }
    }
    return authorities;
}

bool is_among(const std::vector<Certificate>& authorities, const Certificate& wanted)
{
    return std::ranges::any_of(authorities, [fingerprint = wanted.fingerprint()](const Certificate& authority) {
        return authority.fingerprint() == fingerprint;
    });
}

/// The operator has compared the fingerprint with what the state publishes, and says so.
void demand_accepted(const Certificate& authority, const std::string& accepted, const std::string& what)
{
    const auto fingerprint = hardware::to_hex(authority.fingerprint());
    auto wanted = accepted;
    std::erase(wanted, ':');
    std::ranges::transform(wanted, wanted.begin(), [](unsigned char letter) { return std::toupper(letter); });
    if (wanted == fingerprint) return;
    throw CommandError{what + " of " + authority.country() + " that is not trusted: SHA-256 " + fingerprint +
                       ". Compare it with what that state publishes, then say --accept and the fingerprint"};
}

/// The authority that stands over a master list must vouch already, or be named by the operator.
void check_voucher(const Certificate& voucher, const Files& files, const std::string& accepted)
{
    if (!is_among(vouching(files), voucher))
        demand_accepted(voucher, accepted, "the list is signed under an authority");
}

/// The same for an authority in a file of its own. One that is signed with the key of an authority of its country that
/// vouches is that one's next key.
void check_authority(const Certificate& authority, const Files& files, const std::string& accepted)
{
    if (!authority.is_authority())
        throw CommandError{"a certificate of " + authority.country() + " that is no authority: SHA-256 " +
                           hardware::to_hex(authority.fingerprint())};
    const auto known = vouching(files);
    const bool is_next = std::ranges::any_of(known, [&](const Certificate& before) {
        return before.is_authority() && before.country() == authority.country() && authority.is_signed_by(before);
    });
    if (!is_next && !is_among(known, authority)) demand_accepted(authority, accepted, "an authority");
}

/// A list that kiosks have is replaced by a newer one of the same state only: an old one would bring back authorities
/// that the state has taken out.
void check_age(const MasterList& list, const Files& files)
{
    for (const auto& file : files) {
        if (!is_master_list(file.name)) continue;
        const auto sent = hardware::document::read_master_list({file.content.begin(), file.content.end()});
        if (sent.voucher.country() == list.voucher.country() && list.signed_at < sent.signed_at)
            throw CommandError{"the list was signed on " + day_of(list.signed_at) + ", before " + file.name +
                               ", which kiosks have, of " + day_of(sent.signed_at)};
    }
}

/// Whether kiosks may have the master list: `vouchers` are files whose authorities vouch, `sent` those that kiosks
/// have.
void check_list(const MasterList& list, const Files& vouchers, const Files& sent, const std::string& accepted)
{
    check_voucher(list.voucher, vouchers, accepted);
    check_age(list, sent);
}

/// The same for every list of a folder. What the operator puts beside them vouches, and what kiosks have; the lists
/// themselves do not, or any list would.
void check_lists(const Files& files, const Files& sent, const std::string& accepted)
{
    auto vouchers = sent;
    std::ranges::copy_if(files, std::back_inserter(vouchers),
                         [](const auto& file) { return !is_master_list(file.name); });
    for (const auto& file : files) {
        if (!is_master_list(file.name)) continue;
        try {
            check_list(hardware::document::read_master_list({file.content.begin(), file.content.end()}), vouchers, sent,
                       accepted);
        } catch (const std::runtime_error& error) {
            throw CommandError{file.name + ": " + error.what()};
        }
    }
}

void put(Office& office, Files files)
{
    std::ranges::sort(files, {}, &portal::contract::Changes::TrustFile::name);
    portal::domain::put_trust_files(office.context(), files);
}
} // namespace

void load_trust(Office& office, const std::filesystem::path& folder, const std::string& accepted)
{
    if (!std::filesystem::is_directory(folder)) throw CommandError{folder.string() + ": no such folder"};
    const auto store = TrustStore::from_folder(folder);
    // The folder takes the place of what kiosks have: a damaged list would take its authorities away from them.
    for (const auto& file : store.refused())
        throw CommandError{file.name + ": " + file.reason + "; nothing was changed"};
    const auto& names = store.taken();
    if (names.empty())
        throw CommandError{folder.string() + ": holds no certificate or list; kiosks would trust no document"};
    Files files;
    for (const auto& name : names) {
        const auto bytes = read_file(folder / name);
        files.push_back({name, {bytes.begin(), bytes.end()}});
    }
    check_lists(files, sent_files(office), accepted);
    std::vector<std::string> left_out;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (const auto name = entry.path().filename().string(); std::ranges::find(names, name) == names.end())
            left_out.push_back(name);
    std::ranges::sort(left_out);
    const auto count = files.size();
    put(office, std::move(files));
    if (office.json) {
        std::cout << nlohmann::json{{"files", count}, {"left_out", left_out}}.dump() << "\n";
        return;
    }
    std::cout << counted(count) << (count == 1 ? " is" : " are") << " on the way to the kiosks\n";
    for (const auto& name : left_out)
        std::cout << "left out, no certificate or list: " << name << "\n";
}

void import_trust(Office& office, const std::filesystem::path& file, const std::string& accepted)
{
    const auto name = file.filename().string();
    const auto bytes = read_file(file);
    auto files = sent_files(office);
    TrustStore alone;
    try {
        alone.add_file(name, bytes);
        if (is_master_list(name))
            check_list(hardware::document::read_master_list(bytes), files, files, accepted);
        else
            for (const auto& authority : alone.authorities())
                check_authority(authority, files, accepted);
    } catch (const std::runtime_error& error) {
        throw CommandError{file.string() + ": " + error.what()};
    }
    std::erase_if(files, [&](const auto& sent) { return sent.name == name; });
    files.push_back({name, {bytes.begin(), bytes.end()}});
    const auto count = files.size();
    put(office, std::move(files));
    const auto authorities = alone.authorities().size();
    if (office.json) {
        std::cout << nlohmann::json{{"file", name}, {"authorities", authorities}, {"files", count}}.dump() << "\n";
        return;
    }
    std::cout << name << " with " << authorities << (authorities == 1 ? " authority" : " authorities")
              << " is on the way to the kiosks; they trust " << counted(count) << " now\n";
    if (is_master_list(name)) return;
    for (const auto& authority : alone.authorities())
        std::cout << authority.country() << "  SHA-256 " << hardware::to_hex(authority.fingerprint()) << "\n";
}

void list_trust(Office& office)
{
    auto shown = nlohmann::json::array();
    for (const auto& file : sent_files(office)) {
        const auto store = store_of({file});
        for (const auto& authority : store.authorities()) {
            shown.push_back({{"file", file.name},
                             {"country", authority.country()},
                             {"valid_until", day_of(authority.not_after())},
                             {"sha256", hardware::to_hex(authority.fingerprint())}});
            if (!office.json)
                std::cout << authority.country() << "  until " << day_of(authority.not_after()) << "  "
                          << hardware::to_hex(authority.fingerprint()) << "  " << file.name << "\n";
        }
        for (const auto& list : store.revocation_lists()) {
            const auto due = list.next_update();
            shown.push_back(
                {{"file", file.name}, {"next_update", due ? nlohmann::json(day_of(*due)) : nlohmann::json()}});
            if (!office.json)
                std::cout << "revocation list, next " << (due ? day_of(*due) : "unknown") << "  " << file.name << "\n";
        }
    }
    if (office.json) std::cout << shown.dump() << "\n";
    if (!office.json && shown.empty()) std::cout << "kiosks trust no authority\n";
}

void remove_trust(Office& office, const std::string& name)
{
    auto files = sent_files(office);
    if (std::erase_if(files, [&](const auto& sent) { return sent.name == name; }) == 0)
        throw CommandError{name + ": no such trust file"};
    if (files.empty()) throw CommandError{name + ": the last one; kiosks would trust no document"};
    const auto count = files.size();
    put(office, std::move(files));
    if (office.json)
        std::cout << nlohmann::json{{"files", count}}.dump() << "\n";
    else
        std::cout << name << " is taken away from the kiosks; they trust " << counted(count) << " now\n";
}
} // namespace gishectl
