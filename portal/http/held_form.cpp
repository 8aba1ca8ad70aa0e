#include "portal/http/held_form.hpp"

#include <algorithm>
#include <array>

#include "portal/domain/sealed_form.hpp"
#include "portal/domain/sessions.hpp"

namespace portal::http {
namespace {
constexpr std::string_view kPurpose = "held";
constexpr std::chrono::hours kLife{24};
constexpr std::size_t kMost = 5000; ///< bytes; the log-in form itself takes 8 KiB

// Beside the fields, which have a mark before their names.
constexpr std::string_view kPath = "path";
constexpr std::string_view kAccount = "account"; ///< missing: not known
constexpr char kMark = '.';
} // namespace

bool is_secret_field(std::string_view name)
{
    constexpr std::array<std::string_view, 6> kSecrets{"password", "current", "code", "token", "secret", "csrf"};
    return std::ranges::any_of(kSecrets, [&](auto word) { return name.find(word) != std::string_view::npos; });
}

std::string hold_form(const domain::Context& context, const HeldForm& form, std::string_view session)
{
    auto sealed = domain::begin_form(context.clock.now());
    for (const auto& [name, value] : form.fields.all())
        if (!is_secret_field(name)) sealed.answers.emplace(kMark + name, value);
    if (sealed.answers.empty()) return {};
    sealed.answers.emplace(kPath, form.path);
    if (!session.empty())
        if (const auto owner = domain::owner_of_session(context, session))
            sealed.answers.emplace(kAccount, std::to_string(*owner));
    auto held = domain::seal_form(context.keys, kPurpose, sealed);
    return held.size() <= kMost ? held : std::string{};
}

std::optional<HeldForm> held_form(const domain::Context& context, std::string_view held, domain::AccountId account)
{
    const auto opened = domain::open_form(context.keys, kPurpose, held, kLife, context.clock.now());
    const auto* sealed = std::get_if<domain::SealedForm>(&opened);
    if (!sealed) return std::nullopt;
    if (sealed->has(kAccount) && sealed->answer(kAccount) != std::to_string(account)) return std::nullopt;
    HeldForm form{std::string{sealed->answer(kPath)}, {}};
    for (const auto& [name, value] : sealed->answers)
        if (name.front() == kMark) form.fields.add(name.substr(1), value);
    return form;
}
} // namespace portal::http
