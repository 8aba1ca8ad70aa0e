#include "portal/gishectl/vouching.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "portal/gishectl/commands.hpp"
#include "portal/gishectl/fingerprint.hpp"

namespace gishectl {
namespace {
using hardware::document::Certificate;

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

std::vector<Stranger> strangers_in(const OpenedFile& file)
{
    if (file.master_list) return {{file.master_list->voucher, file.name(), true}};
    std::vector<Stranger> found;
    for (const auto& authority : file.authorities) {
        if (!authority.is_authority())
            throw CommandError{file.name() + ": a certificate that is no authority: " + portrayed(authority)};
        found.push_back({authority, file.name(), false});
    }
    return found;
}

/// What the operator says counts for no certificate that was changed on its way, whatever its fingerprint.
bool is_accepted(const Certificate& authority, const Accepted& accepted)
{
    return accepted.holds(authority) && !authority.belies_itself();
}

/// Those of `strangers` for whom nobody vouches; the others are added to `known`, and may vouch for the next.
std::vector<Stranger> without_word(std::vector<Stranger> strangers, std::vector<Certificate>& known,
                                   const Accepted& accepted)
{
    const auto is_strange = [&](const Stranger& stranger) {
        return !is_among(known, stranger.authority) && !is_successor(stranger.authority, known) &&
               !is_accepted(stranger.authority, accepted);
    };
    for (bool met = true; met;) {
        const auto met_from = std::stable_partition(strangers.begin(), strangers.end(), is_strange);
        met = met_from != strangers.end();
        std::transform(met_from, strangers.end(), std::back_inserter(known), std::mem_fn(&Stranger::authority));
        strangers.erase(met_from, strangers.end());
    }
    return strangers;
}

void refuse_damaged(const std::vector<Stranger>& strangers)
{
    for (const auto& stranger : strangers)
        if (stranger.authority.belies_itself())
            throw CommandError{stranger.file +
                               ": a certificate that its own key has not signed, so it is damaged or forged: " +
                               portrayed(stranger.authority) + "; nothing was changed"};
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
} // namespace

std::vector<Certificate> vouching(const OpenedFiles& files)
{
    std::vector<Certificate> authorities;
    for (const auto& file : files) {
        if (file.master_list)
            authorities.push_back(file.master_list->voucher);
        else
            authorities.insert(authorities.end(), file.authorities.begin(), file.authorities.end());
    }
    return authorities;
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
    auto known = vouching(sent);
    std::vector<Stranger> coming;
    for (const auto& file : added)
        std::ranges::move(strangers_in(file), std::back_inserter(coming));
    const auto strangers = without_word(std::move(coming), known, accepted);
    refuse_damaged(strangers);
    demand_accepted(strangers, accepted);
}
} // namespace gishectl
