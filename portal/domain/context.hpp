#pragma once

#include <string>
#include <vector>

#include "portal/domain/keys.hpp"
#include "portal/domain/passwords.hpp"
#include "portal/domain/types.hpp"

namespace portal::domain {
struct Database;
class BreachedPasswords;

/// Limits of time and number; the defaults are the published ones.
struct Rules {
    // The municipality may set these in `portal.toml`.
    std::chrono::seconds session_idle{std::chrono::minutes{60}};
    std::chrono::seconds session_longest{std::chrono::hours{12}};
    std::chrono::seconds throttle_window{std::chrono::minutes{15}};
    unsigned accounts_per_email{3};
    unsigned failures_per_account_and_network{10}; ///< within the window; another network is not hindered
    unsigned failures_per_network{200};
    unsigned failures_in_a_row{100};             ///< from all networks together; known browsers have their own row
    unsigned checks_per_account_and_network{30}; ///< right passwords, too
    unsigned registrations_per_network{300};     ///< each costs two proofs of work, dearer from one to the next
    unsigned usernames_per_network{60};          ///< answers to whether one is taken, before the registration itself
    unsigned challenges_per_network{600};        ///< proofs of work; from the first on they grow dearer
    unsigned proof_of_work{50'000};        ///< the largest number looked for in the cheapest one: twice the usual work
    unsigned first_letters_per_network{3}; ///< within an hour, for registrations without a proof of work
    unsigned passes_per_account{10};
    unsigned number_changes_per_account{10};
    unsigned name_changes_per_account{10};
    unsigned mails_per_address{6};        ///< letters of new accounts within a day; each network's first two go beyond
    unsigned mails_per_account{5};        ///< sent again within a day
    unsigned mails_again_per_address{12}; ///< sent again within a day; likewise
    unsigned mails_per_network_and_address{8};
    unsigned mails_per_site{1000};  ///< to all addresses together, that one subscriber asks for within a day
    bool sends_texts{true};         ///< text messages to telephones
    unsigned texts_per_account{5};  ///< codes within a day
    unsigned texts_per_phone{5};    ///< likewise, whoever asks; the first two of an account go beyond it
    unsigned texts_per_network{20}; ///< likewise, of unverified accounts: they cost money
    unsigned texts_in_all{2000};    ///< codes of all accounts together, in 24 hours; half of them of unverified ones
    std::vector<std::string> text_prefixes{"+359"}; ///< calling codes that text messages are meant for
    unsigned texts_elsewhere{100};                  ///< codes to all other numbers together; likewise
    unsigned recoveries_per_network{20};     ///< forms about a forgotten username or password; of a known browser, too
    unsigned recovery_mails_per_address{12}; ///< their letters within a day
    std::chrono::days pause_after_reset{0};  ///< after which time ends the pause of a password set anew; 0: never
    unsigned lookups_per_clerk{60};          ///< found or not; a visit needs one or two
    unsigned lookups_per_kiosk{90};
    unsigned lookups_per_clerk_and_day{400};

    // These are fixed: pages and letters name them in words.
    std::chrono::seconds shared_session_idle{std::chrono::minutes{10}}; ///< at a computer that others use, too
    std::chrono::seconds email_link_life{std::chrono::hours{24}};
    std::chrono::seconds address_restore_life{
        std::chrono::hours{24 * 7}}; ///< of a link that brings an old address back
    std::chrono::seconds reset_link_life{std::chrono::minutes{30}};
    std::chrono::seconds opening_link_life{std::chrono::hours{24 * 30}};
    std::chrono::seconds alarm_link_life{std::chrono::hours{24 * 30}};
    std::chrono::seconds known_browser_life{std::chrono::hours{24 * 400}}; ///< since its last sign-in
    std::chrono::seconds pass_life{std::chrono::hours{24 * 7}};
    std::chrono::seconds code_life{std::chrono::minutes{10}};      ///< of a code, and of a sign-in that waits for one
    std::chrono::seconds form_life{std::chrono::hours{4}};         ///< of a registration in its steps
    std::chrono::seconds unconfirmed_life{std::chrono::hours{24}}; ///< of an account whose address nobody confirmed
    unsigned notices_per_account{5}; ///< letters of each kind that can be had at will, within a day

    // Nobody reads of these.
    unsigned letters_to_nobody{1000}; ///< about forgotten usernames and passwords to unknown addresses, within a day
    unsigned choices_per_account{40}; ///< of language and notices, within a day
    std::chrono::seconds quickest_form{2}; ///< what is filled in faster is asked for once more
    /// Links sent again keep an unconfirmed account for longer, but not beyond this.
    std::chrono::seconds unconfirmed_longest{std::chrono::hours{72}};

    // These hold off who guesses codes; an owner meets none of them.
    unsigned codes_per_account_and_network{10};
    unsigned codes_per_account_and_day{100}; ///< wrong ones in a row, from all networks
    unsigned codes_per_sign_in{5};
    unsigned wrong_codes_told{5}; ///< wrong ones within a day of which the owner hears, once a day

    // And these, which only staff and kiosks meet.
    std::chrono::seconds staff_session_idle{std::chrono::minutes{30}};
    std::chrono::seconds clerk_session_longest{std::chrono::hours{12}};
    std::chrono::seconds enrolment_code_life{std::chrono::hours{24}};
    std::chrono::seconds kiosk_certificate_life{std::chrono::hours{24 * 365}};
    unsigned cases_per_page{50};
    unsigned acts_per_page{100};
    unsigned rows_per_file{5000};
    unsigned activity_per_page{25};      ///< of an owner's own lists
    unsigned enrolments_per_network{20}; ///< an office may enrol all its kiosks in one go
    unsigned enrolments_altogether{30};
};

/// What every use case needs. Made once in `main`, alive as long as the server; thread-safe.
struct Context {
    Database& database;
    const PortalKeys& keys;
    PasswordHasher& passwords;
    const Clock& clock;
    Rules rules{};
    const BreachedPasswords* breached{}; ///< null: passwords are compared with no list
};

/// The visitor asked too often: `Retry-After`.
struct TooMany {
    std::chrono::seconds wait{};
};
} // namespace portal::domain
