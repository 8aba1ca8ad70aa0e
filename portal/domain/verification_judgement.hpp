#pragma once

#include "portal/domain/record_judgement.hpp"

/// Whether a verification may bind person and account, as of the record's time. Used by `record_effect` alone.
namespace portal::domain {
/// The first thing that stands against it: the desk's procedure, the pass, the person. `account` is locked.
std::optional<Objection> judge_verification(Transaction& transaction, const Context& context,
                                            const contract::RecordHeader& header, const AccountRow& account,
                                            const contract::VerificationContent& content);

/// The names that a visit which counts gives the account: the document's, where the clerk adopted them, or those that
/// the owner claims, where the document bears them out. Empty: those that it has.
std::optional<contract::PersonNames> names_from_visit(Transaction& transaction, const contract::RecordHeader& header,
                                                      const AccountRow& account,
                                                      const contract::VerificationContent& content);
} // namespace portal::domain
