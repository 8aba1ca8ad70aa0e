#include "config/log.hpp"
#include "kiosk/core/desk.hpp"

/// The clerk's password again: it shows what was hidden, and begins the session that a missed portal could not give.
namespace kiosk {
namespace contract = portal::contract;

namespace {
constexpr unsigned kWrongPasswords = 5;
} // namespace

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
        ui.post([self, right, password] {
            if (const auto me = self.lock()) me->take_unlock(right, password);
        });
    });
}

void Desk::take_unlock(bool right, const std::shared_ptr<const Password>& password)
{
    if (!hidden_ || !session_) return;
    hidden_view_.checking = false;
    if (right) {
        hidden_ = false;
        session_->wrong_passwords = 0;
        last_input_ = parts_.clock.ticks();
        if (portal_is_back()) ask_session(password);
        return refresh();
    }
    if (++session_->wrong_passwords >= kWrongPasswords) {
        sign_out();
        return refuse_sign_in(FieldMessage::Tone::caution, "too_many_wrong_passwords");
    }
    hidden_view_.message = FieldMessage{FieldMessage::Tone::bad, "wrong_unlock", ""};
    refresh();
}

/// The clerk works by the wrapped key, and the portal answers again.
bool Desk::portal_is_back() const
{
    return session_ && session_->token.empty() && state_.connection == StripView::Connection::online;
}

/// The case goes on meanwhile; where the portal does not agree, the session stays as it is.
void Desk::ask_session(const std::shared_ptr<const Password>& password)
{
    parts_.portal_worker.post([self = weak_from_this(), &ui = parts_.ui, &portal = parts_.portal,
                               username = session_->key.identity.username, password] {
        const auto tried = try_sign_in(portal, username, *password);
        ui.post([self, tried, username, password] {
            if (const auto me = self.lock()) me->take_session(tried, username, password);
        });
    });
}

void Desk::take_session(const SignInTry& tried, const std::string& username,
                        const std::shared_ptr<const Password>& password)
{
    const auto* reply = std::get_if<contract::ClerkSessionReply>(&tried.answer);
    if (!reply) return;
    const auto key = clerk_key_of(tried, username, *state_.knowledge, identity_.kiosk);
    const auto sign_out = [&worker = parts_.portal_worker, &portal = parts_.portal, token = reply->token] {
        worker.post([&portal, token] { portal.sign_out(token); });
    };
    if (!key || !portal_is_back() || session_->key.identity.username != username) return sign_out();
    parts_.disk_worker.post([self = weak_from_this(), &ui = parts_.ui, &vault = parts_.vault, &book = parts_.book,
                             &clock = parts_.clock, knowledge = state_.knowledge, key = *key, token = reply->token,
                             password, sign_out] {
        try {
            vault.keep(key, password->text());
            book.write(contract::SignInContent{"password", false}, key, *knowledge, clock.now());
        } catch (const std::exception& error) {
            config::log::error("desk.fault", {{"error", error.what()}});
            return sign_out();
        }
        ui.post([self, key, token] {
            const auto me = self.lock();
            if (!me) return;
            ++me->state_.queue;
            me->parts_.sync.poke();
            if (!me->session_ || me->session_->key.identity.username != key.identity.username) return;
            me->session_->key = key;
            me->session_->token = token;
            me->refresh();
        });
    });
}
} // namespace kiosk
