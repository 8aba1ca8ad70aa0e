#include "portal/domain/keys.hpp"

#include <algorithm>
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

constexpr std::size_t kSecretSize = 32;  ///< of pepper, data, lookup and sealing key
constexpr std::size_t kSigningSize = 64; ///< of portal and pass key
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
SecretKey read_key(const fs::path& path, std::size_t size)
{
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

struct KeysOfName {
    SecretKey today;
    std::vector<SecretKey> older;
};
KeysOfName read_keys(const fs::path& folder, const std::string& name, std::size_t size)
{
    KeysOfName keys{read_key(folder / (name + ".key"), size), {}};
    for (const auto& entry : fs::directory_iterator{folder}) {
        const auto file = entry.path().filename().string();
        if (!file.starts_with(name + "-") || !file.ends_with(".key")) continue;
        auto older = read_key(entry.path(), size);
        if (older.id != keys.today.id)
            keys.older.push_back(std::move(older)); // equal: a rotation did not come to its end
    }
    return keys;
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

std::vector<SigningKey> signing_of(std::vector<SecretKey> secrets)
{
    std::vector<SigningKey> keys;
    keys.reserve(secrets.size());
    for (auto& secret : secrets)
        keys.push_back({std::move(secret.id), ed25519_of(std::move(secret.bytes))});
    return keys;
}

/// The bytes of a fresh key as its file holds them.
Bytes fresh_bytes(const std::string& name)
{
    if (name == "pepper" || name == "data") return contract::random_bytes(kSecretSize);
    if (name == "portal" || name == "pass") return contract::generate_ed25519().secret;
    if (name == "sealing") return contract::generate_sealing().secret;
    throw Fault{name + ": is no key that can be rotated"};
}

void sync_folder(const fs::path& folder)
{
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    if (!synced) throw Fault{folder.string() + ": could not be written"};
}

template <class Key>
const Key* find_older(const std::vector<Key>& older, const KeyId& id)
{
    const auto found = std::find_if(older.begin(), older.end(), [&](const Key& key) { return key.id == id; });
    return found == older.end() ? nullptr : &*found;
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

KeyId rotate_key_file(const fs::path& folder, const std::string& name, Instant now)
{
    const auto bytes = fresh_bytes(name);
    auto id = fresh_id(name, now);
    const auto path = folder / (name + ".key");
    const auto before = read_key(path, bytes.size()).id;
    if (!before.starts_with(name + "-")) throw Fault{path.string() + ": its id does not begin with " + name + "-"};
    const auto next = name + ".new";
    fs::remove(folder / (next + ".key")); // of a rotation that did not come to its end
    write_key(folder, next, id, bytes);
    if (::link(path.c_str(), (folder / (before + ".key")).c_str()) != 0 && errno != EEXIST)
        throw Fault{folder.string() + ": today's key could not be kept"};
    fs::rename(folder / (next + ".key"), path);
    sync_folder(folder);
    return id;
}

PortalKeys load_key_files(const fs::path& folder)
{
    PortalKeys keys;
    auto pepper = read_keys(folder, "pepper", kSecretSize);
    keys.pepper = std::move(pepper.today);
    keys.older.pepper = std::move(pepper.older);
    auto data = read_keys(folder, "data", kSecretSize);
    keys.data = std::move(data.today);
    keys.older.data = std::move(data.older);
    keys.lookup = read_key(folder / "lookup.key", kSecretSize);
    auto portal = read_keys(folder, "portal", kSigningSize);
    keys.portal_id = portal.today.id;
    keys.portal = ed25519_of(std::move(portal.today.bytes));
    keys.older.portal = signing_of(std::move(portal.older));
    auto pass = read_keys(folder, "pass", kSigningSize);
    keys.pass_id = pass.today.id;
    keys.pass = ed25519_of(std::move(pass.today.bytes));
    keys.older.pass = signing_of(std::move(pass.older));
    auto sealing = read_keys(folder, "sealing", kSecretSize);
    keys.sealing_id = sealing.today.id;
    keys.sealing = sealing_of(std::move(sealing.today.bytes));
    for (auto& older : sealing.older)
        keys.older.sealing.push_back({std::move(older.id), sealing_of(std::move(older.bytes))});
    keys.kiosk_ca_key_pem = config::read_secret(folder / kCaKey);
    keys.kiosk_ca_certificate_pem = read_public(folder / kCaCertificate);
    return keys;
}

const SecretKey* find_data_key(const PortalKeys& keys, const KeyId& id)
{
    return id == keys.data.id ? &keys.data : find_older(keys.older.data, id);
}

const contract::Ed25519Pair* find_portal_key(const PortalKeys& keys, const KeyId& id)
{
    if (id == keys.portal_id) return &keys.portal;
    const auto* older = find_older(keys.older.portal, id);
    return older ? &older->pair : nullptr;
}

const contract::Ed25519Pair* find_pass_key(const PortalKeys& keys, const KeyId& id)
{
    if (id == keys.pass_id) return &keys.pass;
    const auto* older = find_older(keys.older.pass, id);
    return older ? &older->pair : nullptr;
}

const contract::SealingPair* find_sealing_key(const PortalKeys& keys, const KeyId& id)
{
    if (id == keys.sealing_id) return &keys.sealing;
    const auto* older = find_older(keys.older.sealing, id);
    return older ? &older->pair : nullptr;
}
} // namespace portal::domain
