#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portal/gishectl/trust_files.hpp"

/// Whose word lets an authority or a list in among those that kiosks trust.
namespace gishectl {
/// The authorities whose lists and successors the operator has taken on trust: those that he sent by themselves, and
/// over each list that none of them vouches for, its own, unless another one of these stands over it by another key.
/// What a list brings along vouches for no other list, or one state's list would open the door to every state's.
std::vector<hardware::document::Certificate> vouching(const OpenedFiles& files);

/// Who of `vouching` stands over the list; empty where nobody does.
std::optional<hardware::document::Certificate> voucher_of(const hardware::document::MasterList& list,
                                                          const std::vector<hardware::document::Certificate>& vouching);

/// SHA-256 fingerprints of authorities that the operator has compared with what the states publish.
class Accepted {
public:
    /// In any form that `fingerprint_in` reads. Throws `CommandError` on another.
    explicit Accepted(const std::vector<std::string>& fingerprints);

    bool holds(const hardware::document::Certificate& authority) const;
    bool empty() const { return fingerprints_.empty(); }

private:
    std::vector<std::string> fingerprints_;
};

/// Whether `added` may come to what kiosks have, `sent`. Every authority in a file of its own, and the one over a
/// master list by one of its certificates that come along, must vouch already, be signed with the key of one that does
/// and is of its state, or be accepted; what lies beside a list vouches for it. Over a list no other key may stand, of
/// one that vouches or of any that comes in beside it. One that names its own key as its signer and was not signed with
/// it is damaged, and no fingerprint is accepted for it. Throws `CommandError` with every authority that is not
/// accepted, or with the file at fault.
void check_vouched(const OpenedFiles& added, const OpenedFiles& sent, const Accepted& accepted);
} // namespace gishectl
