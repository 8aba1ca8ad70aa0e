#pragma once

#include <array>
#include <utility>

#include "portal/domain/mail_outbox.hpp"
#include "portal/domain/text_outbox.hpp"

/// Kinds of letters and text messages as the database keeps them.
namespace db {
namespace domain = portal::domain;

inline constexpr std::array<std::pair<domain::MailKind, const char*>, 29> kMailKinds{{
    {domain::MailKind::confirm_email, "confirm_email"},
    {domain::MailKind::first_letter, "first_letter"},
    {domain::MailKind::account_limit, "account_limit"},
    {domain::MailKind::forgotten_username, "forgotten_username"},
    {domain::MailKind::forgotten_password, "forgotten_password"},
    {domain::MailKind::entrance_closed, "entrance_closed"},
    {domain::MailKind::alarm_raised, "alarm_raised"},
    {domain::MailKind::password_reset, "password_reset"},
    {domain::MailKind::password_changed, "password_changed"},
    {domain::MailKind::new_browser, "new_browser"},
    {domain::MailKind::alarm_ended, "alarm_ended"},
    {domain::MailKind::identity_verified, "identity_verified"},
    {domain::MailKind::identity_renewed, "identity_renewed"},
    {domain::MailKind::identity_conflict, "identity_conflict"},
    {domain::MailKind::identity_ended, "identity_ended"},
    {domain::MailKind::new_address, "new_address"},
    {domain::MailKind::new_address_full, "new_address_full"},
    {domain::MailKind::address_changing, "address_changing"},
    {domain::MailKind::address_changed, "address_changed"},
    {domain::MailKind::phone_changed, "phone_changed"},
    {domain::MailKind::data_exported, "data_exported"},
    {domain::MailKind::second_factor, "second_factor"},
    {domain::MailKind::wrong_codes, "wrong_codes"},
    {domain::MailKind::account_closing, "account_closing"},
    {domain::MailKind::account_kept, "account_kept"},
    {domain::MailKind::closing_elsewhere, "closing_elsewhere"},
    {domain::MailKind::account_closed, "account_closed"},
    {domain::MailKind::document_expires, "document_expires"},
    {domain::MailKind::pass_expires, "pass_expires"},
}};
inline constexpr std::array<std::pair<domain::TextKind, const char*>, 5> kTextKinds{
    {{domain::TextKind::phone_code, "phone_code"},
     {domain::TextKind::phone_replaced, "phone_replaced"},
     {domain::TextKind::visit, "visit"},
     {domain::TextKind::document_expires, "document_expires"},
     {domain::TextKind::pass_expires, "pass_expires"}}};
} // namespace db
