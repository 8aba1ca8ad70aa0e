#include "portal/domain/keys.hpp"

#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/settings.hpp"
#include "portal/domain/kiosk_authority.hpp"

namespace portal::domain {
namespace {
namespace fs = std::filesystem;

constexpr auto kCaCertificate = "kiosk-ca.pem";
constexpr auto kCaKey = "kiosk-ca.key";

/// `pepper-20261118-3f9a`.
KeyId fresh_id(const std::string& name, Instant now)
{
    auto day = contract::to_iso(sofia_day(now));
    std::erase(day, '-');
    return name + "-" + day + "-" + contract::to_hex(contract::random_bytes(2));
}

SecretKey fresh_key(const std::string& name, Instant now)
{
    return {fresh_id(name, now), contract::random_bytes(32)};
}

/// Creates the file; never overwrites one.
void write_new(const fs::path& path, const std::string& text, mode_t mode)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0) throw Fault{path.string() + ": exists already or cannot be written; keys are never overwritten"};
    const bool whole = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fchmod(file, mode) == 0 && ::fsync(file) == 0;
    if (::close(file) != 0 || !whole) throw Fault{path.string() + ": could not be written whole"};
}

void write_key(const fs::path& folder, const std::string& name, const KeyId& id, const Bytes& bytes)
{
    write_new(folder / (name + ".key"), id + " " + contract::to_hex(bytes) + "\n", 0600);
}

/// `<id> <hex>` of `size` bytes.
SecretKey read_key(const fs::path& folder, const std::string& name, std::size_t size)
{
    const auto path = folder / (name + ".key");
    const auto text = config::read_secret(path);
    const auto blank = text.find(' ');
    try {
        if (blank == std::string::npos || blank == 0) throw contract::Malformed{"no key id"};
        SecretKey key{text.substr(0, blank), contract::from_hex(std::string_view{text}.substr(blank + 1))};
        if (key.bytes.size() != size) throw contract::Malformed{"wrong length"};
        return key;
    } catch (const contract::Malformed& error) {
        throw config::SettingsError{path.string() + ": " + error.what()};
    }
}

contract::Ed25519Pair ed25519_of(Bytes secret)
{
    Bytes open{secret.begin() + 32, secret.end()};
    return {std::move(secret), std::move(open)};
}

contract::SealingPair sealing_of(Bytes secret)
{
    Bytes open(crypto_scalarmult_BYTES);
    crypto_scalarmult_base(open.data(), secret.data());
    return {std::move(secret), std::move(open)};
}

std::string read_public(const fs::path& path)
{
    std::ifstream stream{path, std::ios::binary};
    if (!stream) throw config::SettingsError{path.string() + ": cannot be read"};
    return {std::istreambuf_iterator<char>{stream}, {}};
}
} // namespace

PortalKeys generate_keys(Instant now)
{
    PortalKeys keys;
    keys.pepper = fresh_key("pepper", now);
    keys.data = fresh_key("data", now);
    keys.lookup = fresh_key("lookup", now);
    keys.portal_id = fresh_id("portal", now);
    keys.portal = contract::generate_ed25519();
    keys.pass_id = fresh_id("pass", now);
    keys.pass = contract::generate_ed25519();
    keys.sealing_id = fresh_id("sealing", now);
    keys.sealing = contract::generate_sealing();
    auto authority = create_kiosk_authority(now);
    keys.kiosk_ca_key_pem = std::move(authority.key_pem);
    keys.kiosk_ca_certificate_pem = std::move(authority.certificate_pem);
    return keys;
}

void create_key_files(const fs::path& folder, Instant now)
{
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    const auto keys = generate_keys(now);
    for (const auto& name : {"pepper", "data", "lookup", "portal", "pass", "sealing", "kiosk-ca"})
        if (fs::exists(folder / (std::string{name} + ".key")))
            throw Fault{folder.string() + ": holds keys already; keys are never overwritten"};
    write_key(folder, "pepper", keys.pepper.id, keys.pepper.bytes);
    write_key(folder, "data", keys.data.id, keys.data.bytes);
    write_key(folder, "lookup", keys.lookup.id, keys.lookup.bytes);
    write_key(folder, "portal", keys.portal_id, keys.portal.secret);
    write_key(folder, "pass", keys.pass_id, keys.pass.secret);
    write_key(folder, "sealing", keys.sealing_id, keys.sealing.secret);
    write_new(folder / kCaKey, keys.kiosk_ca_key_pem, 0600);
    write_new(folder / kCaCertificate, keys.kiosk_ca_certificate_pem, 0644);
}

PortalKeys load_key_files(const fs::path& folder)
{
    PortalKeys keys;
    keys.pepper = read_key(folder, "pepper", 32);
    keys.data = read_key(folder, "data", 32);
    keys.lookup = read_key(folder, "lookup", 32);
    auto portal = read_key(folder, "portal", 64);
    keys.portal_id = portal.id;
    keys.portal = ed25519_of(std::move(portal.bytes));
    auto pass = read_key(folder, "pass", 64);
    keys.pass_id = pass.id;
    keys.pass = ed25519_of(std::move(pass.bytes));
    auto sealing = read_key(folder, "sealing", 32);
    keys.sealing_id = sealing.id;
    keys.sealing = sealing_of(std::move(sealing.bytes));
    keys.kiosk_ca_key_pem = config::read_secret(folder / kCaKey);
    keys.kiosk_ca_certificate_pem = read_public(folder / kCaCertificate);
    return keys;
}
} // namespace portal::domain
