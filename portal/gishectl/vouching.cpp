#include "portal/gishectl/vouching.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>
#include <optional>

#include "portal/gishectl/commands.hpp"

namespace gishectl {
namespace {
using hardware::document::Certificate;
using hardware::document::MasterList;
using hardware::document::RevocationList;
using hardware::document::TrustStore;

hardware::Bytes bytes_of(const TrustFile& file)
{
    return {file.content.begin(), file.content.end()};
}

/// What nobody vouches for yet, and where it stands.
struct Stranger {
    Certificate authority;
    std::string file;
    bool over_list; ///< it vouches for a master list
};

/// One that is signed with the key of an authority of its state that vouches is that one's next key; a key that was
/// over by then, or that others can break, names no next one.
bool is_successor(const Certificate& authority, const std::vector<Certificate>& known)
{
    return std::ranges::any_of(known, [&](const Certificate& before) {
        return before.is_authority() && before.has_strong_key() && before.country() == authority.country() &&
               authority.not_before() <= before.not_after() && authority.is_signed_by(before);
    });
}

std::vector<Stranger> authorities_beside_lists(const TrustFiles& files)
{
    std::vector<Stranger> found;
    for (const auto& file : files) {
        if (is_master_list(file.name)) continue;
        const auto alone = store_of({file});
        for (const auto& authority : alone.authorities()) {
            if (!authority.is_authority())
                throw CommandError{file.name + ": a certificate that is no authority: " + portrayed(authority)};
            found.push_back({authority, file.name, false});
        }
    }
    return found;
}

/// Those of `strangers` for whom nobody vouches; the others are added to `known`, and may vouch for the next.
std::vector<Stranger> without_word(std::vector<Stranger> strangers, std::vector<Certificate>& known,
                                   const Accepted& accepted)
{
    const auto is_strange = [&](const Stranger& stranger) {
        return !is_among(known, stranger.authority) && !is_successor(stranger.authority, known) &&
               !accepted.holds(stranger.authority);
    };
    for (bool met = true; met;) {
        const auto met_from = std::stable_partition(strangers.begin(), strangers.end(), is_strange);
        met = met_from != strangers.end();
        std::transform(met_from, strangers.end(), std::back_inserter(known), std::mem_fn(&Stranger::authority));
        strangers.erase(met_from, strangers.end());
    }
    return strangers;
}

void demand_accepted(const std::vector<Stranger>& strangers, const Accepted& accepted)
{
    if (strangers.empty()) return;
    std::string lines;
    for (const auto& stranger : strangers)
        lines += "\n  " + portrayed(stranger.authority) + "  " + (stranger.over_list ? "over the list " : "in ") +
                 stranger.file;
    throw CommandError{std::string{strangers.size() == 1 ? "this authority is" : "these authorities are"} +
                       " not trusted yet" +
                       (accepted.empty() ? ":" : ", and no fingerprint after --accept is theirs:") + lines +
                       "\nCompare the fingerprint with what that state publishes, then say --accept and the "
                       "fingerprint; nothing was changed"};
}

/// A state's newest list among files.
struct NewestList {
    std::string file;
    MasterList list;
};
std::optional<NewestList> newest_list_of(const std::string& country, const TrustFiles& files)
{
    std::optional<NewestList> newest;
    for (const auto& file : files) {
        if (!is_master_list(file.name)) continue;
        auto list = master_list_of(file);
        if (list.voucher.country() == country && (!newest || newest->list.signed_at < list.signed_at))
            newest = NewestList{file.name, std::move(list)};
    }
    return newest;
}

/// An old list would bring back authorities that the state has taken out.
void check_age(const TrustFiles& added, const TrustFiles& sent)
{
    for (const auto& file : added) {
        if (!is_master_list(file.name)) continue;
        const auto country = master_list_of(file).voucher.country();
        const auto list = newest_list_of(country, added);
        const auto before = newest_list_of(country, sent);
        if (before && list->list.signed_at < before->list.signed_at)
            throw CommandError{list->file + ": the list was signed on " + day_of(list->list.signed_at) + ", before " +
                               before->file + ", which kiosks have, of " + day_of(before->list.signed_at) +
                               "; nothing was changed. If the older one is meant, take that one away first"};
    }
}

bool has_signed(const Certificate& authority, const RevocationList& list)
{
    return authority.is_authority() && list.is_signed_by(authority);
}

bool are_of_one_authority(const RevocationList& one, const RevocationList& other, const TrustStore& trusted)
{
    if (one.country() != other.country()) return false; // before the signatures, which take their time
    return std::ranges::any_of(trusted.authorities(), [&](const Certificate& authority) {
        return authority.country() == one.country() && has_signed(authority, one) && has_signed(authority, other);
    });
}

/// Readings pass over such a list, and say nothing of it: to them it could be of other certificates.
void check_complete(const TrustFile& file)
{
    const auto alone = store_of({file});
    for (const auto& list : alone.revocation_lists())
        if (list.has_critical_extension())
            throw CommandError{file.name + ": this revocation list of " + list.country() +
                               " is partial: by a critical extension it speaks of some certificates only, or of what "
                               "changed; counters would pass over it. Take that state's full list"};
}

/// An old list would bring back signers that the state has revoked since.
void check_newest(const TrustFiles& added, const TrustFiles& sent, const TrustStore& trusted)
{
    const auto coming = store_of(added);
    for (const auto& other : sent) {
        const auto alone = store_of({other});
        for (const auto& before : alone.revocation_lists()) {
            const RevocationList* newest = nullptr;
            for (const auto& list : coming.revocation_lists())
                if (are_of_one_authority(list, before, trusted) &&
                    (newest == nullptr || newest->this_update() < list.this_update()))
                    newest = &list;
            if (newest != nullptr && newest->this_update() < before.this_update())
                throw CommandError{"the revocation list of " + newest->country() + " is of " +
                                   day_of(newest->this_update()) + ", older than " + other.name +
                                   ", which kiosks have, of " + day_of(before.this_update()) +
                                   "; nothing was changed. If the older one is meant, take that one away first"};
        }
    }
}

/// Readings pass over a list that none of their authorities has signed, and say nothing of it.
void check_signed(const TrustFile& file, const TrustStore& trusted)
{
    const auto alone = store_of({file});
    for (const auto& list : alone.revocation_lists()) {
        const bool is_signed = std::ranges::any_of(trusted.authorities(), [&](const Certificate& authority) {
            return authority.country() == list.country() && has_signed(authority, list);
        });
        if (!is_signed)
            throw CommandError{file.name + ": no authority that kiosks trust has signed this revocation list of " +
                               list.country() + "; it is forged, or the authority's certificate has to come first"};
    }
}
} // namespace

TrustStore store_of(const TrustFiles& files)
{
    TrustStore store;
    for (const auto& file : files)
        store.add_file(file.name, bytes_of(file));
    return store;
}

bool is_master_list(std::string_view name)
{
    return name.ends_with(".ml");
}

MasterList master_list_of(const TrustFile& file)
{
    return hardware::document::read_master_list(bytes_of(file));
}

std::string day_of(std::chrono::sys_seconds time)
{
    return portal::contract::to_iso(std::chrono::floor<std::chrono::days>(time));
}

std::string portrayed(const Certificate& certificate)
{
    return certificate.country() + "  " + certificate.subject() + "  SHA-256 " +
           hardware::to_hex(certificate.fingerprint());
}

bool is_among(const std::vector<Certificate>& authorities, const Certificate& wanted)
{
    return std::ranges::any_of(authorities, [fingerprint = wanted.fingerprint()](const Certificate& authority) {
        return authority.fingerprint() == fingerprint;
    });
}

std::vector<Certificate> vouching(const TrustFiles& files)
{
    std::vector<Certificate> authorities;
    for (const auto& file : files) {
        if (is_master_list(file.name)) {
            authorities.push_back(master_list_of(file).voucher);
        } else {
            const auto alone = store_of({file});
            authorities.insert(authorities.end(), alone.authorities().begin(), alone.authorities().end());
        }
    }
    return authorities;
}

std::vector<std::string> lists_lost(const TrustFiles& before, const TrustFiles& after)
{
    const auto trusted = store_of(after);
    std::vector<std::string> lost;
    for (const auto& file : before) {
        const auto alone = store_of({file});
        for (const auto& list : alone.revocation_lists())
            if (std::ranges::none_of(trusted.revocation_lists(), [&](const RevocationList& other) {
                    return are_of_one_authority(list, other, trusted);
                }))
                lost.push_back(file.name);
    }
    return lost;
}

Accepted::Accepted(const std::vector<std::string>& fingerprints)
{
    for (auto fingerprint : fingerprints) {
        std::erase(fingerprint, ':');
        std::ranges::transform(fingerprint, fingerprint.begin(),
                               [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
        fingerprints_.push_back(std::move(fingerprint));
    }
}

bool Accepted::holds(const Certificate& authority) const
{
    return std::ranges::find(fingerprints_, hardware::to_hex(authority.fingerprint())) != fingerprints_.end();
}

void check_vouched(const TrustFiles& added, const TrustFiles& sent, const TrustFiles& all, const Accepted& accepted)
{
    auto known = vouching(sent);
    auto coming = authorities_beside_lists(added);
    for (const auto& file : added)
        if (is_master_list(file.name)) coming.push_back({master_list_of(file).voucher, file.name, true});
    demand_accepted(without_word(std::move(coming), known, accepted), accepted);
    check_age(added, sent);
    const auto trusted = store_of(all);
    for (const auto& file : added) {
        check_signed(file, trusted);
        check_complete(file);
    }
    check_newest(added, sent, trusted);
}
} // namespace gishectl
