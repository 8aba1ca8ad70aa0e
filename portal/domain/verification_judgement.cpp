#include "portal/domain/verification_judgement.hpp"

#include <algorithm>

#include "portal/contract/comparison.hpp"

namespace portal::domain {
namespace {
using contract::Assurance;
using contract::VerificationContent;

/// Where and when the record was made.
struct Desk {
    Transaction& transaction;
    const Context& context;
    const contract::RecordHeader& header;
};

/// What the desk has to have done before anything counts.
std::optional<Objection> judge_procedure(const Desk& desk, const VerificationContent& content)
{
    if (!content.face_compared) return refusal("face_not_compared");
    if (!content.citizen_confirmed_account) return refusal("account_not_confirmed");
    const auto& number = content.document.personal_number;
    if (!std::holds_alternative<contract::PersonalNumber>(contract::parse_personal_number(number.kind, number.digits)))
        return refusal("bad_personal_number");
    if (content.document.expiry && *content.document.expiry < sofia_day(desk.header.time))
        return refusal("document_expired");
    if (content.document_status.answer == "not_valid") return refusal("document_not_valid");
    if (content.document.assurance == Assurance::typed && current_policy(desk.transaction).typed_needs_second_person)
        return conflict("second_person_needed");
    if (const auto& seen = content.document.features_seen; !seen.empty() && !names_features(desk.transaction, seen))
        return conflict("unknown_feature");
    return std::nullopt;
}

/// The zone's name field of a card has 30 characters, of a passport 39; a full one may be cut.
/// Source: ICAO 9303-4 §4.2 and 9303-5 §4.2.
bool may_be_cut(const contract::DocumentEvidence& document)
{
    constexpr std::size_t kCard = 30;
    constexpr std::size_t kPassport = 39;
    const auto written = document.latin_names.family.size() + 2 + document.latin_names.given.size();
    return written >= (document.kind == "passport" ? kPassport : kCard);
}

contract::DocumentFacts facts_of(const contract::DocumentEvidence& document)
{
    contract::DocumentFacts facts;
    facts.surname_zone = document.latin_names.family;
    facts.given_names_zone = document.latin_names.given;
    facts.names_truncated = may_be_cut(document);
    facts.native_names = document.native_names;
    facts.number = document.personal_number;
    facts.birth_date = document.birth_date;
    facts.sex = document.sex;
    facts.expiry = document.expiry;
    return facts;
}

/// What the account can hold.
bool is_usable(const contract::PersonNames& names)
{
    const auto good = [](const std::string& name) { return contract::faults_of_name(name).empty(); };
    return good(names.given) && good(names.family) && (names.fathers.empty() || good(names.fathers));
}

bool is_name(contract::Field field)
{
    return field == contract::Field::given_name || field == contract::Field::fathers_name ||
           field == contract::Field::family_name;
}

/// The same person came again since, and that record arrived before: the account's names may be newer than this visit.
bool overtaken(const Desk& desk, AccountId account, const contract::PersonalNumber& number)
{
    const auto standing = desk.transaction.verifications().of_account(account);
    return standing && standing->renewed > desk.header.time &&
           standing->person == hash_of_number(desk.context.keys.lookup, number);
}

/// The first row in which the document bears these names, or the number, not out.
std::optional<contract::Field> first_difference(const Desk& desk, const VerificationContent& content,
                                                const contract::PersonNames& names, bool number_claimed,
                                                bool older_names)
{
    contract::AccountClaim claim;
    claim.names = names;
    claim.number = number_claimed ? contract::AccountClaim::Number::present : contract::AccountClaim::Number::absent;
    if (number_claimed) claim.number_matches = true; // another number was refused before
    const auto comparison = contract::compare(claim, facts_of(content.document), sofia_day(desk.header.time));
    for (const auto& field : comparison.fields)
        if (contract::differs(field) && !(older_names && is_name(field.field))) return field.field;
    return std::nullopt;
}

/// Compares again what the desk compared, and what it could not compare while off line.
std::optional<Objection> judge_person(const Desk& desk, const AccountRow& account, const VerificationContent& content)
{
    const auto claimed = desk.transaction.numbers().find(account.id);
    const bool same =
        claimed && claimed->hash == hash_of_number(desk.context.keys.lookup, content.document.personal_number);
    if (claimed && !same) return conflict("different_person");
    if (content.adopted_names &&
        (!same || content.document.assurance == Assurance::typed || !is_usable(*content.adopted_names)))
        return conflict("adoption_not_allowed");

    // The document has to bear out adopted names as well; of others, those that the owner claims or those that stand.
    const auto names = content.adopted_names ? *content.adopted_names : names_to_compare(desk.transaction, account);
    const bool older_names = !content.adopted_names && overtaken(desk, account.id, content.document.personal_number);
    auto difference = first_difference(desk, content, names, same, older_names);
    if (difference && is_name(*difference) && !content.adopted_names)
        difference = first_difference(desk, content, account.names, same, older_names);
    if (!difference) return std::nullopt;
    return conflict(is_name(*difference) ? "names_differ" : "data_differ");
}

std::optional<Objection> judge_pass(const Desk& desk, const AccountRow& account, const VerificationContent& content)
{
    if (!content.pass) return std::nullopt;
    const auto pass = desk.transaction.passes().find(*content.pass);
    if (!pass) return conflict("pass_unknown");
    if (pass->account != account.id) return conflict("pass_of_other_account");
    if (pass->used && *pass->used <= desk.header.time) {
        const auto verification = desk.transaction.verifications().of_account(account.id);
        return conflict("pass_used", verification ? std::optional{verification->record} : std::nullopt);
    }
    if (pass->replaced && *pass->replaced <= desk.header.time) return conflict("pass_replaced");
    if (pass->expires <= desk.header.time) return conflict("pass_expired");
    return std::nullopt;
}
} // namespace

std::optional<Objection> judge_verification(Transaction& transaction, const Context& context,
                                            const contract::RecordHeader& header, const AccountRow& account,
                                            const VerificationContent& content)
{
    const Desk desk{transaction, context, header};
    if (was_shut(account, header.time)) return conflict("account_closed");
    // The owner gave the account another number after this visit.
    if (transaction.verifications().ended_since(account.id, header.time)) return conflict("different_person");
    if (auto objection = judge_procedure(desk, content)) return objection;
    if (auto objection = judge_pass(desk, account, content)) return objection;
    return judge_person(desk, account, content);
}

std::optional<contract::PersonNames> names_from_visit(Transaction& transaction, const contract::RecordHeader& header,
                                                      const AccountRow& account,
                                                      const contract::VerificationContent& content)
{
    if (content.adopted_names) return content.adopted_names;
    const auto claimed = transaction.name_claims().find(account.id);
    if (!claimed) return std::nullopt;
    contract::AccountClaim claim;
    claim.names = claimed;
    const auto comparison = contract::compare(claim, facts_of(content.document), sofia_day(header.time));
    const auto contradicted = [](const contract::ComparedField& row) { return is_name(row.field) && differs(row); };
    if (std::ranges::any_of(comparison.fields, contradicted)) return std::nullopt;
    return claimed;
}
} // namespace portal::domain
