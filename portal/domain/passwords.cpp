#include "portal/domain/passwords.hpp"

#include <algorithm>

#include <sodium.h>

#include "portal/domain/normal_form.hpp"
#include "portal/domain/secrets.hpp"

namespace portal::domain {
namespace {
constexpr std::size_t kLongestBytes = 4096; ///< nothing longer is looked at

/// The same password typed on another keyboard or device is the same bytes.
std::string prepared(const SecretKey& pepper, std::string_view password)
{
    std::string utf8;
    normal_form(password.substr(0, kLongestBytes), false).toUTF8String(utf8);
    const auto mixed = keyed_hash(pepper, "password", utf8);
    sodium_memzero(utf8.data(), utf8.size());
    return {mixed.bytes.begin(), mixed.bytes.end()};
}

} // namespace

struct PasswordHasher::Impl {
    Impl(SecretKey key, PasswordCost wanted, std::vector<SecretKey> before)
        : pepper{std::move(key)}, older{std::move(before)}, cost{wanted}, turns{wanted.at_once, wanted.waiting,
                                                                                wanted.waiting_staff}
    {
        if (sodium_init() < 0) throw Fault{"libsodium does not start"};
    }

    std::string argon2id(std::string_view password) const
    {
        const auto bytes = prepared(pepper, password);
        std::string phc(crypto_pwhash_STRBYTES, '\0');
        if (crypto_pwhash_str_alg(phc.data(), bytes.data(), bytes.size(), cost.passes,
                                  std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
            throw Fault{"Argon2id has not enough memory"};
        phc.resize(phc.find('\0'));
        return phc;
    }

    const SecretKey& pepper_of(const KeyId& id) const
    {
        if (id == pepper.id) return pepper;
        const auto found = std::ranges::find(older, id, &SecretKey::id);
        if (found == older.end()) throw Fault{"hashed with the unknown pepper " + id};
        return *found;
    }

    static bool matches(const SecretKey& key, std::string_view password, const std::string& phc)
    {
        const auto bytes = prepared(key, password);
        return crypto_pwhash_str_verify(phc.c_str(), bytes.data(), bytes.size()) == 0;
    }

    SecretKey pepper;
    std::vector<SecretKey> older;
    PasswordCost cost;
    std::string nobodys; ///< of a password that nobody knows: compared with where there is no user
    Turns turns;
};

PasswordHasher::PasswordHasher(SecretKey pepper, PasswordCost cost, std::vector<SecretKey> older)
    : impl_{std::make_unique<Impl>(std::move(pepper), cost, std::move(older))}
{
    impl_->nobodys = impl_->argon2id(make_token());
}

PasswordHasher::~PasswordHasher() = default;

std::variant<PasswordHash, Busy> PasswordHasher::hash(std::string_view password, const Caller& caller)
{
    PasswordHash made{{}, impl_->pepper.id};
    if (!impl_->turns.take(caller, [&] { made.phc = impl_->argon2id(password); })) return Busy{};
    return made;
}

std::variant<bool, Busy> PasswordHasher::verify(std::string_view password, const std::optional<PasswordHash>& stored,
                                                const Caller& caller)
{
    const auto& pepper = stored ? impl_->pepper_of(stored->pepper) : impl_->pepper;
    bool right = false;
    const auto look = [&] { right = Impl::matches(pepper, password, stored ? stored->phc : impl_->nobodys); };
    if (!impl_->turns.take(caller, look)) return Busy{};
    return right && stored.has_value();
}

PasswordHash PasswordHasher::of_no_password() const
{
    return {impl_->nobodys, impl_->pepper.id};
}

bool PasswordHasher::outdated(const PasswordHash& stored) const
{
    return stored.pepper != impl_->pepper.id ||
           crypto_pwhash_str_needs_rehash(stored.phc.c_str(), impl_->cost.passes,
                                          std::size_t{impl_->cost.memory_kib} * 1024) != 0;
}

std::optional<PasswordHash> PasswordHasher::renewed(std::string_view password, const PasswordHash& stored,
                                                    const Caller& caller)
{
    if (!outdated(stored)) return std::nullopt;
    const auto hashed = hash(password, caller);
    const auto* made = std::get_if<PasswordHash>(&hashed);
    return made ? std::optional{*made} : std::nullopt;
}
} // namespace portal::domain
