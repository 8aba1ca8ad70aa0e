#include "portal/gishectl/vouching.hpp"

#include <algorithm>
#include <iterator>

#include "portal/gishectl/commands.hpp"
#include "portal/gishectl/fingerprint.hpp"

namespace gishectl {
namespace {
using hardware::document::Certificate;
using hardware::document::MasterList;

/// What nobody vouches for yet, and where it stands.
struct Stranger {
    std::vector<Certificate> certificates; ///< of one authority, first the one to be shown; those over a list
    std::string file;
    const MasterList* list = nullptr; ///< over which it stands, if it does

    const Certificate& shown() const { return certificates.front(); }
};

/// One that is signed with the key of an authority of its state that vouches is that one's next key; a key that was
/// over by then, that others can break, or on no named curve, names no next one.
bool is_successor(const Certificate& authority, const std::vector<Certificate>& known)
{
    return std::ranges::any_of(known, [&](const Certificate& before) {
        return before.is_authority() && before.has_known_key() && before.has_strong_key() &&
               before.country() == authority.country() && authority.not_before() <= before.not_after() &&
               authority.is_signed_by(before);
    });
}

std::vector<Stranger> strangers_in(const OpenedFile& file)
{
    if (const auto& list = file.master_list) return {{list->vouchers, file.name(), &*list}};
    std::vector<Stranger> found;
    for (const auto& authority : file.authorities) {
        if (!authority.is_authority())
            throw CommandError{file.name() + ": a certificate that is no authority: " + portrayed(authority)};
        if (authority.country().empty())
            throw CommandError{file.name() +
                               ": an authority that names no state, and so none of documents: " + portrayed(authority)};
        found.push_back({{authority}, file.name()});
    }
    return found;
}

/// Whether an authority stands over the list.
auto over(const MasterList& list)
{
    return [&list](const Certificate& authority) { return list.is_vouched_by(authority); };
}

auto contesting(const MasterList& list)
{
    return [&list](const Certificate& authority) { return list.is_contested_by(authority); };
}

/// What the operator says counts for no certificate that was changed on its way, whatever its fingerprint.
bool is_accepted(const Certificate& authority, const Accepted& accepted)
{
    return accepted.holds(authority) && !authority.belies_itself();
}

/// The certificate by which `stranger` comes in; empty as long as nobody vouches. Over a list one that kiosks have is
/// enough, whatever others of its key the list brings along: nobody has signed which they are.
std::optional<Certificate> word_for(const Stranger& stranger, const std::vector<Certificate>& known,
                                    const Accepted& accepted)
{
    if (stranger.list != nullptr)
        if (auto by = voucher_of(*stranger.list, known)) return by;
    for (const auto& authority : stranger.certificates)
        if (is_among(known, authority) || is_successor(authority, known) || is_accepted(authority, accepted))
            return authority;
    return std::nullopt;
}

/// Those of `strangers` for whom nobody vouches, when those who are vouched for have vouched for the next.
std::vector<Stranger> without_word(std::vector<Stranger> strangers, std::vector<Certificate> known,
                                   const Accepted& accepted)
{
    const auto has_word = [&](const Stranger& stranger) {
        const auto word = word_for(stranger, known, accepted);
        if (word) known.push_back(*word);
        return word.has_value();
    };
    while (std::erase_if(strangers, has_word) > 0) {
    }
    return strangers;
}

void refuse_damaged(const std::vector<Stranger>& strangers)
{
    for (const auto& stranger : strangers)
        if (stranger.shown().belies_itself())
            throw CommandError{stranger.file +
                               ": a certificate that its own key has not signed, so it is damaged or forged: " +
                               portrayed(stranger.shown()) + "; nothing was changed"};
}

/// Where another key than its own stands over a list as well, by whatever file, either is forged.
void refuse_contested(const OpenedFiles& added, const std::vector<Certificate>& standing)
{
    for (const auto& file : added) {
        if (!file.master_list) continue;
        if (const auto other = std::ranges::find_if(standing, contesting(*file.master_list)); other != standing.end())
            throw CommandError{file.name() + ": the key over this list is another one than that of " +
                               portrayed(*other) + ", though both fit its signer; one of them is forged, " +
                               "nothing was changed"};
    }
}

void demand_accepted(const std::vector<Stranger>& strangers, const Accepted& accepted)
{
    if (strangers.empty()) return;
    std::string lines;
    for (const auto& stranger : strangers) {
        lines += "\n  " + portrayed(stranger.shown()) + "  " + (stranger.list != nullptr ? "over the list " : "in ") +
                 stranger.file;
        if (stranger.shown().is_signed_by_another())
            lines += "\n    another key has signed it; where that one is trusted, it comes in by itself";
    }
    throw CommandError{std::string{strangers.size() == 1 ? "this authority is" : "these authorities are"} +
                       " not trusted yet" +
                       (accepted.empty() ? ":" : ", and no fingerprint after --accept is theirs:") + lines +
                       "\nCompare the fingerprint with what that state publishes, then say --accept and the "
                       "fingerprint; nothing was changed"};
}
} // namespace

std::vector<Certificate> vouching(const OpenedFiles& files)
{
    std::vector<Certificate> authorities;
    std::vector<Certificate> over_lists;
    for (const auto& file : files)
        if (file.master_list)
            over_lists.push_back(file.master_list->voucher());
        else
            authorities.insert(authorities.end(), file.authorities.begin(), file.authorities.end());
    for (const auto& file : files) {
        if (!file.master_list) continue;
        const auto& list = *file.master_list;
        if (std::ranges::any_of(authorities, over(list)) || std::ranges::any_of(authorities, contesting(list)) ||
            std::ranges::any_of(over_lists, contesting(list)))
            continue;
        authorities.push_back(list.voucher());
    }
    return authorities;
}

std::optional<Certificate> voucher_of(const MasterList& list, const std::vector<Certificate>& vouching)
{
    const auto found = std::ranges::find_if(vouching, over(list));
    return found == vouching.end() ? std::nullopt : std::optional{*found};
}

Accepted::Accepted(const std::vector<std::string>& fingerprints)
{
    for (const auto& words : fingerprints) {
        auto fingerprint = fingerprint_in(words);
        if (!fingerprint) throw CommandError{"\"" + words + "\" is no SHA-256 fingerprint"};
        fingerprints_.push_back(std::move(*fingerprint));
    }
}

bool Accepted::holds(const Certificate& authority) const
{
    return std::ranges::find(fingerprints_, hardware::to_hex(authority.fingerprint())) != fingerprints_.end();
}

void check_vouched(const OpenedFiles& added, const OpenedFiles& sent, const Accepted& accepted)
{
    std::vector<Stranger> coming;
    for (const auto& file : added)
        std::ranges::move(strangers_in(file), std::back_inserter(coming));
    auto known = vouching(sent);
    auto standing = known;
    for (const auto& stranger : coming)
        std::ranges::copy(stranger.certificates, std::back_inserter(standing));
    refuse_contested(added, standing);
    const auto strangers = without_word(std::move(coming), std::move(known), accepted);
    refuse_damaged(strangers);
    demand_accepted(strangers, accepted);
}
} // namespace gishectl
