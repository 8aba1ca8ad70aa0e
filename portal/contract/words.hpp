#pragma once

#include <array>

#include "portal/contract/record.hpp"
#include "portal/contract/strict_json.hpp"
#include "portal/contract/wire.hpp"

/// How enumerators are written in JSON. Only for the sources of this folder.
namespace portal::contract {
using strict::Word;

inline constexpr std::array kSexWords{Word{Sex::female, "female"}, Word{Sex::male, "male"},
                                      Word{Sex::unspecified, "unspecified"}};
inline constexpr std::array kNumberKindWords{Word{PersonalNumberKind::egn, "egn"},
                                             Word{PersonalNumberKind::lnch, "lnch"}};
inline constexpr std::array kFieldWords{
    Word{Field::given_name, "given_name"},   Word{Field::fathers_name, "fathers_name"},
    Word{Field::family_name, "family_name"}, Word{Field::personal_number, "personal_number"},
    Word{Field::birth_date, "birth_date"},   Word{Field::sex, "sex"},
    Word{Field::validity, "validity"}};
inline constexpr std::array kVerdictWords{Word{Verdict::exact, "exact"},         Word{Verdict::variant, "variant"},
                                          Word{Verdict::truncated, "truncated"}, Word{Verdict::mismatch, "mismatch"},
                                          Word{Verdict::absent, "absent"},       Word{Verdict::later, "later"}};
inline constexpr std::array kAssuranceWords{
    Word{Assurance::typed, "typed"}, Word{Assurance::mrz_by_device, "mrz_by_device"},
    Word{Assurance::chip_unproven, "chip_unproven"}, Word{Assurance::chip_genuine, "chip_genuine"}};
inline constexpr std::array kReferenceWords{Word{AccountReference::pass_qr, "pass_qr"},
                                            Word{AccountReference::pass_code, "pass_code"},
                                            Word{AccountReference::username, "username"}};
inline constexpr std::array kAccountStateWords{
    Word{AccountState::email_unconfirmed, "email_unconfirmed"}, Word{AccountState::unverified, "unverified"},
    Word{AccountState::verified, "verified"}, Word{AccountState::paused, "paused"},
    Word{AccountState::closed, "closed"}};
inline constexpr std::array kOutcomeWords{Word{ReceiptOutcome::accepted, "accepted"},
                                          Word{ReceiptOutcome::conflict, "conflict"},
                                          Word{ReceiptOutcome::refused, "refused"}};
} // namespace portal::contract
