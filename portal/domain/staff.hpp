#pragma once

#include <variant>
#include <vector>

#include "portal/domain/context.hpp"
#include "portal/domain/sessions.hpp"

/// Clerks and supervisors, and their entrance to the staff pages.
namespace portal::domain {
/// Clerks work at kiosks, supervisors with the staff pages; nobody does both under one name.
enum class Role { clerk, supervisor };

/// Somebody who works for the municipality.
struct StaffMember {
    StaffId id{};
    std::string username;
    std::string display_name; ///< `Р. Стоилова`
    Role role{};
    std::optional<Instant> disabled;
};

/// Why a member is not added.
enum class StaffRefusal { username_wrong, username_taken, password_weak, busy };
/// The password has to be as strong as a citizen's.
std::variant<StaffMember, StaffRefusal> add_staff(const Context& context, std::string_view username,
                                                  std::string_view display_name, Role role, std::string_view password);
/// Of all there ever were, by username.
std::vector<StaffMember> list_staff(const Context& context);
/// Ends the sessions; records made later are refused. False where there is no such member.
bool disable_staff(const Context& context, std::string_view username);

/// Username and password only, throttled like citizens' log-in: the first half of every entrance of staff.
using StaffCheck = std::variant<StaffMember, WrongCredentials, TooMany, Busy>;
StaffCheck check_staff(const Context& context, const LogIn& form);

/// A log-in that ended well.
struct StaffLoggedIn {
    std::string token;
    StaffMember member;
};
struct RoleNotAllowed {}; ///< said to nobody who does not know the password
using StaffLogInAnswer = std::variant<StaffLoggedIn, WrongCredentials, RoleNotAllowed, TooMany, Busy>;
/// Entrance to the staff pages, for supervisors.
StaffLogInAnswer staff_log_in(const Context& context, const LogIn& form);
/// Empty: log in again.
std::optional<StaffMember> resume_staff_session(const Context& context, std::string_view token);
/// A token that is unknown or ended changes nothing.
void staff_log_out(const Context& context, std::string_view token);

/// What a log-in needs of a member; disabled ones have them, too.
struct StaffCredentials {
    StaffMember member;
    PasswordHash password;
};
/// A session as it is stored.
struct StaffSessionRow {
    std::int64_t id{};
    StaffId staff{};
    std::optional<KioskNumber> kiosk; ///< set: a clerk's session at this kiosk; empty: staff pages
    Instant started{};
    Instant last_seen{};
};
/// Members and their sessions within one transaction; a session is found by the hash of its token.
struct StaffStore {
    virtual ~StaffStore() = default;
    virtual std::optional<StaffId> add(std::string_view username, std::string_view display_name, Role role,
                                       const PasswordHash& password, Instant now) = 0; ///< empty: taken
    virtual std::optional<StaffMember> find(StaffId id) = 0;
    virtual std::vector<StaffMember> all() = 0; ///< by username
    virtual std::optional<StaffCredentials> credentials(std::string_view username) = 0;
    virtual void set_password(StaffId id, const PasswordHash& password) = 0;
    virtual void disable(StaffId id, Instant now) = 0; ///< and ends the sessions
    virtual std::int64_t add_session(const Bytes& token_hash, StaffId staff, std::optional<KioskNumber> kiosk,
                                     Instant now) = 0;
    virtual std::optional<StaffSessionRow> find_session(const Bytes& token_hash) = 0; ///< not ended ones
    virtual void touch_session(std::int64_t id, Instant now) = 0;
    virtual void end_session(std::int64_t id, Instant now) = 0;
    virtual std::size_t forget_sessions(Instant ended_before, Instant started_before,
                                        unsigned most) = 0; ///< deletes; how many
};
} // namespace portal::domain
