#pragma once

#include <string>
#include <vector>

#include "hardware/document/master_list.hpp"
#include "hardware/document/trust_store.hpp"
#include "portal/contract/wire.hpp"

/// Whose word lets an authority or a list in among those that kiosks trust.
namespace gishectl {
using TrustFile = portal::contract::Changes::TrustFile;
using TrustFiles = std::vector<TrustFile>;

hardware::document::TrustStore store_of(const TrustFiles& files);
bool is_master_list(std::string_view name);
hardware::document::MasterList master_list_of(const TrustFile& file);
std::string day_of(std::chrono::sys_seconds time); ///< as 2026-11-26
/// `BG  CN=CSCA Bulgaria,C=BG  SHA-256 5A1F…`
std::string portrayed(const hardware::document::Certificate& certificate);
bool is_among(const std::vector<hardware::document::Certificate>& authorities,
              const hardware::document::Certificate& wanted);

/// The authorities whose lists and successors the operator has taken on trust: those that he sent by themselves, and
/// those that vouch for a list which is there. What a list brings along vouches for no other list, or one state's list
/// would open the door to every state's.
std::vector<hardware::document::Certificate> vouching(const TrustFiles& files);

/// Files of `before` with a revocation list whose authority has none in `after`: readings would no more find whom that
/// state has revoked.
std::vector<std::string> lists_lost(const TrustFiles& before, const TrustFiles& after);

/// SHA-256 fingerprints, with or without colons, of authorities that the operator has compared with what the states
/// publish.
class Accepted {
public:
    explicit Accepted(const std::vector<std::string>& fingerprints);

    bool holds(const hardware::document::Certificate& authority) const;
    bool empty() const { return fingerprints_.empty(); }

private:
    std::vector<std::string> fingerprints_;
};

/// Whether `added` may come to what kiosks have, `sent`. Every authority in a file of its own, and the one over a
/// master list, must vouch already, be signed with the key of one that does and is of its state, or be accepted; what
/// lies beside a list vouches for it. The newest master list of a state must not be older than that in `sent`. A
/// revocation list must be signed by an authority of `all`, which kiosks will have then, speak of all its certificates,
/// and not be older than that authority's in `sent`. Throws `CommandError` with every authority that is not accepted,
/// or with the file at fault.
void check_vouched(const TrustFiles& added, const TrustFiles& sent, const TrustFiles& all, const Accepted& accepted);
} // namespace gishectl
