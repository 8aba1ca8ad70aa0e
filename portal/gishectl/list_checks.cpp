#include "portal/gishectl/list_checks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "hardware/document/clock_tolerance.hpp"
#include "hardware/document/revocation.hpp"
#include "portal/gishectl/commands.hpp"

namespace gishectl {
namespace {
using hardware::document::Certificate;
using hardware::document::lies_ahead;
using hardware::document::RevocationList;
using hardware::document::TrustStore;

/// A state's newest master list among files; null where there is none.
const OpenedFile* newest_list_of(const std::string& country, const OpenedFiles& files)
{
    const OpenedFile* newest = nullptr;
    for (const auto& file : files)
        if (file.master_list && file.master_list->voucher().country() == country &&
            (newest == nullptr || newest->master_list->signed_at < file.master_list->signed_at))
            newest = &file;
    return newest;
}

CommandError ahead(const OpenedFile& file, const std::string& list, std::chrono::sys_seconds time)
{
    return CommandError{
        file.name() + ": this " + list + " is of " + day_of(time) +
        ", which has not come yet; counters would pass over it, and every right one would be older. Set "
        "this machine's clock if it is slow, otherwise ask that state; nothing was changed"};
}

void check_has_come(const OpenedFile& file, std::chrono::sys_days today)
{
    if (const auto& list = file.master_list; list && lies_ahead(list->signed_at, today))
        throw ahead(file, "master list of " + list->voucher().country(), list->signed_at);
    for (const auto& list : file.revocation_lists)
        if (lies_ahead(list.this_update(), today))
            throw ahead(file, "revocation list of " + list.country(), list.this_update());
}

/// An old list would bring back authorities that the state has taken out.
void check_age(const OpenedFiles& added, const OpenedFiles& sent)
{
    for (const auto& file : added) {
        if (!file.master_list) continue;
        const auto country = file.master_list->voucher().country();
        const auto* list = newest_list_of(country, added);
        const auto* before = newest_list_of(country, sent);
        if (before != nullptr && list->master_list->signed_at < before->master_list->signed_at)
            throw CommandError{list->name() + ": the list was signed on " + moment_of(list->master_list->signed_at) +
                               ", before " + before->name() + ", which kiosks have, of " +
                               moment_of(before->master_list->signed_at) +
                               "; nothing was changed. If the older one is meant, take that one away first"};
    }
}

/// Without lists that readings pass over, of times that lie ahead or partial: they stand in the way of no right one.
OpenedFiles counting(OpenedFiles files, std::chrono::sys_days today)
{
    for (auto& file : files) {
        if (file.master_list && lies_ahead(file.master_list->signed_at, today)) file.master_list.reset();
        std::erase_if(file.revocation_lists,
                      [&](const RevocationList& list) { return !hardware::document::counts_on(today, list); });
    }
    return files;
}

/// Whose a list is. Signatures take their time: they are checked for each list, not for each pair of lists.
class Signers {
public:
    explicit Signers(const TrustStore& trusted)
    {
        std::set<hardware::Bytes> known; // several master lists bring the same ones
        for (const auto& authority : trusted.authorities())
            if (authority.is_authority() && known.insert(authority.fingerprint()).second)
                states_[authority.country()].push_back(authority);
    }

    /// The first one, so that all lists under one key have the same; null where none has.
    const Certificate* signer_of(const RevocationList& list) const
    {
        const auto of_state = states_.find(list.country());
        if (of_state == states_.end()) return nullptr;
        const auto found = std::ranges::find_if(
            of_state->second, [&](const Certificate& authority) { return list.is_signed_by(authority); });
        return found == of_state->second.end() ? nullptr : &*found;
    }

    /// Whose lists count for what `signer` has signed, as readings have it: its own, and those of its next keys.
    const std::vector<const Certificate*>& speakers_for(const Certificate& signer) const
    {
        auto& speakers = speakers_[&signer];
        if (speakers.empty())
            speakers = hardware::document::authority_and_successors(signer, states_.at(signer.country()));
        return speakers;
    }

private:
    std::map<std::string, std::vector<Certificate>> states_;                         ///< by country
    mutable std::map<const Certificate*, std::vector<const Certificate*>> speakers_; ///< of each key, once asked for
};

/// Readings pass over such a list, and say nothing of it: to them it could be of other certificates.
void check_complete(const OpenedFile& file)
{
    for (const auto& list : file.revocation_lists)
        if (list.has_unknown_critical_extension())
            throw CommandError{file.name() + ": this revocation list of " + list.country() +
                               " is partial: by a critical extension it speaks of some certificates only, or of what "
                               "changed; counters would pass over it. Take that state's full list"};
}

struct Found {
    const OpenedFile* file = nullptr;
    const RevocationList* list = nullptr; ///< null: none
};

/// The newest list of each key among files.
class NewestLists {
public:
    /// Both have to live longer.
    NewestLists(const OpenedFiles& files, const Signers& signers) : signers_{signers}
    {
        for (const auto& file : files)
            for (const auto& list : file.revocation_lists)
                if (const auto* signer = signers.signer_of(list)) take_newer(by_signer_[signer], {&file, &list});
    }

    Found of_key(const Certificate* signer) const
    {
        const auto found = by_signer_.find(signer);
        return found == by_signer_.end() ? Found{} : found->second;
    }

    /// That counts for what `signer` has signed; null: nobody's.
    Found of(const Certificate* signer) const
    {
        if (signer == nullptr) return {};
        Found newest;
        for (const auto* speaker : signers_.speakers_for(*signer))
            if (const auto found = of_key(speaker); found.list != nullptr) take_newer(newest, found);
        return newest;
    }

    /// Those that no newer one of the same or a next key has followed.
    std::vector<Found> last() const
    {
        std::vector<Found> found;
        for (const auto& [signer, list] : by_signer_)
            if (of(signer).list == list.list) found.push_back(list);
        return found;
    }

private:
    static void take_newer(Found& newest, const Found& other)
    {
        if (newest.list == nullptr || newest.list->this_update() < other.list->this_update()) newest = other;
    }

    const Signers& signers_;
    std::map<const Certificate*, Found> by_signer_;
};

CommandError older_than_sent(const Found& list, const Found& sent)
{
    return CommandError{list.file->name() + ": the revocation list of " + list.list->country() + " is of " +
                        moment_of(list.list->this_update()) + ", older than " + sent.file->name() +
                        ", which kiosks have, of " + moment_of(sent.list->this_update()) +
                        "; nothing was changed. If the older one is meant, take that one away first"};
}

/// An old list would bring back signers that the state has revoked since: beside a newer one of the same key, or in
/// the place of whatever counts for them, be it of another key. What kiosks will have is `left`.
void check_newest(const OpenedFiles& added, const OpenedFiles& sent, const OpenedFiles& left, const Signers& signers)
{
    const NewestLists newest_added{added, signers};
    const NewestLists newest_left{left, signers};
    const auto is_added = [&](const Found& found) {
        return std::ranges::find(added, found.file->name(), &OpenedFile::name) != added.end();
    };
    for (const auto& other : sent)
        for (const auto& before : other.revocation_lists) {
            const auto* signer = signers.signer_of(before);
            for (const auto& newest : {newest_added.of_key(signer), newest_left.of(signer)}) {
                const bool is_older = newest.list != nullptr && newest.list->this_update() < before.this_update();
                if (is_older && is_added(newest)) throw older_than_sent(newest, {&other, &before});
            }
        }
}

/// Readings pass over a list that none of their authorities has signed, and say nothing of it.
void check_signed(const OpenedFile& file, const Signers& signers)
{
    for (const auto& list : file.revocation_lists)
        if (signers.signer_of(list) == nullptr)
            throw CommandError{file.name() + ": no authority that kiosks trust has signed this revocation list of " +
                               list.country() + "; it is forged, or the authority's certificate has to come first"};
}

/// Whoever has a key that was revoked may be anybody.
void check_signers(const OpenedFiles& added, const OpenedFiles& sent, const OpenedFiles& all,
                   std::chrono::sys_days today)
{
    const auto revoked = revoked_among(all, sent, today);
    for (const auto& file : added)
        if (std::ranges::find(revoked, file.name()) != revoked.end())
            throw CommandError{file.name() + ": " + hardware::document::kRevokedSigner + "; nothing was changed"};
}
} // namespace

void check_lists(const OpenedFiles& added, const OpenedFiles& sent, const OpenedFiles& all, std::chrono::sys_days today)
{
    const auto trusted = store_of(all);
    const Signers signers{trusted};
    for (const auto& file : added) {
        check_has_come(file, today);
        check_signed(file, signers);
        check_complete(file);
    }
    check_signers(added, sent, all, today);
    const auto before = counting(sent, today);
    check_age(added, before);
    check_newest(added, before, counting(all, today), signers);
}

void check_renewed(const OpenedFile& renewed, const OpenedFiles& all, std::chrono::sys_days today)
{
    const auto trusted = store_of(all);
    const Signers signers{trusted};
    const auto left = counting(all, today);
    const NewestLists newest_left{left, signers};
    for (const auto& file : counting({renewed}, today))
        for (const auto& list : file.revocation_lists) {
            const auto* signer = signers.signer_of(list);
            const auto newest = newest_left.of(signer);
            const bool is_as_new = newest.list != nullptr && newest.list->this_update() >= list.this_update();
            if (is_as_new || signer == nullptr) continue;
            throw CommandError{file.name() + ": kiosks have the revocation list of " + list.country() + " of " +
                               moment_of(list.this_update()) + " under this name, and without it " +
                               (newest.list != nullptr
                                    ? "only " + newest.file->name() + " of " + moment_of(newest.list->this_update())
                                    : "no other of its authority") +
                               "; nothing was changed. Give the new file another name, or take that one away first"};
        }
}

ListsGone lists_gone(const OpenedFiles& before, const OpenedFiles& after, std::chrono::sys_days today)
{
    const auto trusted = store_of(after);
    const Signers signers{trusted};
    const auto left = counting(after, today);
    const NewestLists newest_left{left, signers};
    ListsGone gone;
    for (const auto& file : counting(before, today)) {
        bool is_lost = false;
        for (const auto& list : file.revocation_lists) {
            const auto newest = newest_left.of(signers.signer_of(list));
            if (newest.list == nullptr)
                is_lost = true;
            else if (newest.list->this_update() < list.this_update())
                gone.older.push_back(
                    {list.country(), file.name(), list.this_update(), newest.file->name(), newest.list->this_update()});
        }
        if (is_lost) gone.lost.push_back(file.name());
    }
    return gone;
}

std::vector<Overdue> overdue_lists(const OpenedFiles& files, std::chrono::sys_days today)
{
    const auto trusted = store_of(files);
    const Signers signers{trusted};
    const auto counted = counting(files, today);
    const NewestLists newest{counted, signers};
    std::vector<Overdue> overdue;
    for (const auto& found : newest.last())
        if (const auto due = found.list->next_update(); due && *due < today)
            overdue.push_back({found.file->name(), found.list->country(), *due});
    std::ranges::sort(overdue, {}, [](const Overdue& list) { return std::tie(list.file, list.country, list.due); });
    return overdue;
}
} // namespace gishectl
