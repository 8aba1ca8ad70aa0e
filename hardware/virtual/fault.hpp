#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace hardware::virtual_card {
/// What is wrong with a card, on purpose; one name each in a description file.
enum class Fault {
    // What was changed, taken away or put in after signing.
    changed_dg1,
    changed_dg2,
    changed_dg11,
    changed_dg12,
    changed_dg14,
    changed_dg15,
    removed_dg2,
    removed_dg14,
    removed_dg15,
    removed_sod,
    unlisted_dg1, ///< the signed list leaves DG1 out

    // The signed list.
    forged_sod,             ///< the signature does not fit
    changed_hash,           ///< a hash in the list was changed, not signed again
    foreign_authority,      ///< signed under an authority that nobody trusts
    impersonated_authority, ///< the same, with the key identifier of the trusted one
    expired_signer,         ///< its certificate ended after signing, before today
    future_signer,          ///< its certificate is not valid yet
    late_signature,         ///< signed when the certificate was over
    future_signature,       ///< signed after today
    signer_for_other_use,   ///< its key may not sign documents
    signer_of_other_country,
    critical_extension, ///< of the signer, that nobody knows
    unnamed_curve,      ///< the signer's key lies on a curve of its own
    missing_certificate,
    missing_signer,
    other_content,             ///< signed data of another kind
    other_signed_content,      ///< the signature is over another kind
    missing_signed_attributes, ///< the signature is over the list alone
    signer_of_lists,           ///< its key may sign master lists
    unknown_version,
    unknown_hash,
    doubled_group, ///< the list names one group twice
    cut_sod,

    // The chip that proves itself.
    cloned_chip,             ///< all files, but none of the secret keys
    breaks_off,              ///< the same, and ends the session when it is asked to prove itself
    refused_proof,           ///< the same, and says no
    stale_signature,         ///< active authentication of another challenge
    cut_signature,           ///< of active authentication
    chip_key_off_curve,      ///< in DG14, signed
    unknown_chip_parameters, ///< of the key in DG14: a number that stands for none yet
    altered_card_access,     ///< EF.CardAccess offers something else than DG14
    removed_offer,           ///< EF.CardAccess leaves the strongest way of DG14 out
    unannounced_mapping,     ///< EF.CardSecurity alone speaks of the chip authentication mapping
    removed_card_security,
    garbled_card_security,
    cut_card_security,
    oversized_card_security,
    forged_card_security,  ///< the signature does not fit
    foreign_card_security, ///< signed under an authority that nobody trusts
    missing_mapping_proof,
    cut_mapping_proof,
    borrowed_mapping_key, ///< a copy that maps with the key of another card, brings its EF.CardSecurity, says no to
                          ///< else

    // The way in.
    no_application, ///< another kind of card
    blocked,
    blocked_at_last, ///< with the last try
    refused_pace,    ///< offered, and refused when asked for
    missing_nonce,
    cut_nonce,
    mapping_point_off_curve,
    point_off_curve,
    point_at_infinity,
    echoed_mapping_key,
    echoed_key,
    missing_key,
    wrong_token,
    missing_token,
    wrong_bac_mac,
    other_bac_challenge, ///< answers to a challenge that was not asked
    cut_bac_answer,

    // Secure messaging; all but the first two with a right MAC.
    wrong_mac,
    skipped_counter,
    unprotected_answer, ///< answers come in clear
    replayed_answer,    ///< the same protected answer twice
    missing_mac,
    cut_mac,
    missing_status,
    differing_status, ///< another one outside than inside
    wrong_padding,
    wrong_padding_indicator,
    partial_block,
    unknown_object,
    doubled_cryptogram,
    object_behind_mac,
    missing_cryptogram,
    no_status_at_all, ///< an answer of one byte

    // Files and commands.
    truncated_file,    ///< DG2 ends before its declared length
    endless_file,      ///< DG2 declares far more than any file holds
    headless_file,     ///< DG1 of a single byte
    starving_file,     ///< DG2 brings no more bytes after the first block
    crumbling_files,   ///< every file comes byte by byte behind its head
    indefinite_length, ///< DG1 in the indefinite form
    nested_length,     ///< an object inside DG1 declares more than DG1 holds
    other_tag,         ///< DG1 under another tag
    wrong_check_digit, ///< in the zone, signed
    wrong_letter,      ///< in the zone, signed
    no_face,           ///< in DG2, signed
    no_picture,        ///< DG2 holds a text, signed
    garbled_name,      ///< DG11 is no UTF-8, signed
    garbled_card_access,
    silent,             ///< never answers
    endless_answer,     ///< always promises more
    wrong_length_always ///< refuses every length
};

struct NamedFault {
    std::string_view name;
    Fault fault;
};
/// Every fault, in the order of the enumeration.
std::span<const NamedFault> all_faults();
} // namespace hardware::virtual_card
