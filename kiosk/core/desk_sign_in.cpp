#include "kiosk/core/desk_ask.hpp"
#include "kiosk/core/evidence.hpp"

namespace kiosk {
namespace contract = portal::contract;

namespace {
constexpr unsigned kWrongPasswords = 5;

/// The portal's word for this very key, or nothing.
std::optional<contract::ClerkCertificate> certificate_in(const contract::ClerkSessionReply& reply,
                                                         const Knowledge& knowledge, const contract::FileSigner& key,
                                                         const std::string& kiosk)
{
    const auto certificate = contract::open_clerk_certificate(reply.clerk_certificate, knowledge.portal_key());
    const bool ours = certificate && certificate->public_key == key.public_key() && certificate->kiosk == kiosk &&
                      certificate->clerk == reply.clerk;
    return ours ? certificate : std::nullopt;
}
} // namespace

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
    struct Tried {
        Answer<contract::ClerkSessionReply> answer;
        std::shared_ptr<contract::FileSigner> signer;
    };
    ask(
        parts_.portal_worker,
        [&portal = parts_.portal, username = sign_in_.username, password = password_] {
            const auto signer = std::make_shared<contract::FileSigner>(contract::FileSigner::generate());
            contract::ClerkSessionRequest request{username, password->text(), signer->public_key()};
            Tried tried{portal.sign_in(request), signer};
            wipe_text(request.password);
            return tried;
        },
        [](Desk& desk, const std::optional<Tried>& tried) {
            if (!tried) return desk.refuse_sign_in(FieldMessage::Tone::bad, "program_fault");
            desk.take_sign_in(tried->answer, tried->signer);
        });
}

void Desk::take_sign_in(const Answer<contract::ClerkSessionReply>& answer,
                        const std::shared_ptr<contract::FileSigner>& signer)
{
    if (const auto* problem = std::get_if<contract::Problem>(&answer))
        return refuse_sign_in(FieldMessage::Tone::bad, problem->code);
    const auto* reply = std::get_if<contract::ClerkSessionReply>(&answer);
    if (!reply) return sign_in_without_portal();
    const auto certificate = certificate_in(*reply, *state_.knowledge, *signer, identity_.kiosk);
    if (!certificate) return refuse_sign_in(FieldMessage::Tone::bad, "portal_answer_invalid");
    const ClerkKey key{
        {reply->clerk, sign_in_.username, reply->display_name, reply->clerk_certificate, certificate->not_after},
        signer};
    ask(
        parts_.disk_worker,
        [&vault = parts_.vault, key, password = password_] {
            vault.keep(key, password->text());
            return true;
        },
        [key, token = reply->token](Desk& desk, std::optional<bool> kept) {
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
            const bool known = unlocked && *unlocked && (*unlocked)->identity.expires > desk.parts_.clock.now();
            if (!known) return desk.refuse_sign_in(FieldMessage::Tone::caution, "portal_unreachable");
            desk.begin_session(**unlocked, "");
        });
}

void Desk::begin_session(const ClerkKey& key, const std::string& token)
{
    const contract::SignInContent content{"password", token.empty()};
    write(content, key, [key, token](Desk& desk, const std::optional<Recorded>& recorded) {
        if (!recorded) return desk.refuse_sign_in(FieldMessage::Tone::bad, "outbox_failed");
        desk.password_.reset();
        desk.session_ = Session{key, token};
        desk.sign_in_ = {};
        desk.last_input_ = desk.parts_.clock.ticks();
        desk.clear_case();
        desk.enter(Step::citizen);
    });
}

void Desk::refuse_sign_in(FieldMessage::Tone tone, std::string code)
{
    password_.reset();
    signing_in_when_known_ = false;
    sign_in_.state = identity_.kiosk.empty() ? SignInView::State::not_enrolled : SignInView::State::ready;
    sign_in_.message = FieldMessage{tone, std::move(code), ""};
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

void Desk::unlock(std::string password)
{
    if (!hidden_ || hidden_view_.checking) return wipe_text(password);
    hidden_view_.checking = true;
    hidden_view_.message.reset();
    refresh();
    // Not by `ask`: what the case behind the screen is waiting for must still arrive.
    parts_.disk_worker.post([self = weak_from_this(), &ui = parts_.ui, &vault = parts_.vault,
                             username = session_->key.identity.username,
                             password = std::make_shared<const Password>(password)] {
        bool right = false;
        try {
            right = vault.unlock(username, password->text()).has_value();
        } catch (const std::exception& error) {
            config::log::error("desk.fault", {{"error", error.what()}});
        }
        ui.post([self, right] {
            if (const auto me = self.lock()) me->take_unlock(right);
        });
    });
}

void Desk::take_unlock(bool right)
{
    if (!hidden_ || !session_) return;
    hidden_view_.checking = false;
    if (right) {
        hidden_ = false;
        session_->wrong_passwords = 0;
        last_input_ = parts_.clock.ticks();
        return refresh();
    }
    if (++session_->wrong_passwords >= kWrongPasswords) {
        sign_out();
        return refuse_sign_in(FieldMessage::Tone::caution, "too_many_wrong_passwords");
    }
    hidden_view_.message = FieldMessage{FieldMessage::Tone::bad, "wrong_password", ""};
    refresh();
}
} // namespace kiosk
