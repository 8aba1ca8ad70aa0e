#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "hardware/printable.hpp"
#include "portal/gishectl/commands.hpp"
#include "portal/gishectl/fingerprint.hpp"

namespace {
using gishectl::Office;

constexpr int kUsage = 64; // EX_USAGE of sysexits.h

/// CLI11 says of an unknown command only that one is missing.
std::string words_of(const CLI::App* app, const CLI::Error& error)
{
    const auto unknown = app->remaining(true);
    const auto what = dynamic_cast<const CLI::RequiredError*>(&error) && !unknown.empty()
                          ? "no such command: " + unknown.front()
                          : std::string{error.what()};
    return "gishectl: " + hardware::printable_lines(what) +
           "\ngishectl --help lists the commands; each of them takes --help too\n";
}

/// A group of commands: one of them has to follow.
CLI::App& group(CLI::App& app, const char* name, const char* description)
{
    auto* commands = app.add_subcommand(name, description);
    commands->require_subcommand(1);
    return *commands;
}

void add_key_commands(CLI::App& app, Office& office, std::string& rotated)
{
    auto& commands = group(app, "keys", "The portal's keys");
    commands.add_subcommand("init", "Create the key files; existing ones are never overwritten")->callback([&] {
        gishectl::init_keys(office);
    });
    auto* rotate = commands.add_subcommand("rotate", "Make a new key; the one before stays for what it made");
    rotate->add_option("name", rotated, "pepper, data, portal, pass or sealing")
        ->required()
        ->check(CLI::IsMember({"pepper", "data", "portal", "pass", "sealing"}));
    rotate->callback([&] { gishectl::rotate_key(office, rotated); });
}

void add_staff_commands(CLI::App& app, Office& office, gishectl::NewStaff& staff)
{
    auto& commands = group(app, "staff", "Clerks and supervisors");
    auto* add = commands.add_subcommand("add", "Add a clerk or a supervisor");
    add->add_option("username", staff.username,
                    "3 to 32 of a-z, 0-9, full stop, hyphen, underscore; at least one letter")
        ->required();
    add->add_option("--name", staff.name, "Name as citizens and reports see it")->required();
    add->add_option("--role", staff.role, "clerk or supervisor")
        ->required()
        ->check(CLI::IsMember({"clerk", "supervisor"}));
    add->add_flag("--password-stdin", staff.password_from_stdin,
                  "Read the password from standard input; otherwise one is made and shown once");
    add->callback([&] { gishectl::add_staff(office, staff); });

    commands.add_subcommand("list", "Show clerks and supervisors")->callback([&] { gishectl::list_staff(office); });
    auto* disable = commands.add_subcommand("disable", "Disable a member of staff; sessions end at once");
    disable->add_option("username", staff.username)->required();
    disable->callback([&] { gishectl::disable_staff(office, staff.username); });
}

struct AccountOptions {
    std::string username;
    bool all{};
    std::string reason;
};

void add_account_commands(CLI::App& app, Office& office, AccountOptions& options)
{
    auto& commands = group(app, "accounts", "Citizens' accounts");
    auto* out = commands.add_subcommand("sign-out", "End the sessions of a citizen, or of all");
    auto* username = out->add_option("username", options.username);
    auto* all = out->add_flag("--all", options.all, "Of every account");
    all->excludes(username);
    out->callback([&, username, all] {
        if (username->empty() && all->empty()) throw CLI::RequiredError{"username or --all"};
        gishectl::sign_out(office, options.username);
    });
    auto* reset = commands.add_subcommand("reset-password", "Send the owner a letter with a link to a new password");
    reset->add_option("username", options.username)->required();
    reset->callback([&] { gishectl::reset_password(office, options.username); });
    auto* remove = commands.add_subcommand(
        "remove-second-factor",
        "Of a citizen who lost app and recovery codes; pauses the account until the counter's visit");
    remove->add_option("username", options.username)->required();
    remove->add_option("--reason", options.reason, "Who asked for it and how that was checked; kept in the audit log")
        ->required()
        ->check(CLI::Validator{
            [](const std::string& words) { return words.empty() ? "the reason is empty" : std::string{}; }, ""});
    remove->callback([&] { gishectl::remove_second_factor(office, options.username, options.reason); });
}

void add_kiosk_commands(CLI::App& app, Office& office, gishectl::NewKiosk& kiosk, std::string& revoked)
{
    auto& commands = group(app, "kiosk", "Kiosks");
    commands.add_subcommand("list", "Show every kiosk")->callback([&] { gishectl::list_kiosks(office); });
    auto* revoke = commands.add_subcommand("revoke", "Shut out a kiosk that is lost or retired, for good");
    revoke->add_option("name", revoked, "For example kiosk-12")->required();
    revoke->callback([&] { gishectl::revoke_kiosk(office, revoked); });
    auto* code = commands.add_subcommand("code", "Make a code for one enrolment, good for a day");
    code->add_option("--desk", kiosk.desk, "Name of the desk, as slips show it")->required();
    code->add_option("--place", kiosk.place, "Address of the office")->required();
    auto* file = code->add_option("--ca", kiosk.ca, "PEM of the authority of the portal's server certificate");
    auto* fingerprint = code->add_option("--ca-fingerprint", kiosk.ca_fingerprint, "Or its SHA-256 in hex");
    fingerprint->excludes(file);
    code->callback([&, file, fingerprint] {
        if (file->empty() && fingerprint->empty()) throw CLI::RequiredError{"--ca or --ca-fingerprint"};
        gishectl::make_kiosk_code(office, kiosk);
    });
}

struct TrustOptions {
    std::filesystem::path path;
    std::vector<std::string> accepted;
    std::string name;
};

/// Empty where `words` are a fingerprint.
std::string fault_of_fingerprint(const std::string& words)
{
    if (gishectl::fingerprint_in(words)) return {};
    return "\"" + words +
           "\" is no SHA-256 fingerprint: that is 64 hexadecimal digits, with or without colons and blanks between "
           "them, in quotes where there are blanks; \"sha256 Fingerprint=\" before them does no harm";
}

/// For authorities that are not trusted yet.
void add_accept(CLI::App& command, std::vector<std::string>& fingerprints)
{
    command
        .add_option("--accept", fingerprints,
                    "SHA-256 of an authority, or of the one over a master list, that is not trusted yet; once for each")
        ->expected(1)
        ->take_all()
        ->check(CLI::Validator{fault_of_fingerprint, ""});
}

void add_trust_commands(CLI::App& app, Office& office, TrustOptions& options)
{
    auto& commands = group(app, "trust", "The authorities whose documents kiosks trust");
    auto* load = commands.add_subcommand(
        "load", "Replace all by a folder of certificates (.cer .crt .der .pem), revocation lists (.crl) and master "
                "lists (.ml)");
    load->add_option("folder", options.path)->required();
    add_accept(*load, options.accepted);
    load->callback([&] { gishectl::load_trust(office, options.path, options.accepted); });
    auto* add = commands.add_subcommand("import", "Add a certificate (.cer .crt .der .pem), a revocation list (.crl) "
                                                  "or a master list (.ml)");
    add->add_option("file", options.path)->required();
    add_accept(*add, options.accepted);
    add->callback([&] { gishectl::import_trust(office, options.path, options.accepted); });
    commands.add_subcommand("list", "Show every authority and list")->callback([&] { gishectl::list_trust(office); });
    auto* remove = commands.add_subcommand("remove", "Take one file away");
    remove->add_option("name", options.name, "As `list` shows it")->required();
    remove->callback([&] { gishectl::remove_trust(office, options.name); });
}

void add_policy_commands(CLI::App& app, Office& office, std::filesystem::path& file)
{
    auto& commands = group(app, "policy", "Reasons of refusal and time limits at the kiosks");
    commands.add_subcommand("show", "Print them as JSON")->callback([&] { gishectl::show_policy(office); });
    auto* load = commands.add_subcommand("load", "Replace them by a file of the form that `show` prints");
    load->add_option("file", file)->required();
    load->callback([&] { gishectl::load_policy(office, file); });
}

void add_demo_commands(CLI::App& app, Office& office, std::int64_t& crowd)
{
    constexpr std::int64_t kMost = 15'000'000;
    auto* seed =
        group(app, "demo", "Demonstration").add_subcommand("seed", "Add invented citizens, staff and obligations");
    seed->add_option("--accounts", crowd, "And so many invented accounts beside them, for measuring")
        ->check(CLI::Range(std::int64_t{1}, kMost));
    seed->callback([&] {
        gishectl::seed_demo(office);
        if (crowd > 0) gishectl::seed_crowd(office, crowd);
    });
}

void add_password_commands(CLI::App& app, Office& office, gishectl::PasswordLists& lists)
{
    auto& commands = group(app, "passwords", "Passwords that are not taken");
    auto* build =
        commands.add_subcommand("build", "Make the list of `passwords.breached` in the portal's configuration");
    build->add_option("hashes", lists.hashes,
                      "Files of known passwords: SHA-1 in hexadecimal, a colon and a count a line, ascending");
    build->add_option("--words", lists.words, "A file of known passwords, one a line; once for each")
        ->expected(1)
        ->take_all();
    build->add_option("-o,--output", lists.output, "The list to be made")->required();
    build->callback([&] { gishectl::build_passwords(office, lists); });
}

int run(int argc, char** argv)
{
    Office office;
    std::int64_t crowd = 0;
    gishectl::NewStaff staff;
    gishectl::NewKiosk kiosk;
    AccountOptions accounts;
    std::string rotated_key;
    std::string revoked_kiosk;
    TrustOptions trust;
    std::filesystem::path policy_file;
    gishectl::PasswordLists lists;
    bool wait{false};

    CLI::App app{"The operator's command of the Gishe portal", "gishectl"};
    app.require_subcommand(1);
    app.fallthrough();
    app.failure_message(words_of);
    app.set_version_flag("--version", "gishectl " GISHE_VERSION);
    app.add_option("--config", office.config, "The portal's configuration")->capture_default_str();
    app.add_flag("--json", office.json, "Print JSON");

    auto* migrate = app.add_subcommand("migrate", "Bring the database to this release");
    migrate->add_flag("--wait", wait, "Wait for a database that does not answer yet");
    migrate->callback([&] { gishectl::migrate(office, wait); });
    add_key_commands(app, office, rotated_key);
    add_staff_commands(app, office, staff);
    add_account_commands(app, office, accounts);
    add_kiosk_commands(app, office, kiosk, revoked_kiosk);
    add_trust_commands(app, office, trust);
    add_policy_commands(app, office, policy_file);
    add_demo_commands(app, office, crowd);
    add_password_commands(app, office, lists);

    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsage;
    }
}
} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "gishectl: " << hardware::printable_lines(error.what()) << "\n";
        return 1;
    }
}
