#pragma once

#include <variant>
#include <vector>

#include "portal/domain/payment_gate.hpp"

/// What a citizen owes the municipality.
namespace portal::domain {
using Cents = std::int64_t; ///< euro cents

/// One sum that is owed, in the municipality's words.
struct Obligation {
    std::int64_t id{};
    std::string reference; ///< the municipality's number of the obligation
    std::string bulgarian;
    std::string english;
    Cents amount{};
    Date due{};
};
/// Behind the payment gate: without a verified identity there is nothing to see.
std::variant<std::vector<Obligation>, GateClosed> list_obligations(const Context& context, const Account& account);

/// Obligations by person, not by account.
struct ObligationStore {
    virtual ~ObligationStore() = default;
    virtual std::vector<Obligation> of_person(const KeyedHash& person) = 0; ///< by due date
    /// By `reference`: a second time changes nothing.
    virtual void add(const KeyedHash& person, const Obligation& obligation, Instant now) = 0;
};
} // namespace portal::domain
