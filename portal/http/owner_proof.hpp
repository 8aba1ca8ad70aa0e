#pragma once

#include "portal/domain/owner_proof.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/password_words.hpp"

/// The fields of a form by which an owner proves to be one: template `owner-proof`.
namespace portal::http {
/// As typed in `password` and `code`.
domain::OwnerProof owner_proof(const Visit& visit);
/// Both fields, empty; that of the code is shown where a second factor stands (`with_code`).
void ask_owner_proof(FormPage& page, PageData& data, const CitizenVisit& visit, const domain::Account& account);

/// Says beside the fields what is wrong with them, where that is the answer.
template <class Answer>
void put_proof_faults(FormPage& page, const Visit& visit, const Answer& answer)
{
    if (const auto* password = std::get_if<domain::WrongPassword>(&answer))
        page.fault("password", words_of(visit, *password));
    if (const auto* code = std::get_if<domain::WrongCode>(&answer)) page.fault("code", words_of(visit, *code));
}
} // namespace portal::http
