#include "kiosk/core/desk_ask.hpp"

/// Who works at the counter: with the portal, or by the wrapped key without it.
namespace kiosk {
namespace contract = portal::contract;

void Desk::sign_in(std::string username, std::string password)
{
    if (step_ != Step::sign_in || sign_in_.state != SignInView::State::ready) return wipe_text(password);
    const auto tidy = contract::parse_username(username);
    sign_in_.username = std::holds_alternative<std::string>(tidy) ? std::get<std::string>(tidy) : username;
    password_ = std::make_shared<const Password>(password);
    if (sign_in_.username.empty() || password_->text().empty())
        return refuse_sign_in(FieldMessage::Tone::caution, "username_and_password");
    sign_in_.state = SignInView::State::checking;
    sign_in_.message.reset();
    refresh();
    if (state_.knowledge && state_.knowledge->complete()) return ask_sign_in();
    signing_in_when_known_ = true;
    parts_.sync.poke();
}

void Desk::ask_sign_in()
{
    ask(
        parts_.portal_worker,
        [&portal = parts_.portal, username = sign_in_.username, password = password_] {
            return try_sign_in(portal, username, *password);
        },
        [](Desk& desk, const std::optional<SignInTry>& tried) {
            if (!tried) return desk.refuse_sign_in(FieldMessage::Tone::bad, "program_fault");
            desk.take_sign_in(*tried);
        });
}

void Desk::take_sign_in(const SignInTry& tried)
{
    if (const auto* problem = std::get_if<contract::Problem>(&tried.answer)) {
        const bool wrong = problem->code == "wrong_password";
        return refuse_sign_in(wrong ? FieldMessage::Tone::bad : FieldMessage::Tone::caution, problem->code,
                              not_before(*problem));
    }
    const auto* reply = std::get_if<contract::ClerkSessionReply>(&tried.answer);
    if (!reply) return sign_in_without_portal();
    if (!is_near(parts_.clock.now() - reply->server_time)) parts_.sync.pull({}); // the strip learns it at once
    const auto key = clerk_key_of(tried, sign_in_.username, *state_.knowledge, identity_.kiosk);
    if (!key) return refuse_sign_in(FieldMessage::Tone::bad, "portal_answer_invalid");
    ask(
        parts_.disk_worker,
        [&vault = parts_.vault, key = *key, password = password_] {
            vault.keep(key, password->text());
            return true;
        },
        [key = *key, token = reply->token](Desk& desk, std::optional<bool> kept) {
            if (!kept) return desk.refuse_sign_in(FieldMessage::Tone::bad, "outbox_failed");
            desk.begin_session(key, token);
        });
}

void Desk::sign_in_without_portal()
{
    state_.connection = StripView::Connection::offline;
    ask(
        parts_.disk_worker,
        [&vault = parts_.vault, username = sign_in_.username, password = password_] {
            return vault.unlock(username, password->text());
        },
        [](Desk& desk, const std::optional<std::optional<ClerkKey>>& unlocked) {
            using Tone = FieldMessage::Tone;
            if (!unlocked) return desk.refuse_sign_in(Tone::bad, "vault_failed");
            if (!*unlocked) return desk.refuse_sign_in(Tone::caution, "not_known_without_portal");
            if ((*unlocked)->identity.expires <= desk.parts_.clock.now())
                return desk.refuse_sign_in(Tone::caution, "session_expired");
            desk.begin_session(**unlocked, "");
        });
}

void Desk::begin_session(const ClerkKey& key, const std::string& token)
{
    const contract::SignInContent content{"password", token.empty()};
    write(content, key, [key, token](Desk& desk, const std::optional<Recorded>& recorded) {
        if (!recorded) return desk.refuse_sign_in(FieldMessage::Tone::bad, desk.why_not_recorded());
        desk.password_.reset();
        desk.session_ = Session{key, token};
        desk.sign_in_ = {};
        desk.last_input_ = desk.parts_.clock.ticks();
        desk.clear_case();
        desk.enter(Step::citizen);
    });
}

/// When the portal bears to be asked again; empty: it did not say.
std::optional<Instant> Desk::not_before(const contract::Problem& problem) const
{
    if (problem.retry_after <= std::chrono::seconds{}) return std::nullopt;
    return parts_.clock.now() + problem.retry_after;
}

void Desk::refuse_sign_in(FieldMessage::Tone tone, std::string code, std::optional<Instant> not_before)
{
    password_.reset();
    signing_in_when_known_ = false;
    sign_in_.state = identity_.kiosk.empty() ? SignInView::State::not_enrolled : SignInView::State::ready;
    sign_in_.message = FieldMessage{tone, std::move(code), "", not_before};
    refresh();
}

void Desk::sign_out()
{
    if (!session_) return;
    clear_case();
    if (!session_->token.empty())
        parts_.portal_worker.post([&portal = parts_.portal, token = session_->token] { portal.sign_out(token); });
    session_.reset();
    hidden_ = false;
    sign_in_ = {};
    enter(Step::sign_in);
}
} // namespace kiosk
