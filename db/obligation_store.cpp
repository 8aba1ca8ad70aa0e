#include "db/obligation_store.hpp"

namespace db {
namespace {
constexpr Statement kOfPerson{"obligation_of_person", R"(
    SELECT id, reference, bulgarian, english, amount, due FROM obligation
    WHERE person = $1 AND person_key = $2 ORDER BY due, id)"};
constexpr Statement kAdd{"obligation_add", R"(
    INSERT INTO obligation (reference, person, person_key, bulgarian, english, amount, due, added_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (reference) DO NOTHING)"};
} // namespace

std::vector<domain::Obligation> ObligationStore::of_person(const domain::KeyedHash& person)
{
    std::vector<domain::Obligation> obligations;
    for (const auto& row : work_.rows(kOfPerson, {person.bytes, person.key}))
        obligations.push_back({row.integer("id"), row.text("reference"), row.text("bulgarian"), row.text("english"),
                               row.integer("amount"), row.optional_date("due").value()});
    return obligations;
}

void ObligationStore::add(const domain::KeyedHash& person, const domain::Obligation& obligation, Instant now)
{
    work_.run(kAdd, {obligation.reference, person.bytes, person.key, obligation.bulgarian, obligation.english,
                     obligation.amount, obligation.due, now});
}
} // namespace db
