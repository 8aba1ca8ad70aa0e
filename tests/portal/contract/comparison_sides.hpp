#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "portal/contract/comparison.hpp"

/// The two sides of a comparison, as tests want them. Nobody in them exists.
namespace portal::contract {
inline const Date kToday{std::chrono::year{2026}, std::chrono::November, std::chrono::day{18}};
inline const PersonalNumber kEgn{PersonalNumberKind::egn, "6847096301"};
inline const PersonalNumber kLnch{PersonalNumberKind::lnch, "0000000011"};

inline AccountClaim account_of(PersonNames names)
{
    AccountClaim account;
    account.names = std::move(names);
    account.number = AccountClaim::Number::present;
    account.number_masked = masked(kEgn);
    account.number_matches = true;
    return account;
}

inline DocumentFacts document_of(std::string surname, std::string given)
{
    DocumentFacts document;
    document.surname_zone = std::move(surname);
    document.given_names_zone = std::move(given);
    document.number = kEgn;
    document.birth_date = birth_date_of(kEgn).value();
    document.sex = sex_of(kEgn).value();
    document.expiry = Date{std::chrono::year{2033}, std::chrono::February, std::chrono::day{28}};
    return document;
}

inline const PersonNames kViktoria{"Виктория", "Любомирова", "Константинова"};

inline AccountClaim foreigner_account(PersonNames names)
{
    auto account = account_of(std::move(names));
    account.number_masked = masked(kLnch);
    return account;
}

inline DocumentFacts foreigner_document(std::string surname, std::string given)
{
    auto document = document_of(std::move(surname), std::move(given));
    document.number = kLnch;
    return document;
}

inline const ComparedField& row_of(const Comparison& comparison, Field field)
{
    return *std::find_if(comparison.fields.begin(), comparison.fields.end(),
                         [field](auto& row) { return row.field == field; });
}
} // namespace portal::contract
