#include "portal/domain/sealed_form.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "portal/domain/secrets.hpp"

namespace portal::domain {
namespace {
constexpr auto kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kIdBytes = 16;

std::string to_text(const Bytes& bytes)
{
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
    text.pop_back(); // the terminating zero
    return text;
}

std::optional<Bytes> from_text(std::string_view text)
{
    Bytes bytes(text.size() + 1); // more than enough, and a place of memory for no text either
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end, kVariant) !=
            0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

std::string bound(std::string_view purpose)
{
    return "form-" + std::string{purpose};
}

/// Empty: it was not sealed here, for this purpose, under a key that is still kept.
std::optional<std::string> unsealed(const PortalKeys& keys, std::string_view purpose, std::string_view sealed)
{
    const auto dot = sealed.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto* key = find_data_key(keys, KeyId{sealed.substr(0, dot)});
    const auto bytes = from_text(sealed.substr(dot + 1));
    if (!key || !bytes) return std::nullopt;
    try {
        return unseal(*key, bound(purpose), {key->id, *bytes});
    } catch (const Fault&) { // somebody changed it
        return std::nullopt;
    }
}
} // namespace

std::string_view SealedForm::answer(std::string_view name) const
{
    const auto found = answers.find(name);
    return found == answers.end() ? std::string_view{} : found->second;
}

SealedForm begin_form(Instant now)
{
    return {contract::to_hex(contract::random_bytes(kIdBytes)), now, {}};
}

std::string seal_form(const PortalKeys& keys, std::string_view purpose, const SealedForm& form)
{
    const nlohmann::json json{
        {"id", form.id}, {"begun", form.begun.time_since_epoch().count()}, {"answers", form.answers}};
    const auto sealed = seal(keys.data, bound(purpose), json.dump());
    return sealed.key + "." + to_text(sealed.bytes);
}

std::variant<SealedForm, SealedFormRefusal> open_form(const PortalKeys& keys, std::string_view purpose,
                                                      std::string_view sealed, std::chrono::seconds life, Instant now)
{
    const auto text = unsealed(keys, purpose, sealed);
    if (!text) return SealedFormRefusal::not_ours;
    const auto json = nlohmann::json::parse(*text); // ours: it holds what `seal_form` wrote
    SealedForm form{json.at("id"), Instant{std::chrono::seconds{json.at("begun").get<std::int64_t>()}}, {}};
    if (now >= form.begun + life) return SealedFormRefusal::expired;
    for (const auto& [name, answer] : json.at("answers").items())
        form.answers.emplace(name, answer.get<std::string>());
    return form;
}
} // namespace portal::domain
