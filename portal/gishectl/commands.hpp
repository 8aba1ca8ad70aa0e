#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "portal/gishectl/office.hpp"

/// The commands. Each prints its answer to standard output and throws on failure.
namespace gishectl {
/// The command cannot be done as asked; `what()` is for the operator.
struct CommandError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void migrate(Office& office, bool wait); ///< `wait`: for a database that does not answer yet
void init_keys(Office& office);
/// `name` is that of the key: `pepper`, `data`, `portal`, `pass`, `sealing`.
void rotate_key(Office& office, const std::string& name);

/// What `staff add` was told.
struct NewStaff {
    std::string username;
    std::string name;
    std::string role; ///< `clerk` or `supervisor`
    bool password_from_stdin{};
};
/// Without a password from standard input one is made and printed, once.
void add_staff(Office& office, const NewStaff& staff);
void list_staff(Office& office);
void disable_staff(Office& office, const std::string& username);

/// Of the citizen with this username, or of all where it is empty.
void sign_out(Office& office, const std::string& username);

/// Of a citizen who forgot it: a letter with a link leaves to the confirmed address.
void reset_password(Office& office, const std::string& username);

/// Of a citizen who lost app and recovery codes.
void remove_second_factor(Office& office, const std::string& username, const std::string& reason);

/// What `kiosk code` was told: one of the last two is set.
struct NewKiosk {
    std::string desk;
    std::string place;
    std::filesystem::path ca;   ///< PEM of the authority that signed the portal's server certificate
    std::string ca_fingerprint; ///< or its SHA-256, 64 hex digits
};
void make_kiosk_code(Office& office, const NewKiosk& kiosk);
void list_kiosks(Office& office);
void revoke_kiosk(Office& office, const std::string& name);

/// The certificates and lists of the folder become the trust folder of all kiosks; the rest is named. As for
/// `import_trust`, somebody has to vouch for all that is new; what lies in the folder vouches for the lists beside it.
void load_trust(Office& office, const std::filesystem::path& folder, const std::vector<std::string>& accepted);
/// One more certificate, revocation list or master list, in the place of one that was called the same. An authority,
/// and the one over a master list, must be trusted already, be signed by its trusted predecessor, or have one of the
/// fingerprints `accepted`, SHA-256 in hexadecimal; a revocation list must be signed by an authority that is trusted.
void import_trust(Office& office, const std::filesystem::path& file, const std::vector<std::string>& accepted);
/// Every authority and revocation list that kiosks hold.
void list_trust(Office& office);
/// Takes one file away from the kiosks, not the last.
void remove_trust(Office& office, const std::string& name);

/// Prints as JSON what kiosks are told: reasons of refusal, time limits.
void show_policy(Office& office);
/// Replaces it by a file of the form that `show_policy` prints.
void load_policy(Office& office, const std::filesystem::path& file);

/// What `passwords build` was told.
struct PasswordLists {
    std::vector<std::filesystem::path> hashes; ///< SHA-1 in hexadecimal, a colon and a count a line, ascending
    std::vector<std::filesystem::path> words;
    std::filesystem::path output;
};
/// Makes the list of passwords that the portal does not take.
void build_passwords(const Office& office, const PasswordLists& lists);

/// Invented citizens, staff and obligations; what is there already stays as it is.
void seed_demo(Office& office);
/// As many invented accounts beside them, `crowd-00000001` and on, all with the demo password: for measuring.
void seed_crowd(Office& office, std::int64_t accounts);
} // namespace gishectl
